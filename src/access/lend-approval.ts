import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { requirePermission } from "./permissions.ts";
import type { Caller } from "./permissions.ts";
import { isColleague } from "./reads-delegation.ts";
import { recordAudit } from "./record-audit.ts";
import { insertDelegation, revokeDelegationRow } from "./writes-delegation.ts";

/** Nobody lends the right for longer than this at once. */
export const mostDays = 90;
const dayMs = 86_400_000;

/**
 * Lends the right to approve to a colleague of the same agency. It stays with the lender, and cannot be lent on.
 * @throws DomainError forbidden without the right, delegation-refused with `reason`: "borrowed", "self", "colleague", "period"
 */
export async function lendApproval(
	db: Db,
	caller: Caller,
	order: { toId: number; startsAt: Date; endsAt: Date },
	now: Date,
): Promise<number> {
	requirePermission(caller, "reply.approve");
	const refuse = (reason: string) => new DomainError("delegation-refused", { reason });
	if (caller.approvesFor) throw refuse("borrowed");
	if (order.toId === caller.staffId) throw refuse("self");
	const lasts = order.endsAt.getTime() - order.startsAt.getTime();
	if (!(lasts > 0 && lasts <= mostDays * dayMs) || order.endsAt <= now) throw refuse("period");
	return db.transaction().execute(async (tx) => {
		if (!(await isColleague(tx, caller, order.toId))) throw refuse("colleague");
		const id = await insertDelegation(tx, {
			region_id: caller.regionId,
			from_id: caller.staffId,
			to_id: order.toId,
			starts_at: order.startsAt,
			ends_at: order.endsAt,
		});
		const data = { id, toId: order.toId, startsAt: order.startsAt, endsAt: order.endsAt };
		await recordAudit(tx, caller, "approval-lent", data);
		return id;
	});
}

/** Takes a right back that was lent; what was approved by it stands. @throws DomainError not-found */
export async function takeApprovalBack(db: Db, caller: Caller, id: number): Promise<void> {
	await db.transaction().execute(async (tx) => {
		if (!(await revokeDelegationRow(tx, caller.regionId, id, caller.staffId)))
			throw new DomainError("not-found", { id });
		await recordAudit(tx, caller, "approval-taken-back", { id });
	});
}
