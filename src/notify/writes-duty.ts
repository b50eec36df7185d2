import type { Tx } from "../db/database.ts";

/** Every INSERT, UPDATE and DELETE of duty_shift. */

export type ShiftOrder = { agencyId: number | null; staffId: number; from: Date; to: Date };

export async function insertShift(tx: Tx, regionId: number, shift: ShiftOrder, createdBy: number): Promise<number> {
	const { id } = await tx
		.insertInto("duty_shift")
		.values({ region_id: regionId, ...columnsOf(shift), created_by: createdBy })
		.returning("id")
		.executeTakeFirstOrThrow();
	return id;
}

export async function updateShift(tx: Tx, regionId: number, id: number, shift: ShiftOrder): Promise<void> {
	await tx
		.updateTable("duty_shift")
		.set(columnsOf(shift))
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}

export async function deleteShift(tx: Tx, regionId: number, id: number): Promise<void> {
	await tx.deleteFrom("duty_shift").where("region_id", "=", regionId).where("id", "=", id).execute();
}

const columnsOf = ({ agencyId, staffId, from, to }: ShiftOrder) => ({
	agency_id: agencyId,
	staff_id: staffId,
	starts_at: from,
	ends_at: to,
});
