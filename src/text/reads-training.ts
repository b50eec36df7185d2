import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";

/** What a case teaches: the resident's words, and what people settled about them. */
export type TaughtCase = {
	text: string;
	/** null where people settled the agency alone */
	topicCode: string | null;
	territoryCode: string | null;
	agencyCode: string | null;
};

/** Fewer teach nothing. */
const fewestCases = 50;
const fewestTopics = 2;
/** Older cases than the newest so many teach no more. */
const mostCases = 50_000;
/** A longer text says what it is about earlier. */
const mostLetters = 4_000;

/** A topic counts when a person named it or let it stand in an answered case; an agency, when it was left to it. */
const topicTaught = sql<boolean>`c.topic_code is not null and (c.topic_by = 'person' or c.answered_at is not null)`;
const agencyTaught = sql<boolean>`c.agency_id is not null and (c.agency_by = 'person' or c.answered_at is not null)
	and c.status not in ('triage', 'rejected', 'merged', 'returnedWrongAgency') and c.outcome is distinct from 'redirected'`;
const words = sql<string>`(select left(string_agg(m.text, E'\n' order by m.sent_at, m.id), ${sql.lit(mostLetters)})
	from message m where m.region_id = c.region_id and m.case_id = c.id and m.direction = 'in' and m.deleted_at is null)`;

/** The region's cases that people taught something by, the newest first; `skipped` counts those without a word. */
export async function readTaughtCases(
	db: Db | Tx,
	regionId: number,
): Promise<{ cases: TaughtCase[]; skipped: number }> {
	const { rows } = await sql<TaughtCase & { text: string | null }>`
		select ${words} as text, case when ${topicTaught} then c.topic_code end as "topicCode",
			c.territory_code as "territoryCode", case when ${agencyTaught} then a.code end as "agencyCode"
		from "case" c left join agency a on a.region_id = c.region_id and a.id = c.agency_id
		where c.region_id = ${regionId} and ((${topicTaught}) or (${agencyTaught}))
		order by c.id desc limit ${mostCases}`.execute(db);
	const cases = rows.filter((row) => /[A-Za-zА-Яа-яЁё]/.test(row.text ?? ""));
	return { cases, skipped: rows.length - cases.length };
}

/** What there is to learn topics from; `skipped` cases have no word in them. */
export async function countTaught(
	db: Db | Tx,
	regionId: number,
): Promise<{ rows: number; topics: number; skipped: number }> {
	const { rows } = await sql<{ rows: number; topics: number; skipped: number }>`
		select count(*) filter (where has_words)::int as rows, count(distinct topic_code) filter (where has_words)::int as topics,
			count(*) filter (where not has_words)::int as skipped
		from (select c.topic_code, coalesce(${words} ~ '[A-Za-zА-Яа-яЁё]', false) as has_words
			from "case" c where c.region_id = ${regionId} and ${topicTaught} order by c.id desc limit ${mostCases}) as taught`.execute(
		db,
	);
	return rows[0] ?? { rows: 0, topics: 0, skipped: 0 };
}

/** @throws DomainError training-too-small */
export function needEnough({ rows, topics, skipped }: { rows: number; topics: number; skipped: number }): void {
	if (rows < fewestCases || topics < fewestTopics)
		throw new DomainError("training-too-small", {
			rows,
			topics,
			skipped,
			needed: { rows: fewestCases, topics: fewestTopics },
		});
}

/** Whether this training is still waited for. */
export async function isTrainingOpen(db: Db, regionId: number, trainingId: number): Promise<boolean> {
	const row = await db
		.selectFrom("model_training")
		.select("id")
		.where("region_id", "=", regionId)
		.where("id", "=", trainingId)
		.where("ended_at", "is", null)
		.executeTakeFirst();
	return row !== undefined;
}
