import { sql } from "kysely";
import type { RawBuilder, Selectable } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller, CaseScope } from "../access/permissions.ts";
import type { Attachment } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Case, Reply } from "../db/tables.ts";
import type { CaseStatus } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import type { Priority } from "../domain/priority.ts";

/** Of cases `c`: an agency of the scope answers it, alone in public. */
export function isOwned(scope: CaseScope): RawBuilder<boolean> {
	if (scope === null) return sql`true`;
	// of one agency the indexes give the order, too
	return scope.length === 1 ? sql`c.agency_id = ${scope[0]}` : sql`c.agency_id = any (${scope}::int[])`;
}

/** Of cases `c`: an agency of the scope has a task in it, and another one answers it. */
export function isShared(scope: readonly number[]): RawBuilder<boolean> {
	// the second half leads to the index of the few cases with tasks
	return sql`(c.participants && ${scope}::int[] and c.participants <> '{}' and (c.agency_id = any (${scope}::int[])) is not true)`;
}

/** Of cases `c`: an agency of the scope answers it or takes part in it; nothing else is seen. */
export function inScope(scope: CaseScope): RawBuilder<boolean> {
	return scope === null ? sql`true` : sql`(${isOwned(scope)} or ${isShared(scope)})`;
}

/** Whether the caller may see the case. @throws DomainError not-found, also for a case of another agency, forbidden */
export async function requireSeen(db: Db | Tx, caller: Caller, caseId: number): Promise<void> {
	const { rows } = await sql`select 1 from "case" c
		where c.region_id = ${caller.regionId} and c.id = ${caseId} and ${inScope(caseScope(caller))}`.execute(db);
	if (rows.length === 0) throw new DomainError("not-found", { caseId });
}

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
	"assignee_id",
	"owner_id",
	"priority",
	"priority_by",
	"cues",
	"parent_id",
	"split_of",
	"version",
] as const;

export type LockedCase = Omit<
	Pick<Selectable<Case>, (typeof caseColumns)[number]>,
	"status" | "priority" | "priority_by"
> & {
	status: CaseStatus;
	priority: Priority;
	priority_by: "rule" | "person";
};

/**
 * The case, held until the transaction ends, for what its owner does: answering, acting, saying what it is about.
 * @param scope of the caller; null: any agency of the region
 * @throws DomainError not-found, also when it belongs to another agency; case-not-owned when the scope only takes part in it
 */
export async function lockCase(tx: Tx, regionId: number, caseId: number, scope: CaseScope): Promise<LockedCase> {
	const locked = await lockSharedCase(tx, regionId, caseId, scope);
	if (scope !== null && !scope.includes(locked.agency_id ?? 0)) throw new DomainError("case-not-owned", { caseId });
	return locked;
}

/**
 * The same for whoever only takes part, too: for what a co-executor does with its own task.
 * @throws DomainError not-found, also when it belongs to another agency
 */
export async function lockSharedCase(tx: Tx, regionId: number, caseId: number, scope: CaseScope): Promise<LockedCase> {
	const row = await tx
		.selectFrom("case as c")
		.select(caseColumns)
		.where("c.region_id", "=", regionId)
		.where("c.id", "=", caseId)
		.where(inScope(scope))
		// history and messages refer to the row meanwhile
		.forNoKeyUpdate()
		.executeTakeFirst();
	if (!row) throw new DomainError("not-found", { caseId });
	return row as LockedCase;
}

/**
 * Many cases at once, in the order of their numbers: two who do so never wait for each other in a circle.
 * @param busy "skip": those that somebody holds are left out
 * @returns those that exist and that the scope owns
 */
export async function lockCases(
	tx: Tx,
	regionId: number,
	caseIds: readonly number[],
	scope: CaseScope,
	busy: "wait" | "skip" = "wait",
): Promise<LockedCase[]> {
	if (caseIds.length === 0) return [];
	const query = tx
		.selectFrom("case as c")
		.select(caseColumns)
		.where("c.region_id", "=", regionId)
		.where("c.id", "=", sql<number>`any (${caseIds}::bigint[])`)
		.where(isOwned(scope))
		.orderBy("c.id")
		.forNoKeyUpdate();
	return (await (busy === "skip" ? query.skipLocked() : query).execute()) as LockedCase[];
}

export type LiveReply = Selectable<Reply>;

/** The reply that is being worked on, if any; at most one exists per case. A shared one is worked on in its own case. */
export async function liveReply(db: Db | Tx, regionId: number, caseId: number): Promise<LiveReply | undefined> {
	return db
		.selectFrom("reply")
		.selectAll()
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("status", "in", ["draft", "submitted", "approved"])
		.where("shared_from", "is", null)
		.executeTakeFirst();
}

/** Whether a reply of the case was submitted with this key. */
export async function isKeyUsed(
	tx: Tx,
	{ region_id, id }: { region_id: number; id: number },
	submitKey: string,
): Promise<boolean> {
	const found = await tx
		.selectFrom("reply")
		.select("id")
		.where("region_id", "=", region_id)
		.where("case_id", "=", id)
		.where("submit_key", "=", submitKey)
		.executeTakeFirst();
	return found !== undefined;
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

/**
 * The case that each person's next message in each thread belongs to: the open one, else one that waits for the answer of the
 * case it is merged into, else the latest. Of two open ones it is never the one that was split off.
 */
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
				outside_answer_at, assignee_id, owner_id, priority, priority_by, cues, parent_id, split_of, version
			from "case" where region_id = ${regionId} and thread_id = wanted.t and author_key = wanted.a
			order by is_open desc, status = 'merged' desc, split_of is not null, id desc limit 1
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
