import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { ReplyKind } from "../domain/promise.ts";

/** An answer that may be shared with the threads of merged cases. */
export type ShareableReply = {
	id: number;
	kind: ReplyKind;
	status: "approved" | "published";
	/** its approval can still be taken back */
	isHeld: boolean;
};

/** A reply `r` whose approval can still be taken back. */
const isHeld = sql<boolean>`coalesce(r.status = 'approved' and r.publish_after > clock_timestamp(), false)`;

/** The latest answer of a case that people have approved; null: there is none. */
export async function lastApproved(tx: Tx, regionId: number, caseId: number): Promise<ShareableReply | null> {
	const row = await tx
		.selectFrom("reply as r")
		.select(["id", "kind", "status", isHeld.as("isHeld")])
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("status", "in", ["approved", "published"])
		.where("shared_from", "is", null)
		.where("kind", "<>", "question")
		.orderBy("id", "desc")
		.limit(1)
		.executeTakeFirst();
	return row ? { ...row, kind: row.kind as ReplyKind, status: row.status as ShareableReply["status"] } : null;
}

/** Cases that this answer was shared with, whatever became of it. */
export async function sharedBefore(tx: Tx, regionId: number, replyId: number): Promise<Set<number>> {
	const rows = await tx
		.selectFrom("reply_share")
		.select("case_id")
		.where("region_id", "=", regionId)
		.where("reply_id", "=", replyId)
		.execute();
	return new Set(rows.map((row) => row.case_id));
}

export type SharedReply = {
	id: number;
	caseId: number;
	kind: ReplyKind;
	text: string;
	authorId: number;
	contributors: number[];
	approvedBy: number | null;
	photos: number;
	isHeld: boolean;
};

/** The answer whose words go into other threads. */
export async function readShared(db: Db | Tx, regionId: number, replyId: number): Promise<SharedReply | null> {
	const { rows } = await sql<SharedReply>`
		select r.id, r.case_id as "caseId", r.kind, r.text, r.author_id as "authorId", r.contributors, r.approved_by as "approvedBy", ${isHeld} as "isHeld",
			(select count(*)::int from reply_photo p where p.region_id = r.region_id and p.reply_id = r.id) as photos
		from reply r where r.region_id = ${regionId} and r.id = ${replyId}`.execute(db);
	return rows[0] ?? null;
}

/** Holds the answer while it is copied; false: its approval was taken back meanwhile. */
export async function holdShared(tx: Tx, regionId: number, replyId: number): Promise<boolean> {
	const { rows } = await sql`select 1 from reply r where r.region_id = ${regionId} and r.id = ${replyId}
		and r.status in ('approved', 'published') and not ${isHeld} for share`.execute(tx);
	return rows.length > 0;
}

/** Merged cases that still wait for this answer, in the order of their numbers. */
export async function waitingShares(
	db: Db | Tx,
	regionId: number,
	replyId: number,
	after: number,
	limit: number,
): Promise<number[]> {
	const rows = await db
		.selectFrom("reply_share")
		.select("case_id")
		.where("region_id", "=", regionId)
		.where("reply_id", "=", replyId)
		.where("state", "=", "waiting")
		.where("case_id", ">", after)
		.orderBy("case_id")
		.limit(limit)
		.execute();
	return rows.map((row) => row.case_id);
}

export type ShareTarget = {
	caseId: number;
	messageId: number;
	pageId: number;
	threadKey: string;
	threadKind: "comments" | "post" | "direct";
	externalId: string;
};

/** The resident's latest message of each case: the one the answer stands under. */
export async function readTargets(tx: Tx, regionId: number, caseIds: readonly number[]): Promise<ShareTarget[]> {
	const { rows } = await sql<ShareTarget>`
		select w.case_id as "caseId", m.id as "messageId", m.page_id as "pageId", t.key as "threadKey", t.kind as "threadKind",
			m.external_id as "externalId"
		from unnest(${caseIds}::bigint[]) as w (case_id)
		cross join lateral (
			select id, page_id, thread_id, external_id from message
			where region_id = ${regionId} and case_id = w.case_id and direction = 'in'
			order by deleted_at is not null, sent_at desc, id desc limit 1
		) as m
		join thread t on t.region_id = ${regionId} and t.id = m.thread_id`.execute(tx);
	return rows;
}

/** A person in a thread: there the answer stands once, however many cases the person has. */
export const placeOf = ({ thread_id, author_key }: { thread_id: number; author_key: string }): string =>
	`${thread_id}|${author_key}`;

/** By thread and author: the reply in which this answer reaches that person there; the case's own, and those shared already. */
export async function readReached(
	tx: Tx,
	regionId: number,
	replyId: number,
): Promise<Map<string, { id: number; isPublished: boolean }>> {
	const { rows } = await sql<{ id: number; status: string; thread_id: number; author_key: string }>`
		select r.id, r.status, c.thread_id, c.author_key from reply r
		join "case" c on c.region_id = r.region_id and c.id = r.case_id
		where r.region_id = ${regionId} and (r.id = ${replyId} or r.shared_from = ${replyId}) and r.status <> 'failed'`.execute(
		tx,
	);
	return new Map(rows.map((row) => [placeOf(row), { id: row.id, isPublished: row.status === "published" }]));
}

/**
 * The answer that a shared reply is a copy of, with its case.
 * @param other what to say of one that is no copy: nothing, or that it is its own source
 */
export async function sourceOf(
	tx: Tx,
	regionId: number,
	replyId: number,
	other: "nothing" | "or-itself" = "nothing",
): Promise<{ id: number; caseId: number; kind: ReplyKind } | null> {
	const { rows } = await sql<{ id: number; caseId: number; kind: ReplyKind }>`
		select s.id, s.case_id as "caseId", s.kind from reply r
		join reply s on s.region_id = r.region_id and s.id = case when ${other === "or-itself"} then coalesce(r.shared_from, r.id)
			else r.shared_from end
		where r.region_id = ${regionId} and r.id = ${replyId}`.execute(tx);
	return rows[0] ?? null;
}

/** Cases that are answered by a reply in another case of their person in the same thread. */
export async function coveredBy(tx: Tx, regionId: number, replyId: number): Promise<number[]> {
	const rows = await tx
		.selectFrom("reply_share")
		.select("case_id")
		.where("region_id", "=", regionId)
		.where("shared_id", "=", replyId)
		.where("state", "=", "covered")
		.where("ended_at", "is", null)
		.execute();
	return rows.map((row) => row.case_id);
}

/** Answers that still have threads to go to: their job was lost. */
export async function leftShares(db: Db): Promise<{ regionId: number; replyId: number }[]> {
	const { rows } = await sql<{ regionId: number; replyId: number }>`
		select distinct s.region_id as "regionId", s.reply_id as "replyId" from reply_share s
		join reply r on r.region_id = s.region_id and r.id = s.reply_id
		where s.state = 'waiting' and s.created_at < now() - interval '30 seconds' and not ${isHeld}`.execute(db);
	return rows;
}
