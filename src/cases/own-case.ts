import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { findStaffCaller } from "../access/reads.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { raiseCaseNotice } from "../notify/raise-case-notice.ts";
import { lockCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { tellHistory } from "./tell-history.ts";
import { updateCase } from "./writes.ts";
import { endHandover, insertHandover } from "./writes-lane.ts";

/**
 * Names the person who stays with a case until it is closed. Who has it already gives it away by a hand-over alone.
 * @throws DomainError forbidden, not-found, case-changed-meanwhile, owner-unknown when the person may not see or work on the case, owner-set-already
 */
export async function setOwner(
	db: Db,
	caller: Caller,
	caseId: number,
	order: { version: number; staffId: number },
): Promise<void> {
	requirePermission(caller, "case.triage");
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		if (locked.owner_id === order.staffId) return;
		if (locked.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: locked.version });
		if (locked.owner_id !== null) throw new DomainError("owner-set-already", { ownerId: locked.owner_id });
		await requireOwner(tx, locked, order.staffId);
		await updateCase(tx, locked.region_id, caseId, { owner_id: order.staffId });
		await tellHistory(tx, caller, locked, "ownerSet", { staffId: order.staffId });
	});
}

/**
 * Offers a case to another owner; until they acknowledge it the present one stays responsible.
 * @throws DomainError forbidden unless it is the owner or who triages, not-found, owner-missing, owner-unknown, handover-waits
 */
export async function offerHandover(
	db: Db,
	caller: Caller,
	caseId: number,
	order: { toStaffId: number; note: string },
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		if (locked.owner_id !== caller.staffId) requirePermission(caller, "case.triage");
		if (locked.owner_id === null) throw new DomainError("owner-missing");
		if (locked.owner_id === order.toStaffId) throw new DomainError("owner-set-already", { ownerId: locked.owner_id });
		await requireOwner(tx, locked, order.toStaffId);
		const people = { from_id: locked.owner_id, to_id: order.toStaffId, offered_by: caller.staffId };
		const offer = { region_id: locked.region_id, case_id: caseId, note: order.note.trim(), ...people };
		if (!(await insertHandover(tx, offer))) throw new DomainError("handover-waits");
		await tellHistory(tx, caller, locked, "handoverOffered", { from: people.from_id, to: people.to_id });
		await tellBoth(tx, caller.regionId, caseId, people, "handover-offered");
	});
}

export type HandoverEnd = "acknowledge" | "decline" | "withdraw";

/**
 * Ends a hand-over: the new owner takes the case or says why not, or whoever may offer it takes the offer back.
 * @throws DomainError not-found when none waits, forbidden, reason-missing when it is declined without one
 */
export async function endHandoverBy(
	db: Db,
	caller: Caller,
	caseId: number,
	order: { how: HandoverEnd; reason?: string | undefined },
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		const offer = await tx
			.selectFrom("case_handover")
			.select(["id", "from_id", "to_id"])
			.where("region_id", "=", caller.regionId)
			.where("case_id", "=", caseId)
			.where("state", "=", "offered")
			.executeTakeFirst();
		if (!offer) throw new DomainError("not-found", { caseId });
		const reason = order.reason?.trim();
		if (order.how === "withdraw") {
			if (offer.from_id !== caller.staffId) requirePermission(caller, "case.triage");
		} else if (offer.to_id !== caller.staffId) throw new DomainError("forbidden");
		if (order.how === "decline" && !reason) throw new DomainError("reason-missing");
		const states = { acknowledge: "acknowledged", decline: "declined", withdraw: "withdrawn" } as const;
		const state = states[order.how];
		await endHandover(tx, caller.regionId, offer.id, { state, reason });
		await updateCase(tx, caller.regionId, caseId, state === "acknowledged" ? { owner_id: offer.to_id } : {});
		await tellHistory(tx, caller, locked, "handoverEnded", { from: offer.from_id, to: offer.to_id, state });
		await tellBoth(tx, caller.regionId, caseId, offer, "handover-ended");
	});
}

function tellBoth(
	tx: Tx,
	regionId: number,
	caseId: number,
	{ from_id, to_id }: { from_id: number; to_id: number },
	code: "handover-offered" | "handover-ended",
): Promise<number> {
	return raiseCaseNotice(tx, { regionId, staffIds: [from_id, to_id], code, caseId, data: {} }, new Date());
}

/** @throws DomainError owner-unknown unless the person is at work, may see this very case and work on it */
async function requireOwner(tx: Tx, locked: LockedCase, staffId: number): Promise<void> {
	const person = await findStaffCaller(tx, locked.region_id, staffId);
	const mayWork = person !== null && (person.permissions.has("case.work") || person.permissions.has("case.triage"));
	if (!mayWork) throw new DomainError("owner-unknown", { staffId });
	try {
		await lockCase(tx, locked.region_id, locked.id, caseScope(person));
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		throw new DomainError("owner-unknown", { staffId });
	}
}
