import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** UPDATEs of the stages of case_clock. */

export type StageReached = { id: number; stage: number; stageAt: Date | null };

export async function updateStages(tx: Tx, regionId: number, reached: readonly StageReached[]): Promise<void> {
	if (reached.length === 0) return;
	await sql`update case_clock k set stage = n.stage, stage_at = n.at
		from unnest(${reached.map((one) => one.id)}::bigint[], ${reached.map((one) => one.stage)}::int[],
			${reached.map((one) => one.stageAt)}::timestamptz[]) as n (id, stage, at)
		where k.region_id = ${regionId} and k.id = n.id`.execute(tx);
}
