import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { DeskNoticeCode, DeskNoticeData } from "./desk-codes.ts";

/** INSERTs of notices about neither a page nor a case. */

/** Gives each of these people the notice; who is no longer active gets none. */
export async function insertDeskNotice(
	tx: Tx,
	regionId: number,
	staffIds: readonly number[],
	{ code, data }: { code: DeskNoticeCode; data: DeskNoticeData },
	now: Date,
): Promise<void> {
	if (staffIds.length === 0) return;
	await sql`insert into notice (region_id, staff_id, kind, code, data, created_at)
		select s.region_id, s.id, 'desk', ${code}, ${JSON.stringify(data)}::jsonb, ${now} from staff s
		where s.region_id = ${regionId} and s.id = any (${[...new Set(staffIds)]}::int[]) and s.is_active order by s.id`.execute(
		tx,
	);
}
