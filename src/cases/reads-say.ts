import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import { inScope } from "./reads.ts";

/** What a link leads to: an answer, never its words or anybody's name. */
export type AskedAnswer = {
	regionId: number;
	caseId: number;
	replyId: number;
	agencyId: number | null;
	status: CaseStatus;
	publishedAt: Date;
	/** until when the resident may say something of it */
	until: Date;
	/** no later answer was given in the case */
	isLatest: boolean;
	rating: number | null;
	isSolved: boolean | null;
};

/** The answer whose link has this hash, once it stands in the thread; null for a link that nobody was given. */
export async function findAsked(db: Db | Tx, tokenHash: Buffer): Promise<AskedAnswer | null> {
	const { rows } = await sql<AskedAnswer>`
		select r.region_id as "regionId", r.case_id as "caseId", r.id as "replyId", c.agency_id as "agencyId", c.status,
			p.sent_at as "publishedAt", p.sent_at + make_interval(days => g.say_days) as until,
			not exists (select 1 from reply o where o.region_id = r.region_id and o.case_id = r.case_id and o.id > r.id
				and o.status = 'published' and o.kind = 'final') as "isLatest", s.rating, s.is_solved as "isSolved"
		from say_link l
		join reply r on r.region_id = l.region_id and r.id = l.reply_id and r.status = 'published'
		join "case" c on c.region_id = r.region_id and c.id = r.case_id
		join region g on g.id = l.region_id
		join publication p on p.region_id = r.region_id and p.reply_id = r.id and p.sent_at is not null
		left join resident_say s on s.region_id = r.region_id and s.reply_id = r.id
		where l.token_hash = ${tokenHash} order by p.sent_at limit 1`.execute(db);
	return rows[0] ?? null;
}

/** The latest answer of a case that stands in the thread. */
export async function latestAnswer(tx: Tx, regionId: number, caseId: number): Promise<number | null> {
	const { rows } = await sql<{ id: number }>`select id from reply
		where region_id = ${regionId} and case_id = ${caseId} and status = 'published' order by id desc limit 1`.execute(
		tx,
	);
	return rows[0]?.id ?? null;
}

/** What the resident said of the answers of a case, the latest first. @throws DomainError not-found, forbidden */
export async function readSays(db: Db, caller: Caller, caseId: number) {
	const { rows } = await sql<{
		replyId: number | null;
		via: "link" | "word";
		rating: number | null;
		isSolved: boolean | null;
		isThanks: boolean;
		words: string | null;
		saidAt: Date;
	}>`select s.reply_id as "replyId", s.via, s.rating, s.is_solved as "isSolved", s.is_thanks as "isThanks", s.words,
			s.said_at as "saidAt"
		from "case" c left join resident_say s on s.region_id = c.region_id and s.case_id = c.id
		where c.region_id = ${caller.regionId} and c.id = ${caseId} and ${inScope(caseScope(caller))}
		order by s.said_at desc`.execute(db);
	if (rows.length === 0) throw new DomainError("not-found", { caseId });
	return rows.flatMap(({ replyId, ...row }) =>
		replyId === null ? [] : [{ replyId, ...row, saidAt: row.saidAt.toISOString() }],
	);
}

/**
 * Satisfaction by agency: ratings of 4 and 5 among all that were given in the period (field description, section 9).
 * @throws DomainError forbidden
 */
export async function sayFigures(db: Db, caller: Caller, period: { from: Date; to: Date }) {
	const { rows } = await sql<{
		agencyId: number;
		ratings: number;
		good: number;
		solved: number;
		unsolved: number;
		thanks: number;
	}>`select c.agency_id as "agencyId", count(s.rating)::int as ratings,
			count(*) filter (where s.rating >= 4)::int as good, count(*) filter (where s.is_solved)::int as solved,
			count(*) filter (where not s.is_solved)::int as unsolved, count(*) filter (where s.is_thanks)::int as thanks
		from resident_say s join "case" c on c.region_id = s.region_id and c.id = s.case_id
		where s.region_id = ${caller.regionId} and ${inScope(caseScope(caller))} and c.agency_id is not null
			and s.said_at >= ${period.from} and s.said_at < ${period.to}
		group by c.agency_id order by c.agency_id`.execute(db);
	return rows.map((row) => ({ ...row, satisfied: row.ratings === 0 ? null : row.good / row.ratings }));
}
