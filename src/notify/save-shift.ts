import { sql } from "kysely";
import { recordAudit } from "../access/record-audit.ts";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { findShifts, isFitForDuty, lockShift } from "./reads-duty.ts";
import { deleteShift, insertShift, updateShift } from "./writes-duty.ts";
import type { ShiftOrder } from "./writes-duty.ts";

const mostMs = 7 * 86_400_000;

/**
 * Puts a person on duty; the same shift put again is the same one. Shifts over each other are no error: they are told.
 * @param id null: a new one
 * @returns its id
 * @throws DomainError forbidden, not-found, agency-unknown, duty-unfit when the person would not see the cases,
 * invalid-request for a time that is empty or longer than a week
 */
export async function saveShift(
	db: Db,
	registry: Registry,
	caller: Caller,
	id: number | null,
	order: ShiftOrder,
): Promise<number> {
	requirePermission(caller, "duty.manage");
	const { agencyId, staffId, from, to } = order;
	if (!(to > from) || to.getTime() - from.getTime() > mostMs)
		throw new DomainError("invalid-request", { fields: [{ path: "to", message: "no more than a week after from" }] });
	if (agencyId !== null && !registry.agencies.has(agencyId)) throw new DomainError("agency-unknown", { agencyId });
	return db.transaction().execute(async (tx) => {
		await lockRota(tx, caller.regionId);
		if (id !== null && !(await lockShift(tx, caller.regionId, id))) throw new DomainError("not-found", { id });
		if (!(await isFitForDuty(tx, caller, staffId, agencyId))) throw new DomainError("duty-unfit", { staffId });
		const same = (await findShifts(tx, caller.regionId, order)).find(
			(one) => one.agencyId === agencyId && one.staffId === staffId && isSame(one.from, from) && isSame(one.to, to),
		);
		if (same && (id === null || same.id === id)) return same.id;
		const saved = id ?? (await insertShift(tx, caller.regionId, order, caller.staffId));
		if (id !== null) await updateShift(tx, caller.regionId, id, order);
		await recordAudit(tx, caller, "duty-shift-saved", { id: saved, ...order });
		return saved;
	});
}

const isSame = (one: Date, other: Date): boolean => one.getTime() === other.getTime();

/** Takes a shift away; one that is gone already is no error. @throws DomainError forbidden */
export async function removeShift(db: Db, caller: Caller, id: number): Promise<void> {
	requirePermission(caller, "duty.manage");
	await db.transaction().execute(async (tx) => {
		const shift = await lockShift(tx, caller.regionId, id);
		if (!shift) return;
		await deleteShift(tx, caller.regionId, id);
		const { agencyId, staffId, from, to } = shift;
		await recordAudit(tx, caller, "duty-shift-removed", { id, agencyId, staffId, from, to });
	});
}

/** A double click must not make two shifts: changes of a region's rota wait for each other. */
async function lockRota(tx: Tx, regionId: number): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended('otklik rota', ${regionId}))`.execute(tx);
}
