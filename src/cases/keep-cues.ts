import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { queueCuesOf } from "../text/cues/find-cues.ts";
import { updateCase } from "./writes.ts";

/** Brings the cues that a case keeps for the queue in line with what its messages say after one was edited, deleted or restored. */
export async function keepCues(tx: Tx, regionId: number, caseId: number): Promise<void> {
	const { rows } = await sql<{ text: string }>`select text from message
		where region_id = ${regionId} and case_id = ${caseId} and direction = 'in' and deleted_at is null`.execute(tx);
	const cues = [...new Set(rows.flatMap(({ text }) => queueCuesOf(text)))].sort();
	const kept = await tx
		.selectFrom("case")
		.select("cues")
		.where("region_id", "=", regionId)
		.where("id", "=", caseId)
		.executeTakeFirst();
	if (kept && kept.cues.join() !== cues.join()) await updateCase(tx, regionId, caseId, { cues });
}
