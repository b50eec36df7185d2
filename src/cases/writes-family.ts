import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** Every INSERT, UPDATE and DELETE of reply_share, and what families change in cases, messages and replies. */

/** Merged cases wait for another parent. */
export async function moveChildren(tx: Tx, regionId: number, caseIds: number[], parentId: number): Promise<void> {
	await sql`update "case" set parent_id = ${parentId}, version = version + 1
		where region_id = ${regionId} and id = any (${caseIds}::bigint[]) and status = 'merged'`.execute(tx);
}

/**
 * Every case merged into this one now is to get this answer.
 * @param confirmedBy who said so of those that came after the approval
 * @returns how many are new
 */
export async function putShares(
	tx: Tx,
	key: { regionId: number; replyId: number; parentId: number },
	confirmedBy: number | null,
): Promise<number> {
	const result = await sql`insert into reply_share (region_id, reply_id, case_id, confirmed_by)
		select region_id, ${key.replyId}, id, ${confirmedBy}::int from "case"
		where region_id = ${key.regionId} and parent_id = ${key.parentId} and status = 'merged'
		on conflict (region_id, reply_id, case_id) do nothing`.execute(tx);
	return Number(result.numAffectedRows ?? 0n);
}

/** The approval of an answer is taken back: nobody waits for it any more. */
export async function deleteShares(tx: Tx, regionId: number, replyId: number): Promise<void> {
	await sql`delete from reply_share where region_id = ${regionId} and reply_id = ${replyId}`.execute(tx);
}

/** A case leaves its parent: answers that wait for it do not go out. @returns false when one is on its way already */
export async function dropShares(tx: Tx, regionId: number, caseId: number): Promise<boolean> {
	await sql`update reply_share set state = 'dropped', ended_at = now()
		where region_id = ${regionId} and case_id = ${caseId} and state = 'waiting'`.execute(tx);
	const { rows } = await sql`select 1 from reply_share
		where region_id = ${regionId} and case_id = ${caseId} and state in ('queued', 'covered') and ended_at is null limit 1`.execute(
		tx,
	);
	return rows.length === 0;
}

export type ShareEnd = { state: "queued" | "covered" | "failed" | "dropped"; sharedId?: number; reason?: string };

export async function endShare(
	tx: Tx,
	key: { regionId: number; replyId: number; caseId: number },
	{ state, sharedId, reason }: ShareEnd,
): Promise<void> {
	await sql`update reply_share set state = ${state}, shared_id = ${sharedId ?? null}::bigint, reason = ${reason ?? null}::text,
			ended_at = case when ${state === "failed" || state === "dropped"} then now() end
		where region_id = ${key.regionId} and reply_id = ${key.replyId} and case_id = ${key.caseId} and state = 'waiting'`.execute(
		tx,
	);
}

/** The network took or refused a shared reply. */
export async function settleShare(
	tx: Tx,
	key: { regionId: number; replyId: number; caseId: number },
	state: "answered" | "failed",
	reason: string | null = null,
): Promise<void> {
	await sql`update reply_share set state = ${state}, reason = ${reason}::text, ended_at = now()
		where region_id = ${key.regionId} and reply_id = ${key.replyId} and case_id = ${key.caseId}
			and state in ('queued', 'covered')`.execute(tx);
}

/**
 * The same words as a reply of its own in each of these cases, approved by whoever approved them, with their photos.
 * @returns by case the new reply; none for a case that has its copy already
 */
export async function insertCopies(
	tx: Tx,
	key: { regionId: number; replyId: number },
	targets: readonly { caseId: number; messageId: number }[],
): Promise<Map<number, number>> {
	if (targets.length === 0) return new Map();
	const { rows } = await sql<{ id: number; case_id: number }>`
		insert into reply (region_id, case_id, message_id, text, kind, status, author_id, contributors, approved_by, approved_at, shared_from,
			first_approved_by, first_approved_at, first_approved_for, approved_for)
		select r.region_id, w.case_id, w.message_id, r.text, r.kind, 'approved', r.author_id, r.contributors, r.approved_by,
			clock_timestamp(), r.id, r.first_approved_by, r.first_approved_at, r.first_approved_for, r.approved_for
		from reply r, unnest(${targets.map((one) => one.caseId)}::bigint[], ${targets.map((one) => one.messageId)}::bigint[])
			as w (case_id, message_id)
		where r.region_id = ${key.regionId} and r.id = ${key.replyId}
		order by w.case_id
		on conflict (region_id, shared_from, case_id) where shared_from is not null do nothing
		returning id, case_id`.execute(tx);
	await sql`insert into reply_photo (region_id, reply_id, sha256, position)
		select p.region_id, n.id, p.sha256, p.position from reply_photo p, unnest(${rows.map(({ id }) => id)}::bigint[]) as n (id)
		where p.region_id = ${key.regionId} and p.reply_id = ${key.replyId}`.execute(tx);
	return new Map(rows.map((row) => [row.case_id, row.id]));
}
