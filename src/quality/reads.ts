import { sql } from "kysely";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { cohensKappa } from "../domain/kappa.ts";
import type { Agreement } from "../domain/kappa.ts";
import type { ReturnReason } from "../domain/return-reasons.ts";
import type { Judgement, Rubric, Verdict } from "../domain/review.ts";

/** Of reviews `v` of answers `a`, replies `r`: this person had no hand in the answer and has not looked at it yet. */
const mayReview = ({ staffId, agencyIds }: Caller) => sql`(
	not ${staffId} = any (r.contributors) and ${staffId} <> r.author_id
	and (${staffId} = any (array[r.approved_by, r.approved_for, r.first_approved_by, r.first_approved_for])) is not true
	and not a.agency_id = any (${agencyIds}::int[])
	and not exists (select from quality_review o where o.region_id = v.region_id and o.reply_id = v.reply_id
		and o.reviewer_id = ${staffId})
	and not exists (select from correction k join publication p on p.region_id = k.region_id and p.id = k.publication_id
		where k.region_id = r.region_id and p.reply_id = r.id and ${staffId} in (k.author_id, k.approved_by, k.approved_for)))`;

const waiting = (caller: Caller) => sql`
	from quality_review v
	join quality_answer a on a.region_id = v.region_id and a.reply_id = v.reply_id
	join reply r on r.region_id = v.region_id and r.id = v.reply_id
	where v.region_id = ${caller.regionId} and v.state = 'waiting' and ${mayReview(caller)}`;

/** Reviews that this person could take now. */
export async function countWaiting(db: Db | Tx, caller: Caller): Promise<number> {
	const { rows } = await sql<{ n: number }>`select count(*)::int as n ${waiting(caller)}`.execute(db);
	return rows[0]?.n ?? 0;
}

/** The next review for this person, held until the transaction ends; one that somebody is just taking is passed over. */
export async function nextWaiting(tx: Tx, caller: Caller): Promise<number | null> {
	const { rows } = await sql<{ id: number }>`
		select v.id ${waiting(caller)} order by a.day, a.lot, v.number limit 1 for update of v skip locked`.execute(tx);
	return rows[0]?.id ?? null;
}

/** Two clicks of one person are one after the other. */
export async function lockReviewer(tx: Tx, { regionId, staffId }: Caller): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended('quality-reviewer:' || ${regionId}::text, ${staffId}))`.execute(
		tx,
	);
}

export type HeldReview = {
	id: number;
	version: number;
	number: number;
	takenAt: Date;
	replyId: number;
	caseId: number;
	agencyId: number;
	topicCode: string | null;
	publishedAt: Date;
	question: string;
	text: string;
	passedOver: string[];
};

/** What this person looks at. Nothing tells whether somebody else looks at it, too. */
export async function heldReview(db: Db | Tx, { regionId, staffId }: Caller): Promise<HeldReview | null> {
	const { rows } = await sql<HeldReview>`
		select v.id, v.version, v.number, v.taken_at as "takenAt", v.reply_id as "replyId", a.case_id as "caseId",
			a.agency_id as "agencyId", c.topic_code as "topicCode", p.sent_at as "publishedAt", m.text as question, p.text,
			r.passed_over as "passedOver"
		from quality_review v
		join quality_answer a on a.region_id = v.region_id and a.reply_id = v.reply_id
		join reply r on r.region_id = v.region_id and r.id = v.reply_id
		join publication p on p.region_id = r.region_id and p.reply_id = r.id
		join message m on m.region_id = r.region_id and m.id = r.message_id
		join "case" c on c.region_id = r.region_id and c.id = r.case_id
		where v.region_id = ${regionId} and v.reviewer_id = ${staffId} and v.state = 'taken'`.execute(db);
	return rows[0] ?? null;
}

type JudgedRow = { number: number; verdict: Verdict; rubric: Rubric; words: string; sends_back: boolean };

/** Judgements of an answer by number; nobody's names. */
export async function judgementsOf(db: Db | Tx, regionId: number, replyId: number): Promise<Map<number, Judgement>> {
	const { rows } = await sql<JudgedRow>`
		select number, verdict, rubric, words, sends_back from quality_review
		where region_id = ${regionId} and reply_id = ${replyId} and state = 'done' order by number`.execute(db);
	return new Map(
		rows.map(({ number, verdict, rubric, words, sends_back: sendsBack }) => [
			number,
			{ verdict, rubric, words, sendsBack },
		]),
	);
}

export type ReviewRow = {
	id: number;
	reply_id: number;
	case_id: number;
	is_double: boolean;
	number: number;
	state: "waiting" | "taken" | "done";
	version: number;
	verdict: Verdict | null;
};

/** A review of this person. @param hold the review and its answer are held until the transaction ends */
export async function findReview(
	db: Db | Tx,
	{ regionId, staffId }: Caller,
	id: number,
	hold = false,
): Promise<ReviewRow | null> {
	const { rows } = await sql<ReviewRow>`
		select v.id, v.reply_id, a.case_id, a.is_double, v.number, v.state, v.version, v.verdict
		from quality_review v join quality_answer a on a.region_id = v.region_id and a.reply_id = v.reply_id
		where v.region_id = ${regionId} and v.id = ${id} and v.reviewer_id = ${staffId}
		${hold ? sql`for update` : sql``}`.execute(db);
	return rows[0] ?? null;
}

/** Whether the resident has had no later final answer in the case. */
export async function isLatestAnswer(tx: Tx, regionId: number, caseId: number, replyId: number): Promise<boolean> {
	const { rows } = await sql<{ is: boolean }>`
		select not exists (select from reply where region_id = ${regionId} and case_id = ${caseId} and kind = 'final'
			and status = 'published' and id > ${replyId}) as is`.execute(tx);
	return rows[0]?.is ?? false;
}

/** Whose answers somebody may read the results of; null: all of the region. */
export type ResultScope = readonly number[] | null;
const ofScope = (scope: ResultScope) => (scope === null ? sql`true` : sql`a.agency_id = any (${scope}::int[])`);

export type ResultQuery = {
	from: string;
	to: string;
	agencyId?: number | undefined;
	verdict?: Verdict | undefined;
	before?: number | undefined;
	limit: number;
};

type ResultRow = {
	replyId: number;
	caseId: number;
	agencyId: number;
	day: string;
	verdict: Verdict;
	reasons: ReturnReason[];
	words: string;
	settledAt: Date;
	returnedAt: Date | null;
};

/** Answers whose review is over, the latest first. Who looked is nobody's business. */
export async function readResults(db: Db, regionId: number, scope: ResultScope, query: ResultQuery) {
	const { from, to, agencyId, verdict, before, limit } = query;
	const { rows } = await sql<ResultRow>`
		select a.reply_id as "replyId", a.case_id as "caseId", a.agency_id as "agencyId", a.day::text as day, a.verdict,
			a.reasons, a.words, a.settled_at as "settledAt", a.returned_at as "returnedAt"
		from quality_answer a
		where a.region_id = ${regionId} and a.day between ${from}::date and ${to}::date and a.settled_at is not null
			and ${ofScope(scope)}
			and ${agencyId === undefined ? sql`true` : sql`a.agency_id = ${agencyId}`}
			and ${verdict === undefined ? sql`true` : sql`a.verdict = ${verdict}`}
			and ${before === undefined ? sql`true` : sql`a.reply_id < ${before}`}
		order by a.reply_id desc limit ${limit + 1}`.execute(db);
	const items = rows.slice(0, limit).map((row) => ({
		...row,
		settledAt: row.settledAt.toISOString(),
		returnedAt: row.returnedAt?.toISOString() ?? null,
	}));
	return { items, nextBefore: rows.length > limit ? (items.at(-1)?.replyId ?? null) : null };
}

export type AgencyCount = { agencyId: number; answers: number; sampled: number; returned: number };

/** By agency: answers published on these days, how many were drawn, how many went back. */
export async function countByAgency(
	db: Db,
	regionId: number,
	scope: ResultScope,
	{ from, to }: { from: string; to: string },
): Promise<AgencyCount[]> {
	const { rows } = await sql<AgencyCount>`
		select agency_id as "agencyId", count(*)::int as answers, count(*) filter (where is_drawn)::int as sampled,
			count(returned_at)::int as returned
		from quality_answer a
		where region_id = ${regionId} and day between ${from}::date and ${to}::date and ${ofScope(scope)}
		group by agency_id order by agency_id`.execute(db);
	return rows;
}

export type SeenAnswer = { agencyId: number; chance: number; verdict: Verdict };

/** Answers published on these days whose review is over. */
export async function readSeen(
	db: Db,
	regionId: number,
	scope: ResultScope,
	{ from, to }: { from: string; to: string },
): Promise<SeenAnswer[]> {
	const { rows } = await sql<SeenAnswer>`
		select agency_id as "agencyId", chance, verdict from quality_answer a
		where region_id = ${regionId} and day between ${from}::date and ${to}::date and verdict is not null
			and ${ofScope(scope)}`.execute(db);
	return rows;
}

export type PairAgreement = Agreement & { pair: [number, number] };

/** How far the two who looked at the same answers agree, by pair and over all; only what both have done. */
export async function readAgreement(
	db: Db,
	regionId: number,
	{ from, to }: { from: string; to: string },
): Promise<{ all: Agreement; pairs: PairAgreement[] }> {
	const { rows } = await sql<{ a: number; b: number; first: Verdict; second: Verdict }>`
		select least(v.reviewer_id, w.reviewer_id) as a, greatest(v.reviewer_id, w.reviewer_id) as b,
			case when v.reviewer_id < w.reviewer_id then v.verdict else w.verdict end as first,
			case when v.reviewer_id < w.reviewer_id then w.verdict else v.verdict end as second
		from quality_answer q
		join quality_review v on v.region_id = q.region_id and v.reply_id = q.reply_id and v.number = 1 and v.state = 'done'
		join quality_review w on w.region_id = q.region_id and w.reply_id = q.reply_id and w.number = 2 and w.state = 'done'
		where q.region_id = ${regionId} and q.day between ${from}::date and ${to}::date
		order by a, b, q.reply_id`.execute(db);
	const byPair = Map.groupBy(rows, ({ a, b }) => `${a} ${b}`);
	const judged = (of: typeof rows) => of.map(({ first, second }) => [first, second] as const);
	return {
		all: cohensKappa(judged(rows)),
		pairs: [...byPair.values()].map((of) => ({ pair: [of[0]!.a, of[0]!.b], ...cohensKappa(judged(of)) })),
	};
}
