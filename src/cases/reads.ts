import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Attachment } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Case, Reply } from "../db/tables.ts";
import type { CaseStatus } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";

/** Columns that the rules of a case look at. */
const caseColumns = [
	"region_id",
	"id",
	"thread_id",
	"page_id",
	"channel",
	"author_key",
	"status",
	"topic_code",
	"territory_code",
	"agency_id",
	"clock_from",
	"due_at",
	"outside_answer_at",
	"version",
] as const;

export type LockedCase = Omit<Pick<Selectable<Case>, (typeof caseColumns)[number]>, "status"> & { status: CaseStatus };

/**
 * The case, held until the transaction ends.
 * @param agencyScope null: any agency of the region
 * @throws DomainError not-found, also when it belongs to another agency
 */
export async function lockCase(
	tx: Tx,
	regionId: number,
	caseId: number,
	agencyScope: number | null,
): Promise<LockedCase> {
	let query = tx
		.selectFrom("case")
		.select(caseColumns)
		.where("region_id", "=", regionId)
		.where("id", "=", caseId)
		// history and messages refer to the row meanwhile
		.forNoKeyUpdate();
	if (agencyScope !== null) query = query.where("agency_id", "=", agencyScope);
	const row = await query.executeTakeFirst();
	if (!row) throw new DomainError("not-found", { caseId });
	return { ...row, status: row.status as CaseStatus };
}

export type LiveReply = Selectable<Reply>;

/** The reply that is being worked on, if any; at most one exists per case. */
export async function liveReply(db: Db | Tx, regionId: number, caseId: number): Promise<LiveReply | undefined> {
	return db
		.selectFrom("reply")
		.selectAll()
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("status", "in", ["draft", "submitted", "approved"])
		.executeTakeFirst();
}

/** The resident's latest message of the case: the one an answer stands under. */
export async function lastResidentMessage(tx: Tx, regionId: number, caseId: number): Promise<number> {
	const row = await tx
		.selectFrom("message")
		.select("id")
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("direction", "=", "in")
		.orderBy(sql`deleted_at is not null`)
		.orderBy("sent_at", "desc")
		.orderBy("id", "desc")
		.executeTakeFirst();
	if (!row) throw new DomainError("not-found", { caseId });
	return row.id;
}

/**
 * Serialises everything that happens in the given threads until the transaction ends, whichever worker does it:
 * two messages of one person at the same moment must not open two cases.
 */
export async function lockThreads(tx: Tx, threads: { pageId: number; key: string }[]): Promise<void> {
	const pageIds = threads.map((thread) => thread.pageId);
	const keys = threads.map((thread) => thread.key);
	// in the order of the numbers, so that two workers never wait for each other
	await sql`select pg_advisory_xact_lock(k) from (
		select distinct hashtextextended(page_id::text || '|' || key, 0) as k
		from unnest(${pageIds}::int[], ${keys}::text[]) as wanted(page_id, key) order by k) as locks`.execute(tx);
}

export type KnownMessage = {
	id: number;
	page_id: number;
	external_id: string;
	case_id: number | null;
	direction: string;
	text: string;
	attachments: Attachment[];
	edited_at: Date | null;
};

export async function findMessages(
	tx: Tx,
	regionId: number,
	keys: { pageId: number; externalId: string }[],
): Promise<KnownMessage[]> {
	if (keys.length === 0) return [];
	const pageIds = keys.map((key) => key.pageId);
	const externalIds = keys.map((key) => key.externalId);
	// "lateral … limit 1" looks each key up; a plain join reads the whole region where its statistics are out of date
	const result = await sql<KnownMessage>`
		select m.*
		from (select distinct page_id, external_id from unnest(${pageIds}::int[], ${externalIds}::text[]) as k(page_id, external_id)) as wanted
		cross join lateral (
			select id, page_id, external_id, case_id, direction, text, attachments, edited_at from message
			where region_id = ${regionId} and page_id = wanted.page_id and external_id = wanted.external_id limit 1
		) as m`.execute(tx);
	return result.rows;
}

export async function findTombstones(
	tx: Tx,
	regionId: number,
	keys: { pageId: number; externalId: string }[],
): Promise<{ page_id: number; external_id: string; deleted_at: Date }[]> {
	if (keys.length === 0) return [];
	return tx
		.selectFrom("message_tombstone")
		.select(["page_id", "external_id", "deleted_at"])
		.where("region_id", "=", regionId)
		.where((where) =>
			where(
				where.refTuple("page_id", "external_id"),
				"in",
				keys.map((key) => where.tuple(key.pageId, key.externalId)),
			),
		)
		.execute();
}

/** The latest case of each person in each thread: the open one, if there is one. */
export async function findCasesOf(
	tx: Tx,
	regionId: number,
	wanted: { threadId: number; authorKey: string }[],
): Promise<LockedCase[]> {
	if (wanted.length === 0) return [];
	const threadIds = wanted.map((one) => one.threadId);
	const authors = wanted.map((one) => one.authorKey);
	const result = await sql<LockedCase>`
		select c.*
		from (select distinct t, a from unnest(${threadIds}::bigint[], ${authors}::text[]) as k(t, a)) as wanted
		cross join lateral (
			select region_id, id, thread_id, page_id, channel, author_key, status, topic_code, territory_code, agency_id, clock_from, due_at,
				outside_answer_at, version
			from "case" where region_id = ${regionId} and thread_id = wanted.t and author_key = wanted.a
			order by is_open desc, id desc limit 1
		) as c`.execute(tx);
	return result.rows;
}

export type KnownAlbum = KnownMessage & { albumKey: string; attachments: Attachment[] };

/** Parts of an album are sent at the same moment; a network's clock is allowed a difference. */
const albumSpread = "10 minutes";

/** Messages that hold parts of these albums already. */
export async function findAlbums(
	tx: Tx,
	regionId: number,
	wanted: { threadId: number; albumKey: string; sentAt: Date }[],
): Promise<KnownAlbum[]> {
	if (wanted.length === 0) return [];
	const result = await sql<KnownAlbum>`
		select distinct on (m.id) m.*, wanted.key as "albumKey"
		from unnest(${wanted.map((one) => one.threadId)}::bigint[], ${wanted.map((one) => one.albumKey)}::text[],
			${wanted.map((one) => one.sentAt)}::timestamptz[]) as wanted(thread_id, key, at)
		cross join lateral (
			select id, page_id, external_id, case_id, direction, text, edited_at, attachments from message
			where region_id = ${regionId} and thread_id = wanted.thread_id
				and sent_at between wanted.at - ${albumSpread}::interval and wanted.at + ${albumSpread}::interval
				and attachments @> jsonb_build_array(jsonb_build_object('album', jsonb_build_object('key', wanted.key)))
			limit 1
		) as m`.execute(tx);
	return result.rows;
}
