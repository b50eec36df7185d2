import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { QueueQuery } from "./queue-filter.ts";

/** What a row's place in a list follows from. */
type Placed = {
	id: number;
	due_at: Date;
	registered_at: Date;
	topic_code: string | null;
	territory_code: string | null;
};
type Cursor = { at: Date; id: number; code: string | null };

/**
 * The order of a list. Groups of topics and territories stand in the order of their codes, so that the topics of one group are
 * together; cases of none come last. Days of the term are the order of the terms itself.
 */
export type QueueOrder = {
	/** whether terms say it, within a group, too */
	byDue: boolean;
	/** `order by` of cases `c` */
	by: RawBuilder<unknown>;
	/** what stands after a row, in parts each of which an index serves; none: all */
	after: RawBuilder<unknown>[];
	/** null: the order of terms or of registration alone */
	column: RawBuilder<unknown> | null;
	cursorOf: (row: Placed) => string;
};

const columns = { topic: sql`c.topic_code`, place: sql`c.territory_code` } as const;

/** Lists of what is to be done stand in the order of their terms; words found and what was answered come newest first. */
const mayStandByDue = ({ q, view }: Pick<QueueQuery, "q" | "view">): boolean =>
	!q && view !== "all" && view !== "answered";

export function orderOf(query: QueueQuery): QueueOrder {
	const after = readCursor(query.cursor);
	const group = mayStandByDue(query) ? query.group : undefined;
	if (group === "topic" || group === "place") return byGroup(group, after);
	const byDue = mayStandByDue(query) && (query.sort === "due" || group === "due");
	const by = byDue ? sql`order by c.due_at, c.id` : sql`order by c.registered_at desc, c.id desc`;
	const start = after && [
		byDue
			? sql`(c.due_at, c.id) > (${after.at}, ${after.id})`
			: sql`(c.registered_at, c.id) < (${after.at}, ${after.id})`,
	];
	const cursorOf = (row: Placed) => `${(byDue ? row.due_at : row.registered_at).toISOString()}_${row.id}`;
	return { byDue, by, after: start ?? [], column: null, cursorOf };
}

function byGroup(group: keyof typeof columns, after: Cursor | null): QueueOrder {
	const column = columns[group];
	const later = after && sql`(c.due_at, c.id) > (${after.at}, ${after.id})`;
	// of a row value with a null in it nothing is greater: those of no group are a part of their own
	const inNone = sql`${column} is null`;
	const parts =
		after &&
		(after.code === null
			? [sql`${inNone} and ${later}`]
			: [sql`(${column}, c.due_at, c.id) > (${after.code}, ${after.at}, ${after.id})`, inNone]);
	const cursorOf = (row: Placed): string => {
		const code = group === "topic" ? row.topic_code : row.territory_code;
		return `${row.due_at.toISOString()}_${row.id}${code === null ? "" : `_${code}`}`;
	};
	return { byDue: true, by: sql`order by ${column}, c.due_at, c.id`, after: parts ?? [], column, cursorOf };
}

function readCursor(cursor: string | undefined): Cursor | null {
	const [at, id, ...code] = cursor?.split("_") ?? [];
	if (!at || !id) return null;
	const time = new Date(at);
	if (Number.isNaN(time.getTime()) || !Number.isSafeInteger(Number(id))) return null;
	return { at: time, id: Number(id), code: code.length > 0 ? code.join("_") : null };
}
