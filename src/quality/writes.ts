import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Judgement, Settlement } from "../domain/review.ts";

/** Every INSERT, UPDATE and DELETE of quality_answer, quality_month and quality_review. */

export type NewAnswer = {
	replyId: number;
	caseId: number;
	agencyId: number;
	/** YYYY-MM-DD */
	day: string;
	lot: number;
	weight: number;
	chance: number;
	isDrawn: boolean;
	isDouble: boolean;
};

export async function insertAnswers(tx: Tx, regionId: number, answers: readonly NewAnswer[], now: Date): Promise<void> {
	if (answers.length === 0) return;
	await sql`
		insert into quality_answer (region_id, reply_id, case_id, agency_id, day, lot, weight, chance, is_drawn, is_double, drawn_at)
		select ${regionId}, r, c, a, d, l, w, p, s, b, ${now}
		from unnest(${answers.map((one) => one.replyId)}::bigint[], ${answers.map((one) => one.caseId)}::bigint[],
			${answers.map((one) => one.agencyId)}::int[], ${answers.map((one) => one.day)}::date[],
			${answers.map((one) => one.lot)}::float8[], ${answers.map((one) => one.weight)}::float8[],
			${answers.map((one) => one.chance)}::float8[], ${answers.map((one) => one.isDrawn)}::boolean[],
			${answers.map((one) => one.isDouble)}::boolean[]) as n(r, c, a, d, l, w, p, s, b)`.execute(tx);
	await insertReviews(tx, regionId, answers);
}

/** The reviews that drawn answers wait for; those that stand already stay. */
export async function insertReviews(
	tx: Tx,
	regionId: number,
	answers: readonly Pick<NewAnswer, "replyId" | "isDrawn" | "isDouble">[],
): Promise<void> {
	const wanted = answers.flatMap(({ replyId, isDrawn, isDouble }) =>
		isDrawn ? [{ replyId, number: 1 }, ...(isDouble ? [{ replyId, number: 2 }] : [])] : [],
	);
	if (wanted.length > 0) await putReviews(tx, regionId, wanted);
}

export async function putReviews(
	tx: Tx,
	regionId: number,
	wanted: readonly { replyId: number; number: number }[],
): Promise<void> {
	await sql`insert into quality_review (region_id, reply_id, number)
		select ${regionId}, r, n from unnest(${wanted.map((one) => one.replyId)}::bigint[],
			${wanted.map((one) => one.number)}::smallint[]) as w(r, n) on conflict do nothing`.execute(tx);
}

export type Redrawn = Pick<NewAnswer, "replyId" | "chance" | "isDrawn" | "isDouble">;

/** At the end of a month: chances over both draws, and the answers that were drawn now. */
export async function updateDraws(tx: Tx, regionId: number, answers: readonly Redrawn[], now: Date): Promise<void> {
	if (answers.length === 0) return;
	await sql`
		update quality_answer a set chance = n.p, is_drawn = a.is_drawn or n.s, is_double = a.is_double or n.b,
			drawn_at = case when n.s and not a.is_drawn then ${now} else a.drawn_at end
		from unnest(${answers.map((one) => one.replyId)}::bigint[], ${answers.map((one) => one.chance)}::float8[],
			${answers.map((one) => one.isDrawn)}::boolean[], ${answers.map((one) => one.isDouble)}::boolean[]) as n(r, p, s, b)
		where a.region_id = ${regionId} and a.reply_id = n.r`.execute(tx);
}

/** @param month its first day */
export async function insertMonth(tx: Tx, regionId: number, month: string, now: Date): Promise<void> {
	await sql`insert into quality_month (region_id, month, ended_at) values (${regionId}, ${month}::date, ${now})
		on conflict do nothing`.execute(tx);
}

export async function takeReview(tx: Tx, regionId: number, id: number, staffId: number, now: Date): Promise<void> {
	await sql`update quality_review set state = 'taken', reviewer_id = ${staffId}, taken_at = ${now}, version = version + 1
		where region_id = ${regionId} and id = ${id} and state = 'waiting'`.execute(tx);
}

/** Reviews that were taken before that moment and never done wait for anybody again. */
export async function releaseStale(tx: Tx, regionId: number, before: Date): Promise<void> {
	await sql`update quality_review set state = 'waiting', reviewer_id = null, taken_at = null, version = version + 1
		where region_id = ${regionId} and id in (
			select id from quality_review where region_id = ${regionId} and state = 'taken' and taken_at < ${before}
			for update skip locked)`.execute(tx);
}

/** @returns false when the person does not hold it */
export async function releaseReview(tx: Tx, regionId: number, id: number, staffId: number): Promise<boolean> {
	const result = await sql`
		update quality_review set state = 'waiting', reviewer_id = null, taken_at = null, version = version + 1
		where region_id = ${regionId} and id = ${id} and state = 'taken' and reviewer_id = ${staffId}`.execute(tx);
	return (result.numAffectedRows ?? 0n) > 0n;
}

export async function endReview(
	tx: Tx,
	regionId: number,
	id: number,
	{ rubric, verdict, words, sendsBack }: Judgement,
	now: Date,
): Promise<void> {
	await sql`update quality_review set state = 'done', rubric = ${JSON.stringify(rubric)}::jsonb, verdict = ${verdict},
			words = ${words}, sends_back = ${sendsBack}, done_at = ${now}, version = version + 1
		where region_id = ${regionId} and id = ${id}`.execute(tx);
}

export async function settleAnswer(
	tx: Tx,
	regionId: number,
	replyId: number,
	{ verdict, reasons, words }: Settlement,
	isReturned: boolean,
	now: Date,
): Promise<void> {
	await sql`update quality_answer set verdict = ${verdict}, reasons = ${reasons}::text[], words = ${words},
			settled_at = ${now}, returned_at = ${isReturned ? now : null}
		where region_id = ${regionId} and reply_id = ${replyId}`.execute(tx);
}

/** A reviewer's words may repeat a resident's; verdicts and codes are figures and stay. */
export async function eraseWords(tx: Tx, regionId: number, caseIds: readonly number[]): Promise<void> {
	await sql`update quality_review v set words = '' from quality_answer a
		where a.region_id = ${regionId} and a.case_id = any (${caseIds}::bigint[]) and v.region_id = a.region_id
			and v.reply_id = a.reply_id and v.words <> ''`.execute(tx);
	await sql`update quality_answer set words = ''
		where region_id = ${regionId} and case_id = any (${caseIds}::bigint[]) and words <> ''`.execute(tx);
}
