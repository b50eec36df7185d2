import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { isReadable, wordsOf } from "./may-manage.ts";
import { toEarlier } from "./reads-template.ts";

type Row = {
	id: number;
	agency_id: number | null;
	title: string;
	body: string;
	topics: string[];
	owner_id: number;
	owner_name: string;
	review_on: string;
	version: number;
	archived_at: Date | null;
	updated_at: Date;
	/** the words around what was searched for */
	snippet: string;
};

/** A list shows the beginning of an article, or the words around what was searched for. */
const snippetLength = 300;

export type ArticleQuery = {
	q?: string | undefined;
	/** codes of topics or groups: articles of any of them */
	topics?: string[] | undefined;
	/** only those whose review day has passed */
	isOverdue?: boolean | undefined;
	isOwn?: boolean | undefined;
	state: "active" | "archived" | "all";
	limit: number;
};

/**
 * Articles the caller may read: by words, the best first; those to be reviewed longest overdue first; else the latest.
 * @param today in the region, "2026-11-28"
 */
export async function listArticles(db: Db, caller: Caller, query: ArticleQuery, today: string) {
	const words = wordsOf(query.q);
	const conditions = [
		sql`a.region_id = ${caller.regionId}`,
		isReadable(caller, sql`a.agency_id`),
		...(query.topics?.length ? [sql`a.topics && ${query.topics}::text[]`] : []),
		...(query.isOverdue ? [sql`a.review_on < ${today}::date and a.archived_at is null`] : []),
		...(query.isOwn ? [sql`a.owner_id = ${caller.staffId}`] : []),
		...(query.state === "all"
			? []
			: [query.state === "active" ? sql`a.archived_at is null` : sql`a.archived_at is not null`]),
		...(words ? [sql`(numnode(${words}) = 0 or a.search @@ ${words})`] : []),
	];
	const order = words
		? sql`ts_rank(a.search, ${words}) desc, a.id`
		: query.isOverdue
			? sql`a.review_on, a.id`
			: sql`a.updated_at desc, a.id desc`;
	const rows = await readRows(db, conditions, order, query.limit, words);
	return { items: rows.map(({ body: _body, ...row }) => ({ ...toArticle(row, today), snippet: row.snippet })) };
}

const toArticle = (row: Omit<Row, "body">, today: string) => ({
	id: row.id,
	agencyId: row.agency_id,
	title: row.title,
	topics: row.topics,
	ownerId: row.owner_id,
	ownerName: row.owner_name,
	reviewOn: row.review_on,
	isOverdue: row.archived_at === null && row.review_on < today,
	version: row.version,
	archivedAt: row.archived_at?.toISOString() ?? null,
	updatedAt: row.updated_at.toISOString(),
});

async function readRows(
	db: Db | Tx,
	conditions: RawBuilder<unknown>[],
	order: RawBuilder<unknown>,
	limit: number,
	words: RawBuilder<unknown> | null,
): Promise<Row[]> {
	// the options leave no markup in the text: the words stay as they were written
	const snippet = words
		? sql`ts_headline('russian', replace(a.body, 'ё', 'е'), ${words}, 'StartSel="", StopSel="", MaxWords=35, MinWords=15')`
		: sql`a.body`;
	const result = await sql<Row>`
		select a.id, a.agency_id, a.title, a.body, a.topics, a.owner_id, s.name as owner_name, a.review_on::text as review_on,
			a.version, a.archived_at, a.updated_at, left(${snippet}, ${snippetLength}) as snippet
		from article a join staff s on s.region_id = a.region_id and s.id = a.owner_id
		where ${sql.join(conditions, sql` and `)} order by ${order} limit ${limit}`.execute(db);
	return result.rows;
}

/** One article the caller may read. @throws DomainError not-found */
export async function findArticle(db: Db | Tx, caller: Caller, id: number): Promise<Row> {
	const of = [sql`a.region_id = ${caller.regionId}`, sql`a.id = ${id}`, isReadable(caller, sql`a.agency_id`)];
	const [row] = await readRows(db, of, sql`a.id`, 1, null);
	if (!row) throw new DomainError("not-found", { id });
	return row;
}

/** The same, held until the transaction ends. @throws DomainError not-found */
export async function lockArticle(tx: Tx, caller: Caller, id: number): Promise<Row> {
	await sql`select 1 from article where region_id = ${caller.regionId} and id = ${id} for no key update`.execute(tx);
	return findArticle(tx, caller, id);
}

/** An article with what it said before, the latest first. @throws DomainError not-found */
export async function readArticle(db: Db, caller: Caller, id: number, today: string) {
	const row = await findArticle(db, caller, id);
	const earlier = await db
		.selectFrom("article_version as v")
		.innerJoin("staff as s", (join) =>
			join.onRef("s.region_id", "=", "v.region_id").onRef("s.id", "=", "v.replaced_by"),
		)
		.select(["v.version", "v.title", "v.body", "v.replaced_at", "s.name"])
		.where("v.region_id", "=", caller.regionId)
		.where("v.article_id", "=", id)
		.orderBy("v.version", "desc")
		.execute();
	return { ...toArticle(row, today), body: row.body, earlier: earlier.map(toEarlier) };
}

export type OverdueArticle = {
	regionId: number;
	id: number;
	agencyId: number | null;
	ownerId: number;
	/** whether the owner is still at work here */
	isOwned: boolean;
	reviewOn: string;
};

/** Articles whose review day is over by the region's clock and was not told of, held; what another worker holds is left to it. */
export async function takeOverdue(tx: Tx, now: Date, limit: number): Promise<OverdueArticle[]> {
	const { rows } = await sql<OverdueArticle>`
		select a.region_id as "regionId", a.id, a.agency_id as "agencyId", a.owner_id as "ownerId", s.is_active as "isOwned",
			a.review_on::text as "reviewOn"
		from region g
		join article a on a.region_id = g.id and a.review_on < (${now}::timestamptz at time zone g.time_zone)::date
		join staff s on s.region_id = a.region_id and s.id = a.owner_id
		where a.archived_at is null and a.review_told_on is distinct from a.review_on
		order by a.region_id, a.id limit ${limit} for no key update of a skip locked`.execute(tx);
	return rows;
}
