import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { actorColumns } from "./act-on-case.ts";
import { lockSharedCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { findLink, isPartOfChain } from "./reads-link.ts";
import type { LinkKind } from "./reads-link.ts";
import { appendEvents } from "./writes.ts";
import { deleteLink, insertLink } from "./writes-link.ts";

export type LinkOrder = { caseId: number; otherId: number; kind: LinkKind; note: string };

function requireWorker(caller: Caller): void {
	if (!caller.permissions.has("case.work")) requirePermission(caller, "case.triage");
}

/**
 * Says that two cases belong together without merging them; the same link twice is one.
 * `part-of`: the case is a part of the other, a work order; a work order has parts but is no part itself.
 * @throws DomainError forbidden, not-found for either case, case-link-refused with `reason`
 */
export async function linkCases(db: Db, caller: Caller, order: LinkOrder): Promise<void> {
	requireWorker(caller);
	if (order.caseId === order.otherId) throw new DomainError("case-link-refused", { reason: "itself" });
	await db.transaction().execute(async (tx) => {
		const [one, other] = await lockBoth(tx, caller, order.caseId, order.otherId);
		if (order.kind === "part-of" && (await isPartOfChain(tx, caller.regionId, one.id, other.id)))
			throw new DomainError("case-link-refused", { reason: "chain" });
		// "related" says the same from both sides
		const [from, to] = order.kind === "related" && one.id > other.id ? [other, one] : [one, other];
		const isNew = await insertLink(tx, {
			region_id: caller.regionId,
			case_id: from.id,
			other_id: to.id,
			kind: order.kind,
			note: order.note.trim(),
			created_by: caller.staffId,
		});
		if (isNew) await tell(tx, caller, "linked", from, to, { kind: order.kind });
	});
}

/** Takes a link away; nothing happens when it is gone. @throws DomainError forbidden, not-found for a case out of sight */
export async function unlinkCases(db: Db, caller: Caller, caseId: number, linkId: number): Promise<void> {
	requireWorker(caller);
	await db.transaction().execute(async (tx) => {
		const link = await findLink(tx, caller.regionId, caseId, linkId);
		if (!link) return void (await lockSharedCase(tx, caller.regionId, caseId, caseScope(caller)));
		const [one, other] = await lockBoth(tx, caller, link.case_id, link.other_id);
		if (await deleteLink(tx, caller.regionId, linkId))
			await tell(tx, caller, "unlinked", one, other, { kind: link.kind });
	});
}

/** Both in the order of their numbers, so that two people never wait for each other. */
async function lockBoth(tx: Tx, caller: Caller, caseId: number, otherId: number): Promise<[LockedCase, LockedCase]> {
	const lock = (id: number) => lockSharedCase(tx, caller.regionId, id, caseScope(caller));
	if (caseId < otherId) return [await lock(caseId), await lock(otherId)];
	const other = await lock(otherId);
	return [await lock(caseId), other];
}

async function tell(
	tx: Tx,
	caller: Caller,
	type: "linked" | "unlinked",
	one: LockedCase,
	other: LockedCase,
	data: Record<string, unknown>,
): Promise<void> {
	const event = ({ region_id, id, agency_id }: LockedCase, { id: otherId }: LockedCase) => ({
		region_id,
		case_id: id,
		agency_id,
		type,
		...actorColumns(caller),
		data: { ...data, otherId },
	});
	await appendEvents(tx, [event(one, other), event(other, one)]);
}
