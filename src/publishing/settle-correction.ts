import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { inNameOf, lenderFor } from "../cases/approve-reply.ts";
import { lockCase } from "../cases/reads.ts";
import { noteCorrection } from "../cases/settle-correction.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Permission } from "../domain/permission.ts";
import type { ReturnReason } from "../domain/return-reasons.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { lockCorrection } from "./reads-correction.ts";
import type { CorrectionRow } from "./reads-correction.ts";
import { recordCorrectionSent } from "./send-correction.ts";
import { moveCorrection } from "./writes-correction.ts";

type Parts = { db: Db; enqueue: Enqueue };

/** One transaction over a correction, with it and its case held. @throws DomainError not-found, forbidden */
async function workOnCorrection(
	db: Db,
	caller: Caller,
	permission: Permission,
	id: number,
	work: (tx: Tx, found: CorrectionRow) => Promise<void>,
): Promise<{ caseId: number }> {
	requirePermission(caller, permission);
	return db.transaction().execute(async (tx) => {
		// the correction before the case, as where it is sent
		const found = await lockCorrection(tx, caller.regionId, id);
		if (!found) throw new DomainError("not-found", { id });
		await lockCase(tx, caller.regionId, found.case_id, caseScope(caller));
		await work(tx, found);
		return { caseId: found.case_id };
	});
}

const keyOf = (found: CorrectionRow) => ({
	regionId: found.region_id,
	caseId: found.case_id,
	correctionId: found.id,
});
const notOpen = (found: CorrectionRow): DomainError => new DomainError("correction-not-open", { state: found.state });

/**
 * Lets a correction go out; its text cannot change, so what was read is what is sent.
 * @throws DomainError not-found, forbidden, correction-not-open, reply-own-approval
 */
export function approveCorrection({ db, enqueue }: Parts, caller: Caller, id: number): Promise<{ caseId: number }> {
	return workOnCorrection(db, caller, "reply.approve", id, async (tx, found) => {
		const lender = lenderFor(caller, { contributors: [found.author_id] });
		const change = {
			state: "queued",
			approved_by: caller.staffId,
			approved_for: lender?.staffId ?? null,
			approved_at: new Date(),
		} as const;
		if (!(await moveCorrection(tx, caller.regionId, id, ["proposed"], change))) throw notOpen(found);
		await noteCorrection(tx, keyOf(found), "correctionApproved", inNameOf(lender), caller);
		await enqueue(tx, "send-correction", { regionId: caller.regionId, correctionId: id });
	});
}

/** Sends a correction back; its author may propose another. @throws DomainError reason-missing, correction-not-open, not-found, forbidden */
export function returnCorrection(
	{ db }: Pick<Parts, "db">,
	caller: Caller,
	id: number,
	order: { reason: string; reasons: readonly ReturnReason[] },
): Promise<{ caseId: number }> {
	const reasons = [...new Set(order.reasons)];
	const reason = order.reason.trim() || reasons.join(", ");
	return workOnCorrection(db, caller, "reply.approve", id, async (tx, found) => {
		if (!reason) throw new DomainError("reason-missing", { action: "returnCorrection" });
		const change = { state: "returned", returned_by: caller.staffId, return_reason: reason } as const;
		if (!(await moveCorrection(tx, caller.regionId, id, ["proposed"], change))) throw notOpen(found);
		await noteCorrection(tx, keyOf(found), "correctionReturned", { reason, reasons }, caller);
	});
}

/** Takes a proposal back before it is approved. @throws DomainError correction-not-open, not-found, forbidden */
export function cancelCorrection({ db }: Pick<Parts, "db">, caller: Caller, id: number): Promise<{ caseId: number }> {
	return workOnCorrection(db, caller, "reply.write", id, async (tx, found) => {
		if (!(await moveCorrection(tx, caller.regionId, id, ["proposed"], { state: "cancelled" }))) throw notOpen(found);
		await noteCorrection(tx, keyOf(found), "correctionCancelled", {}, caller);
	});
}

/**
 * A person has looked into the thread where the network did not say: the new words stand there, or the old ones, and then
 * it is tried again or left.
 * @throws DomainError correction-not-open unless its end is unknown, not-found, forbidden
 */
export function settleCorrection(
	{ db, enqueue }: Parts,
	caller: Caller,
	id: number,
	as: "sent" | "send-again" | "failed",
): Promise<{ caseId: number }> {
	return workOnCorrection(db, caller, "publication.settle", id, async (tx, found) => {
		if (found.state !== "unknown") throw notOpen(found);
		await noteCorrection(tx, keyOf(found), "correctionSettled", { as }, caller);
		if (as === "sent") return recordCorrectionSent(tx, found, ["unknown"]);
		const state = as === "failed" ? "failed" : "queued";
		await moveCorrection(tx, caller.regionId, id, ["unknown"], { state });
		if (state === "queued") await enqueue(tx, "send-correction", { regionId: caller.regionId, correctionId: id });
	});
}
