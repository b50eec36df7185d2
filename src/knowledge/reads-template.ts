import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import { placeholdersOf } from "../domain/fill-template.ts";
import { isInSeason } from "../domain/season.ts";
import type { Season } from "../domain/season.ts";
import { isReadable, wordsOf } from "./may-manage.ts";

export const replyKinds = ["final", "interim", "question"] as const;
export type ReplyKind = (typeof replyKinds)[number];

type Row = {
	id: number;
	agency_id: number | null;
	title: string;
	body: string;
	topic_code: string | null;
	group_code: string | null;
	kind: ReplyKind | null;
	case_status: CaseStatus | null;
	season_from: string | null;
	season_to: string | null;
	owner_id: number;
	owner_name: string;
	version: number;
	uses: number;
	archived_at: Date | null;
	updated_at: Date;
};

const columns = sql`t.id, t.agency_id, t.title, t.body, t.topic_code, t.group_code, t.kind, t.case_status, t.season_from,
	t.season_to, t.owner_id, s.name as owner_name, t.version, t.uses, t.archived_at, t.updated_at`;
const tables = sql`reply_template t join staff s on s.region_id = t.region_id and s.id = t.owner_id`;

/** A region has some hundreds of templates; of so many the best are looked at. */
const mostRead = 500;

export const seasonOf = (row: Pick<Row, "season_from" | "season_to">): Season | null =>
	row.season_from !== null && row.season_to !== null ? { from: row.season_from, to: row.season_to } : null;

/** @param day of the year in the region, "MM-DD" */
export function toTemplate(row: Row, day: string) {
	return {
		id: row.id,
		agencyId: row.agency_id,
		title: row.title,
		body: row.body,
		topicCode: row.topic_code,
		groupCode: row.group_code,
		kind: row.kind,
		caseStatus: row.case_status,
		season: seasonOf(row),
		isInSeason: isInSeason(seasonOf(row), day),
		ownerId: row.owner_id,
		ownerName: row.owner_name,
		version: row.version,
		uses: row.uses,
		placeholders: placeholdersOf(row.body),
		archivedAt: row.archived_at?.toISOString() ?? null,
		updatedAt: row.updated_at.toISOString(),
	};
}

export type TemplateQuery = {
	q?: string | undefined;
	topicCode?: string | undefined;
	groupCode?: string | undefined;
	state: "active" | "archived" | "all";
	limit: number;
};

/** Templates the caller may read: by words, the best first, else the most used. */
export async function listTemplates(db: Db, caller: Caller, query: TemplateQuery, day: string) {
	const words = wordsOf(query.q);
	const conditions = [
		sql`t.region_id = ${caller.regionId}`,
		isReadable(caller, sql`t.agency_id`),
		...(query.topicCode ? [sql`t.topic_code = ${query.topicCode}`] : []),
		...(query.groupCode ? [sql`t.group_code = ${query.groupCode}`] : []),
		...(query.state === "all"
			? []
			: [query.state === "active" ? sql`t.archived_at is null` : sql`t.archived_at is not null`]),
		...(words ? [matches(words)] : []),
	];
	const rows = await readRows(db, conditions, sql`${rankOf(words)} desc, t.uses desc, t.id`, query.limit);
	return { items: rows.map((row) => toTemplate(row, day)) };
}

export type Offer = {
	agencyId: number | null;
	topicCode: string | null;
	groupCode: string | null;
	status: CaseStatus;
	kind?: ReplyKind | undefined;
	q?: string | undefined;
};

/** What is offered for a case on a day: its topic's first, then its group's, then the general ones; by words within. */
export async function offerTemplates(db: Db | Tx, caller: Caller, offer: Offer, day: string): Promise<Row[]> {
	const words = wordsOf(offer.q);
	const conditions = [
		sql`t.region_id = ${caller.regionId}`,
		sql`t.archived_at is null`,
		// the words of another agency are not this one's
		sql`(t.agency_id is null or t.agency_id = ${offer.agencyId}::int)`,
		sql`(t.topic_code is null or t.topic_code = ${offer.topicCode}::text)`,
		sql`(t.group_code is null or t.group_code = ${offer.groupCode}::text)`,
		sql`(t.case_status is null or t.case_status = ${offer.status}::text)`,
		...(offer.kind ? [sql`(t.kind is null or t.kind = ${offer.kind}::text)`] : []),
		...(words ? [matches(words)] : []),
	];
	const nearest = sql`(case when t.topic_code is not null then 2 when t.group_code is not null then 1 else 0 end)`;
	const order = sql`${nearest} desc, ${rankOf(words)} desc, t.agency_id is not null desc, t.uses desc, t.id`;
	const rows = await readRows(db, conditions, order, mostRead);
	return rows.filter((row) => isInSeason(seasonOf(row), day));
}

const matches = (words: RawBuilder<unknown>): RawBuilder<unknown> =>
	sql`(numnode(${words}) = 0 or t.search @@ ${words})`;
const rankOf = (words: RawBuilder<unknown> | null): RawBuilder<unknown> =>
	words ? sql`ts_rank(t.search, ${words})` : sql`0::real`;

async function readRows(
	db: Db | Tx,
	conditions: RawBuilder<unknown>[],
	order: RawBuilder<unknown>,
	limit: number,
): Promise<Row[]> {
	const result = await sql<Row>`select ${columns} from ${tables}
		where ${sql.join(conditions, sql` and `)} order by ${order} limit ${limit}`.execute(db);
	return result.rows;
}

/** One template the caller may read. @throws DomainError not-found */
export async function findTemplate(db: Db | Tx, caller: Caller, id: number): Promise<Row> {
	const of = [sql`t.region_id = ${caller.regionId}`, sql`t.id = ${id}`, isReadable(caller, sql`t.agency_id`)];
	const [row] = await readRows(db, of, sql`t.id`, 1);
	if (!row) throw new DomainError("not-found", { id });
	return row;
}

/** The same, held until the transaction ends. @throws DomainError not-found */
export async function lockTemplate(tx: Tx, caller: Caller, id: number): Promise<Row> {
	await sql`select 1 from reply_template where region_id = ${caller.regionId} and id = ${id} for no key update`.execute(
		tx,
	);
	return findTemplate(tx, caller, id);
}

/** A template with what it said before, the latest first. @throws DomainError not-found */
export async function readTemplate(db: Db, caller: Caller, id: number, day: string) {
	const row = await findTemplate(db, caller, id);
	const earlier = await db
		.selectFrom("reply_template_version as v")
		.innerJoin("staff as s", (join) =>
			join.onRef("s.region_id", "=", "v.region_id").onRef("s.id", "=", "v.replaced_by"),
		)
		.select(["v.version", "v.title", "v.body", "v.replaced_at", "s.name"])
		.where("v.region_id", "=", caller.regionId)
		.where("v.template_id", "=", id)
		.orderBy("v.version", "desc")
		.execute();
	return { ...toTemplate(row, day), earlier: earlier.map(toEarlier) };
}

export const toEarlier = (one: { version: number; title: string; body: string; replaced_at: Date; name: string }) => ({
	version: one.version,
	title: one.title,
	body: one.body,
	replacedAt: one.replaced_at.toISOString(),
	replacedByName: one.name,
});
