import type { Tx } from "../db/database.ts";
import type { KeptDecision } from "./proposal.ts";

/** Every INSERT and DELETE of case_proposal. */

export type NewProposal = { region_id: number; case_id: number; data: KeptDecision };

export async function insertProposals(tx: Tx, proposals: NewProposal[]): Promise<void> {
	if (proposals.length === 0) return;
	await tx
		.insertInto("case_proposal")
		.values(proposals.map((one) => ({ ...one, data: JSON.stringify(one.data) })))
		.execute();
}
