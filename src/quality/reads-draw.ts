import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";

/** A published final answer that nobody has given a chance yet. */
export type Fresh = {
	replyId: number;
	caseId: number;
	agencyId: number;
	day: string;
	lot: number;
	text: string;
	question: string;
	answeredBefore: number;
	passedOver: number;
	isUrgent: boolean;
	isRepeat: boolean;
};

/** A number from 0 to 1 that is the same each time and that nobody can reckon without the region's seed. */
const lotOf = (seed: string, of: ReturnType<typeof sql>) =>
	sql`(('x' || substr(md5(${seed} || ':' || ${of}), 1, 13))::bit(52)::bigint / 4503599627370496.0)::float8`;

/** Of each region: its seed, and which day it is there. */
export async function readRegions(db: Db, now: Date): Promise<{ id: number; seed: string; today: string }[]> {
	const { rows } = await sql<{ id: number; seed: string; today: string }>`
		select id, quality_seed::text as seed, (${now}::timestamptz at time zone time_zone)::date::text as today
		from region order by id`.execute(db);
	return rows;
}

/** One draw at a time in a region. */
export async function lockDraws(tx: Tx, regionId: number): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended('quality-draw', ${regionId}))`.execute(tx);
}

const published = sql`
	from reply r
	join publication p on p.region_id = r.region_id and p.reply_id = r.id and p.state = 'sent'
	join region g on g.id = r.region_id
	join "case" c on c.region_id = r.region_id and c.id = r.case_id and c.agency_id is not null`;

/** A copy in the thread of a merged case is no answer of its own. */
const isFresh = sql`r.status = 'published' and r.kind = 'final' and r.shared_from is null
	and not exists (select from quality_answer a where a.region_id = r.region_id and a.reply_id = r.id)`;

/** The first day before `today`, not before the month before, with answers that have no chance yet. */
export async function firstFreshDay(tx: Tx, regionId: number, today: string): Promise<string | null> {
	const { rows } = await sql<{ day: string | null }>`
		select min((p.sent_at at time zone g.time_zone)::date)::text as day ${published}
		where r.region_id = ${regionId} and ${isFresh}
			and p.sent_at >= (date_trunc('month', ${today}::date) - interval '1 month') at time zone g.time_zone
			and p.sent_at < ${today}::date::timestamp at time zone g.time_zone`.execute(tx);
	return rows[0]?.day ?? null;
}

const longestText = 4000;

/** The answers of a day that have no chance yet, with what tells of their risk. */
export async function freshOf(tx: Tx, regionId: number, seed: string, day: string): Promise<Fresh[]> {
	const { rows } = await sql<Fresh>`
		select r.id as "replyId", r.case_id as "caseId", c.agency_id as "agencyId", ${day}::text as day,
			${lotOf(seed, sql`r.id`)} as lot, left(p.text, ${longestText}) as text, left(m.text, ${longestText}) as question,
			(select count(*)::int from reply b where b.region_id = r.region_id and b.case_id = r.case_id
				and b.status = 'published' and b.id < r.id) as "answeredBefore",
			cardinality(r.passed_over) as "passedOver", c.priority = 'urgent' as "isUrgent",
			(c.repeat_of is not null) as "isRepeat"
		${published}
		join message m on m.region_id = r.region_id and m.id = r.message_id
		where r.region_id = ${regionId} and ${isFresh}
			and p.sent_at >= ${day}::date::timestamp at time zone g.time_zone
			and p.sent_at < (${day}::date + 1)::timestamp at time zone g.time_zone
		order by r.id`.execute(tx);
	return rows;
}

/** By agency: answers of the month up to and with the day, and of the month before; null where none is known. */
export async function countAnswers(
	tx: Tx,
	regionId: number,
	day: string,
): Promise<Map<number, { soFar: number; lastMonth: number | null }>> {
	const { rows } = await sql<{ agency_id: number; so_far: number; last_month: number }>`
		select agency_id,
			count(*) filter (where day >= date_trunc('month', ${day}::date) and day <= ${day}::date)::int as so_far,
			count(*) filter (where day < date_trunc('month', ${day}::date))::int as last_month
		from quality_answer
		where region_id = ${regionId} and day >= date_trunc('month', ${day}::date) - interval '1 month' and day <= ${day}::date
		group by agency_id`.execute(tx);
	return new Map(
		rows.map((row) => [row.agency_id, { soFar: row.so_far, lastMonth: row.last_month === 0 ? null : row.last_month }]),
	);
}

/** How many answers of a month were drawn in the region, and where its count of tens begins. */
export async function countDrawn(
	tx: Tx,
	regionId: number,
	seed: string,
	month: string,
): Promise<{ drawn: number; offset: number }> {
	const { rows } = await sql<{ drawn: number; offset: number }>`
		select (select count(*)::int from quality_answer where region_id = ${regionId} and is_drawn
				and day >= ${month}::date and day < ${month}::date + interval '1 month') as drawn,
			floor(${lotOf(seed, sql`${month}::text`)} * 10)::int as "offset"`.execute(tx);
	return rows[0]!;
}

/** First days of months that are over and were not brought up to what they require. */
export async function endedMonths(tx: Tx, regionId: number, today: string): Promise<string[]> {
	const { rows } = await sql<{ month: string }>`
		select distinct date_trunc('month', day)::date::text as month from quality_answer a
		where region_id = ${regionId} and day >= date_trunc('month', ${today}::date) - interval '2 months'
			and day < date_trunc('month', ${today}::date)
			and not exists (select from quality_month q where q.region_id = a.region_id and q.month = date_trunc('month', a.day))
		order by month`.execute(tx);
	return rows.map(({ month }) => month);
}

export type MonthAnswer = {
	replyId: number;
	agencyId: number;
	lot: number;
	weight: number;
	chance: number;
	isDrawn: boolean;
};

export async function answersOfMonth(tx: Tx, regionId: number, month: string): Promise<MonthAnswer[]> {
	const { rows } = await sql<MonthAnswer>`
		select reply_id as "replyId", agency_id as "agencyId", lot, weight, chance, is_drawn as "isDrawn" from quality_answer
		where region_id = ${regionId} and day >= ${month}::date and day < ${month}::date + interval '1 month'
		order by lot`.execute(tx);
	return rows;
}
