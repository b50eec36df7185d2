import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Registry } from "../registry/reads.ts";
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
 * The order of a list. Groups of topics and territories stand by the alphabet of their names, where a person looks for them;
 * cases of none come last. Days of the term are the order of the terms itself.
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

/** Codes of topics or territories by their place in the alphabet of their names, from 0; equal names by their codes. */
export function ranksOf(
	{ topics, territories }: Pick<Registry, "topics" | "territories">,
	group: "topic" | "place",
	language: "ru" | "en" = "ru",
): ReadonlyMap<string, number> {
	const named =
		group === "place"
			? territories.map(({ code, name }) => ({ code, name }))
			: [...topics.values()].map(({ code, titleRu, titleEn }) => ({
					code,
					name: language === "en" ? titleEn : titleRu,
				}));
	const { compare } = new Intl.Collator(language);
	named.sort((a, b) => compare(a.name, b.name) || (a.code < b.code ? -1 : 1));
	return new Map(named.map(({ code }, rank) => [code, rank]));
}

/** Lists of what is to be done stand in the order of their terms; words found and what was answered come newest first. */
const mayStandByDue = ({ q, view }: Pick<QueueQuery, "q" | "view">): boolean =>
	!q && view !== "all" && view !== "answered";

export function orderOf(registry: Pick<Registry, "topics" | "territories">, query: QueueQuery): QueueOrder {
	const after = readCursor(query.cursor);
	const group = mayStandByDue(query) ? query.group : undefined;
	if (group === "topic" || group === "place") return byGroup(group, ranksOf(registry, group, query.language), after);
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

function byGroup(group: keyof typeof columns, ranks: ReadonlyMap<string, number>, after: Cursor | null): QueueOrder {
	const rank = sql`(${JSON.stringify(Object.fromEntries(ranks))}::jsonb ->> ${columns[group]})::int`;
	const later = after && sql`(c.due_at, c.id) > (${after.at}, ${after.id})`;
	const from = ranks.get(after?.code ?? "");
	// of a row value with a null in it nothing is greater: those of no group are a part of their own
	const inNone = sql`${rank} is null`;
	const parts =
		after &&
		(from === undefined
			? [sql`${inNone} and ${later}`]
			: [sql`(${rank}, c.due_at, c.id) > (${from}, ${after.at}, ${after.id})`, inNone]);
	const cursorOf = (row: Placed): string => {
		const code = group === "topic" ? row.topic_code : row.territory_code;
		return `${row.due_at.toISOString()}_${row.id}${code === null ? "" : `_${code}`}`;
	};
	return {
		byDue: true,
		by: sql`order by ${rank}, c.due_at, c.id`,
		after: parts ?? [],
		column: columns[group],
		cursorOf,
	};
}

function readCursor(cursor: string | undefined): Cursor | null {
	const [at, id, ...code] = cursor?.split("_") ?? [];
	if (!at || !id) return null;
	const time = new Date(at);
	if (Number.isNaN(time.getTime()) || !Number.isSafeInteger(Number(id))) return null;
	return { at: time, id: Number(id), code: code.length > 0 ? code.join("_") : null };
}
