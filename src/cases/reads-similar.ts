import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller, CaseScope } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import type { Box } from "../domain/boundary.ts";
import { boxOfRadius } from "../domain/distance.ts";
import { DomainError } from "../domain/errors.ts";
import { printOf } from "../text/repeats/print.ts";
import { inScope, isOwned, isShared } from "./reads.ts";
import { nearMetres, pointOf, problemDays, rankSimilar, repeatDays } from "./rank-similar.ts";
import type { CopyRow, OwnCase, SimilarRow } from "./rank-similar.ts";

const day = 86_400_000;
/** a text much longer than a comment is compared by its beginning */
const comparedLetters = 4_000;
/** of a case with many messages the first few that say enough speak for it */
const messagesRead = 20;
const messagesCompared = 4;

/* Bounds: however often a text was sent and however busy a place is, no look-up reads more rows than these. */
const newestOfBand = 32;
const copiesRead = 32;
const samePersonRead = 20;
const ofTopicRead = 30;
const hereRead = 20;
const lookedThrough = 100;

const columns = sql`c.id, c.channel, c.author_key, c.status, c.topic_code, c.territory_code, c.agency_id, c.excerpt,
	c.registered_at, c.latitude, c.longitude`;

/**
 * Cases that may repeat this one, best first, at most 20: of the same person, of the same text, of the same problem in
 * other words near by; and how many people wrote them. What the caller may not see is neither shown nor counted.
 * Time does not grow with the number of cases but for the depth of the indexes.
 * @throws DomainError not-found, also for a case of another agency
 */
export async function readSimilar(db: Db, caller: Caller, caseId: number) {
	const scope = caseScope(caller);
	const own = await readOwn(db, caller.regionId, scope, caseId);
	const others = sql`c.region_id = ${caller.regionId} and c.id <> ${caseId}`;
	// apart, so that each finds its index
	const seen = scope === null ? [sql`true`] : [isOwned(scope), isShared(scope)];
	const [copies, newest] = await Promise.all([
		// where others' cases stand in between, one's own are further back
		readCopies(db, caller.regionId, own, sql`${others} and ${inScope(scope)}`, scope === null ? 1 : 2),
		readNewest(
			db,
			own,
			seen
				.map((isSeen) => sql`${others} and ${isSeen}`)
				.flatMap((among) => [samePerson(own, among), ...sameProblem(own, among)]),
		),
	]);
	const of = (kind: Search["kind"]) => newest.filter((row) => row.kind === kind);
	return rankSimilar(own, { samePerson: of("same-person"), copies, around: of("same-problem") });
}

async function readOwn(db: Db, regionId: number, scope: CaseScope, caseId: number): Promise<OwnCase> {
	const { rows } = await sql<OwnCase>`
		select ${columns}, array(
			select left(m.text, ${comparedLetters}) from message m
			where m.region_id = c.region_id and m.case_id = c.id and m.direction = 'in' and m.deleted_at is null
			order by m.sent_at, m.id limit ${messagesRead}
		) as texts
		from "case" c where c.region_id = ${regionId} and c.id = ${caseId}
			and ${inScope(scope)}`.execute(db);
	const [own] = rows;
	if (!own) throw new DomainError("not-found", { caseId });
	return { ...own, texts: own.texts.filter((text) => printOf(text).length > 0).slice(0, messagesCompared) };
}

/** Of each hash of the own texts the newest messages; those that share most hashes, then the newest, are read. */
async function readCopies(
	db: Db,
	regionId: number,
	own: OwnCase,
	others: RawBuilder<unknown>,
	times: number,
): Promise<CopyRow[]> {
	const bands = [...new Set(own.texts.flatMap(printOf))];
	if (bands.length === 0) return [];
	const { from, to } = timesAround(own, repeatDays);
	const { rows } = await sql<CopyRow>`
		with met as materialized (
			select p.message_id, count(*) as bands
			from unnest(${bands}::int[]) as wanted (band) cross join lateral (
				select message_id from text_print
				where region_id = ${regionId} and band = wanted.band order by message_id desc limit ${times * newestOfBand}
			) as p
			group by p.message_id order by bands desc, p.message_id desc limit ${times * copiesRead}
		)
		select c.*, left(m.text, ${comparedLetters}) as text
		from met
		cross join lateral (
			select case_id, text from message
			where region_id = ${regionId} and id = met.message_id and deleted_at is null limit 1
		) as m
		cross join lateral (
			select ${columns} from "case" c where ${others} and c.id = m.case_id limit 1
		) as c
		where c.registered_at between ${from} and ${to}
		order by met.bands desc, met.message_id desc limit ${copiesRead}`.execute(db);
	return rows;
}

/** `among`: which of the rows that were read are wanted */
type Search = {
	kind: "same-person" | "same-problem";
	days: number;
	where: RawBuilder<unknown>;
	limit: number;
	among?: RawBuilder<unknown>;
};
type Found = SimilarRow & Pick<Search, "kind">;

function samePerson(own: SimilarRow, others: RawBuilder<unknown>): Search {
	const where = sql`${others} and c.channel = ${own.channel} and c.author_key = ${own.author_key}`;
	return { kind: "same-person", days: repeatDays, where, limit: samePersonRead };
}

/** Cases of the same territory, those of the same topic above all; beyond its border those of the topic that are near by. */
function sameProblem(own: SimilarRow, others: RawBuilder<unknown>): Search[] {
	const search = { kind: "same-problem", days: problemDays } as const;
	const here = sql`${others} and c.territory_code = ${own.territory_code}`;
	const ofTopic = sql`c.topic_code = ${own.topic_code}`;
	const point = pointOf(own);
	const searches: Search[] = [];
	if (own.territory_code !== null) searches.push({ ...search, where: here, limit: hereRead });
	if (own.topic_code === null) return searches;
	if (own.territory_code !== null) searches.push({ ...search, where: sql`${here} and ${ofTopic}`, limit: ofTopicRead });
	if (point !== null) {
		const among = isInBox(boxOfRadius(point, nearMetres));
		searches.push({ ...search, where: sql`${others} and ${ofTopic}`, limit: lookedThrough, among });
	}
	return searches;
}

function isInBox({ west, south, east, north }: Box): RawBuilder<unknown> {
	return sql`c.latitude between ${south} and ${north} and c.longitude between ${west} and ${east}`;
}

/** For each search the newest cases. */
async function readNewest(db: Db, own: SimilarRow, searches: Search[]): Promise<Found[]> {
	const parts = searches.map(({ kind, days, where, limit, among = sql`true` }) => {
		const { from, to } = timesAround(own, days);
		return sql`select * from (
				select ${kind}::text as kind, ${columns} from "case" c
				where ${where} and c.registered_at between ${from} and ${to}
				order by c.registered_at desc limit ${limit}
			) as c where ${among}`;
	});
	return (await sql<Found>`${sql.join(parts, sql` union all `)}`.execute(db)).rows;
}

function timesAround({ registered_at }: SimilarRow, days: number): { from: Date; to: Date } {
	const time = registered_at.getTime();
	return { from: new Date(time - days * day), to: new Date(time + days * day) };
}
