import { sql } from "kysely";
import type { Caller } from "../access/permissions.ts";
import type { Tx } from "../db/database.ts";
import type { CaseAction } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { actOnCase } from "./act-on-case.ts";
import type { LockedCase } from "./reads.ts";
import { updateReply } from "./writes.ts";
import { deleteShares } from "./writes-family.ts";

type Approved = {
	id: number;
	status: "submitted" | "approved";
	approved_by: number | null;
	first_approved_by: number | null;
	is_held: boolean;
};

/**
 * Takes one's own approval back: the answer waits again as it did before. The last one within its seconds, the first of two
 * until the second person has decided. Who publishes holds the page's row, and so does the caller of this.
 * @param locked the case, locked by this transaction, its page before it
 * @throws DomainError forbidden, approval-not-undoable with `reason`: "nothing", "another" or "too-late"
 */
export async function takeBackApproval(tx: Tx, registry: Registry, caller: Caller, locked: LockedCase): Promise<void> {
	const reply = await lockApproved(tx, locked);
	const isLast = reply?.status === "approved";
	if (!reply || (!isLast && reply.first_approved_by === null)) throw refused("nothing");
	if ((isLast ? reply.approved_by : reply.first_approved_by) !== caller.staffId) throw refused("another");
	if (isLast && !reply.is_held) throw refused("too-late");
	const isSecond = isLast && reply.first_approved_by !== null;
	const action: CaseAction = isSecond ? "takeBackReview" : isLast ? "takeBackApproval" : "takeBackFirst";
	await actOnCase(tx, registry, caller, locked, action, {}, { replyId: reply.id });
	if (isLast) await deleteShares(tx, locked.region_id, reply.id);
	const change = isLast
		? { status: "submitted", approved_by: null, approved_at: null, approved_for: null, publish_after: null }
		: { first_approved_by: null, first_approved_at: null, first_approved_for: null };
	await updateReply(tx, locked.region_id, reply.id, change);
}

const refused = (reason: "nothing" | "another" | "too-late"): DomainError =>
	new DomainError("approval-not-undoable", { reason });

/** Held until the transaction ends; the seconds are looked at when it is. */
async function lockApproved(tx: Tx, locked: LockedCase): Promise<Approved | undefined> {
	const { rows } = await sql<Approved>`
		with held as materialized (
			select r.* from reply r where r.region_id = ${locked.region_id} and r.case_id = ${locked.id}
				and r.status in ('submitted', 'approved') and r.shared_from is null for update
		)
		select h.id, h.status, h.approved_by, h.first_approved_by,
			coalesce(h.publish_after > clock_timestamp(), false) and not exists (
				select from publication p where p.region_id = h.region_id and p.reply_id = h.id) as is_held
		from held h`.execute(tx);
	return rows[0];
}
