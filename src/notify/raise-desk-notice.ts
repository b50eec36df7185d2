import { readStandIns } from "../access/reads-absence.ts";
import type { Tx } from "../db/database.ts";
import type { DeskNoticeCode, DeskNoticeData } from "./desk-codes.ts";
import { insertDeskNotice } from "./writes-desk.ts";

export type DeskNotice = {
	regionId: number;
	staffIds: readonly number[];
	code: DeskNoticeCode;
	data: DeskNoticeData;
};

/** Tells people of what is neither a page nor a case, in the caller's transaction; who is away, through whoever stands in for them. */
export async function raiseDeskNotice(
	tx: Tx,
	{ regionId, staffIds, code, data }: DeskNotice,
	now: Date,
): Promise<void> {
	const standIn = await readStandIns(tx, regionId, now);
	await insertDeskNotice(tx, regionId, staffIds.map(standIn), { code, data }, now);
}
