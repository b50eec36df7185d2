import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** Every INSERT, UPDATE and DELETE of case_evidence. */

export type Moment = "before" | "after";
export type EvidenceAbout = { moment: Moment | null; note: string };
type EvidenceKey = { regionId: number; caseId: number; sha256: string };

/** Puts a photo to the evidence of a case. @returns false when it is there already */
export async function insertEvidence(
	tx: Tx,
	{ regionId, caseId, sha256 }: EvidenceKey,
	about: EvidenceAbout & { agencyId: number | null; taskId: number | null; putBy: number | null; putAt: Date },
): Promise<boolean> {
	const result = await tx
		.insertInto("case_evidence")
		.values({
			region_id: regionId,
			case_id: caseId,
			sha256,
			agency_id: about.agencyId,
			task_id: about.taskId,
			moment: about.moment,
			note: about.note,
			put_by: about.putBy,
			put_at: about.putAt,
		})
		.onConflict((conflict) => conflict.doNothing())
		.executeTakeFirst();
	return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateEvidence(tx: Tx, key: EvidenceKey, about: EvidenceAbout): Promise<void> {
	await sql`update case_evidence set moment = ${about.moment}, note = ${about.note}
		where region_id = ${key.regionId} and case_id = ${key.caseId} and sha256 = ${key.sha256}`.execute(tx);
}

export async function deleteEvidence(tx: Tx, key: EvidenceKey): Promise<void> {
	await sql`delete from case_evidence
		where region_id = ${key.regionId} and case_id = ${key.caseId} and sha256 = ${key.sha256}`.execute(tx);
}

/** Takes all evidence off these cases. @returns which files it was */
export async function deleteEvidenceOf(tx: Tx, regionId: number, caseIds: readonly number[]): Promise<string[]> {
	const { rows } = await sql<{ sha256: string }>`
		delete from case_evidence where region_id = ${regionId} and case_id = any (${caseIds}::bigint[]) returning sha256`.execute(
		tx,
	);
	return rows.map((row) => row.sha256);
}
