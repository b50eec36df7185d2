import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller, CaseScope } from "../access/permissions.ts";
import { workOf } from "../access/reads-absence.ts";
import type { Db } from "../db/database.ts";
import { withKeptPlans } from "../db/kept-plans.ts";
import type { CaseStatus } from "../domain/case.ts";
import type { Priority } from "../domain/priority.ts";
import type { Registry } from "../registry/reads.ts";
import { timeLeftFor } from "./clock-case.ts";
import { inScope, isOwned, isShared } from "./reads.ts";
import { conditionsOf, holdsOpenOnly, isFound, isOf, oneByOne, topicsOf, wordsOf } from "./queue-filter.ts";
import type { QueueQuery } from "./queue-filter.ts";
import { orderOf } from "./queue-order.ts";
import type { QueueOrder } from "./queue-order.ts";
import { countChildren } from "./reads-children.ts";
import { tellSnoozes } from "./reads-snooze.ts";

const columns = sql`c.id, c.status, c.is_open, c.channel, c.page_id, c.topic_code, c.topic_by, c.territory_code,
	c.agency_id, c.assignee_id, c.excerpt, c.registered_at, c.due_at, c.answered_at, c.outside_answer_at, c.cues,
	c.is_round_the_clock, c.tasks_total, c.tasks_done, c.suggested_agency_id, c.priority, c.owner_id, c.parent_id, c.version`;

export type QueueRow = {
	id: number;
	status: CaseStatus;
	is_open: boolean;
	channel: string;
	page_id: number;
	topic_code: string | null;
	topic_by: "machine" | "person";
	territory_code: string | null;
	agency_id: number | null;
	assignee_id: number | null;
	excerpt: string;
	registered_at: Date;
	due_at: Date;
	answered_at: Date | null;
	outside_answer_at: Date | null;
	cues: string[];
	tasks_total: number;
	tasks_done: number;
	suggested_agency_id: number | null;
	priority: Priority;
	owner_id: number | null;
	/** whether the case's own term counts nights and days off */
	is_round_the_clock: boolean;
	parent_id: number | null;
	/** how many cases wait in it for its answer; counted afterwards, for the rows that are shown */
	child_count?: number;
	/** until when it is put aside; told afterwards, too */
	snoozed_until?: Date | null;
	version: number;
};

/**
 * One page of the queue: the most urgent first, or the newest first; a search always shows the newest first. Where it stands in
 * groups, one after the other by their names, the most urgent of each first.
 * @throws DomainError forbidden
 */
export async function listCases(db: Db, registry: Registry, caller: Caller, query: QueueQuery, now: Date) {
	const order = orderOf(registry, query);
	const mine = await mineOf(db, caller, query, now);
	const whereOf = (one: QueueQuery): RawBuilder<unknown>[] =>
		(order.after.length > 0 ? order.after : [sql`true`]).map((after) =>
			sql.join([...conditionsOf(caller, one, now, mine), after], sql` and `),
		);
	// each status has its most urgent at hand in an index; those of several together are not
	const parts = order.byDue && !order.column ? oneByOne(query).flatMap(whereOf) : whereOf(query);
	const found = await readRows(db, {
		scope: caseScope(caller),
		parts,
		isOpenOnly: holdsOpenOnly(query),
		topics: topicsOf(registry, query),
		words: wordsOf(query.q),
		order,
		reachesBack: doesReachBack(query),
		limit: query.limit + 1,
	});
	const rows = found.slice(0, query.limit);
	await countChildren(db, caller.regionId, rows);
	await tellSnoozes(db, caller.regionId, rows, now);
	const last = rows.at(-1);
	const isMore = found.length > query.limit && last !== undefined;
	return {
		items: rows.map((row) => toCaseRow(registry, row, now)),
		nextCursor: isMore ? order.cursorOf(last) : null,
	};
}

/**
 * Those of these cases that a list holds, as they stand now and in no order; what the caller may not see is left out.
 * @throws DomainError forbidden
 */
export async function readRowsOf(
	given: Db,
	registry: Registry,
	caller: Caller,
	{ ids, ...filter }: Omit<QueueQuery, "sort" | "limit" | "cursor"> & { ids: readonly number[] },
	now: Date,
) {
	const db = withKeptPlans(given);
	const query: QueueQuery = { ...filter, ids, sort: "newest", limit: ids.length };
	const found = isFound(registry, caller, query, now, await mineOf(db, caller, query, now));
	const { rows } = await sql<QueueRow>`select ${columns} from "case" c where ${found}`.execute(db);
	await countChildren(db, caller.regionId, rows);
	await tellSnoozes(db, caller.regionId, rows, now);
	return rows.map((row) => toCaseRow(registry, row, now));
}

const mineOf = async (db: Db, caller: Caller, { view, owner }: QueueQuery, now: Date): Promise<readonly number[]> =>
	view === "mine" || owner === "mine" ? workOf(db, caller, now) : [];

type Wanted = {
	scope: CaseScope;
	/** conditions, taken apart so that each part has its order by an index; newest first there is one */
	parts: RawBuilder<unknown>[];
	/** whether no settled case can be among them */
	isOpenOnly: boolean;
	/** null: whatever the topic */
	topics: string[] | null;
	/** what `search` must match; null: no search */
	words: RawBuilder<unknown> | null;
	order: QueueOrder;
	reachesBack: boolean;
	limit: number;
};

/** Open cases are few at any time; those that were answered grow without end. */
function doesReachBack({ view, status, due }: QueueQuery): boolean {
	if (due) return false;
	return status ? status === "answered" || status === "closed" : view === "all" || view === "answered";
}

async function readRows(db: Db, wanted: Wanted): Promise<QueueRow[]> {
	const { topics, order, limit, parts } = wanted;
	const page = sql`${order.by} limit ${limit}`;
	if (wanted.words) return searchRows(db, { ...wanted, words: wanted.words });
	// each topic's newest are at hand in an index; those of several topics together are not
	const result =
		topics && !order.byDue
			? sql<QueueRow>`select c.* from unnest(${topics}::text[]) as t (code) cross join lateral (
					${pageOf(wanted, columns, sql`${parts[0]} and c.topic_code = t.code`, page)}
				) as c ${page}`
			: partsOf(wanted, page);
	return (await result.execute(db)).rows;
}

function partsOf(wanted: Wanted, page: RawBuilder<unknown>): RawBuilder<QueueRow> {
	const { parts, topics } = wanted;
	const all = parts.map((part) => sql`(${pageOf(wanted, columns, sql`${part} and ${isOf(topics)}`, page)})`);
	return sql<QueueRow>`select c.* from (${sql.join(all, sql` union all `)}) as c ${page}`;
}

/**
 * The first cases of a scope in the order of `page`: each agency's are at hand in an index, those of several agencies
 * together are not, and those with a task of theirs are few and gathered whole.
 * @param isDeep thousands are wanted: so many of each agency would be too many
 */
function pageOf(
	{ scope, isOpenOnly }: Pick<Wanted, "scope" | "isOpenOnly">,
	wanted: RawBuilder<unknown>,
	where: RawBuilder<unknown>,
	page: RawBuilder<unknown>,
	isDeep = false,
): RawBuilder<unknown> {
	const all = sql`select ${wanted} from "case" c where ${where}`;
	if (scope === null) return sql`${all} ${page}`;
	const own =
		scope.length === 1 || isDeep
			? sql`(${all} and ${isOwned(scope)} ${page})`
			: sql`(select o.* from unnest(${scope}::int[]) as own (id) cross join lateral (${all} and c.agency_id = own.id ${page}) as o)`;
	return sql`select c.* from (${own} union all select s.* from (${all} and ${isShared(scope)} and ${openOnly(isOpenOnly)} offset 0) as s) as c ${page}`;
}

/** Of the few cases that are shared the open ones have an index of their own: the others grow without end. */
const openOnly = (isOpenOnly: boolean): RawBuilder<unknown> => (isOpenOnly ? sql`c.is_open` : sql`true`);

/** A search looks through so many of the newest cases first. */
const newestLookedThrough = 4_000;

/**
 * A common word fills the page from the newest cases. A word that does not is rare among them: then everything that
 * matches is gathered by the indexes, without the hope ("offset 0") of meeting enough of it on the way back in time.
 */
async function searchRows(db: Db, wanted: Wanted & { words: RawBuilder<unknown> }): Promise<QueueRow[]> {
	const { scope, parts, topics, words, reachesBack, limit } = wanted;
	const [where = sql`true`] = parts;
	if (reachesBack && (topics === null || topics.length === 1)) {
		const searched = sql`${columns}, c.search`;
		const newest = await sql<QueueRow>`select ${columns} from (
				${pageOf(wanted, searched, sql`${where} and ${isOf(topics)}`, newestFirst(newestLookedThrough), true)}
			) as c where ${words} ${newestFirst(limit)}`.execute(db);
		if (newest.rows.length === limit) return newest.rows;
	}
	const all = await sql<QueueRow>`select c.* from (
			select ${columns} from "case" c where ${where} and ${inScope(scope)} and ${isOf(topics)} and ${words} offset 0
		) as c ${newestFirst(limit)}`.execute(db);
	return all.rows;
}

const newestFirst = (limit: number): RawBuilder<unknown> =>
	sql`order by c.registered_at desc, c.id desc limit ${limit}`;

export function toCaseRow(registry: Registry, row: QueueRow, now: Date) {
	return {
		id: row.id,
		status: row.status,
		isOpen: row.is_open,
		channel: row.channel,
		pageId: row.page_id,
		topicCode: row.topic_code,
		topicBy: row.topic_by,
		territoryCode: row.territory_code,
		agencyId: row.agency_id,
		assigneeId: row.assignee_id,
		excerpt: row.excerpt,
		registeredAt: row.registered_at.toISOString(),
		dueAt: row.due_at.toISOString(),
		answeredAt: row.answered_at?.toISOString() ?? null,
		timeLeft: row.is_open ? timeLeftFor(registry, row, now) : null,
		hasOutsideAnswer: row.outside_answer_at !== null,
		cues: row.cues,
		tasks: { done: row.tasks_done, total: row.tasks_total },
		suggestedAgencyId: row.suggested_agency_id,
		priority: row.priority,
		ownerId: row.owner_id,
		parentId: row.parent_id,
		childCount: row.child_count ?? 0,
		snoozedUntil: row.snoozed_until?.toISOString() ?? null,
		version: row.version,
	};
}
