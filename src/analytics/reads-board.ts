import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller, CaseScope } from "../access/permissions.ts";
import { inScope } from "../cases/reads.ts";
import type { Db } from "../db/database.ts";

type Period = { from: Date; to: Date };
type Answers = {
	inTime: number;
	late: number;
	/** working minutes to the answer: on average, and of which half and nine of ten waited no longer; null: none */
	minutesMean: number | null;
	minutesHalf: number | null;
	minutesNineTenths: number | null;
};
type Grouped = Answers & { isDay: boolean; isTopic: boolean; day: string | null; topicCode: string | null };

/** Answers and reopenings whose clock ended in time or late; whose it was is what the clock says. */
const ended = ({ regionId }: Caller, scope: CaseScope, { from, to }: Period) => sql`k.region_id = ${regionId}
	and k.kind in ('answer', 'reopening') and k.end_state in ('met', 'missed') and k.ended_at >= ${from} and k.ended_at < ${to}
	and ${ofScope(sql`k.agency_id`, scope)}`;

/** Answers that are owed and whose term is over. */
const owed = ({ regionId }: Caller, scope: CaseScope, now: Date) => sql`k.region_id = ${regionId}
	and k.kind in ('answer', 'reopening') and k.ended_at is null and k.paused_at is null and k.due_at < ${now}
	and ${ofScope(sql`k.agency_id`, scope)}`;

const ofScope = (column: RawBuilder<unknown>, scope: CaseScope) =>
	scope === null ? sql`${column} is not null` : sql`${column} = any (${[...scope]}::int[])`;

/**
 * How all that the caller sees was answered in a period: together, by day of the region's clock, and by topic.
 * @param period from (included) … to (left out)
 * @throws DomainError forbidden
 */
export async function boardFigures(db: Db, caller: Caller, period: Period, now: Date) {
	const scope = caseScope(caller);
	const { rows } = await sql<Grouped>`
		with ended as (
			select k.end_state, k.working_minutes, (k.ended_at at time zone g.time_zone)::date::text as day, c.topic_code
			from case_clock k join region g on g.id = k.region_id
			join "case" c on c.region_id = k.region_id and c.id = k.case_id
			where ${ended(caller, scope, period)}
		)
		select grouping(day) = 0 as "isDay", grouping(topic_code) = 0 as "isTopic", day, topic_code as "topicCode",
			count(*) filter (where end_state = 'met')::int as "inTime",
			count(*) filter (where end_state = 'missed')::int as late,
			round(avg(working_minutes))::int as "minutesMean",
			percentile_disc(0.5) within group (order by working_minutes) as "minutesHalf",
			percentile_disc(0.9) within group (order by working_minutes) as "minutesNineTenths"
		from ended group by grouping sets ((), (day), (topic_code)) order by day, topic_code`.execute(db);
	const overdue = await countOwed(db, caller, scope, now);
	const topics = new Map(rows.filter((row) => row.isTopic).map((row) => [row.topicCode, row]));
	const codes = new Set([...topics.keys(), ...overdue.keys()]);
	const all = rows.find((row) => !row.isDay && !row.isTopic);
	return {
		all: answersOf(all),
		days: rows.flatMap((row) => (row.isDay && row.day ? [{ day: row.day, ...answersOf(row) }] : [])),
		topics: [...codes].map((topicCode) => ({
			topicCode,
			...answersOf(topics.get(topicCode)),
			overdue: overdue.get(topicCode) ?? 0,
		})),
	};
}

const answersOf = (row: Grouped | undefined): Answers => ({
	inTime: row?.inTime ?? 0,
	late: row?.late ?? 0,
	minutesMean: row?.minutesMean ?? null,
	minutesHalf: row?.minutesHalf ?? null,
	minutesNineTenths: row?.minutesNineTenths ?? null,
});

async function countOwed(db: Db, caller: Caller, scope: CaseScope, now: Date): Promise<Map<string | null, number>> {
	const { rows } = await sql<{ topicCode: string | null; count: number }>`
		select c.topic_code as "topicCode", count(*)::int as count
		from case_clock k join "case" c on c.region_id = k.region_id and c.id = k.case_id
		where ${owed(caller, scope, now)} group by c.topic_code`.execute(db);
	return new Map(rows.map((row) => [row.topicCode, row.count]));
}

/** Which of the counted things are listed. */
export const countedThings = ["inTime", "late", "overdue"] as const;
export type CountedQuery = Period & {
	what: (typeof countedThings)[number];
	agencyId?: number | undefined;
	topicCode?: string | undefined;
	before?: number | undefined;
	limit: number;
};
type CountedRow = {
	id: number;
	caseId: number;
	agencyId: number;
	at: Date;
	dueAt: Date;
	workingMinutes: number | null;
	termMinutes: number;
	topicCode: string | null;
	territoryCode: string | null;
	isSeen: boolean;
};

/**
 * What a number of the figures counts, one by one: as many rows as the number says, the newest first. A case that went to
 * others since stands in the list, and is not opened from it.
 * @throws DomainError forbidden
 */
export async function listCounted(db: Db, caller: Caller, query: CountedQuery, now: Date) {
	const scope = caseScope(caller);
	const counted =
		query.what === "overdue"
			? owed(caller, scope, now)
			: sql`${ended(caller, scope, query)} and k.end_state = ${query.what === "late" ? "missed" : "met"}`;
	const { rows } = await sql<CountedRow>`
		select k.id, k.case_id as "caseId", k.agency_id as "agencyId", coalesce(k.ended_at, k.due_at) as at,
			k.due_at as "dueAt", k.working_minutes as "workingMinutes", k.minutes as "termMinutes",
			c.topic_code as "topicCode", c.territory_code as "territoryCode", ${inScope(scope)} as "isSeen"
		from case_clock k join "case" c on c.region_id = k.region_id and c.id = k.case_id
		where ${counted} and (${query.agencyId ?? null}::int is null or k.agency_id = ${query.agencyId ?? null})
			and (${query.topicCode ?? null}::text is null or c.topic_code = ${query.topicCode ?? null})
			and (${query.before ?? null}::bigint is null or k.id < ${query.before ?? null})
		order by k.id desc limit ${query.limit + 1}`.execute(db);
	const items = rows.slice(0, query.limit).map((row) => ({
		...row,
		at: row.at.toISOString(),
		dueAt: row.dueAt.toISOString(),
	}));
	return { items, nextBefore: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}
