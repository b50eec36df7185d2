import type { Tx } from "../db/database.ts";
import type { ActionGiven, CaseAction } from "../domain/case.ts";
import type { LockedCase } from "./reads.ts";
import { spendReview } from "./writes-lane.ts";

export const reviewedActions = ["reject", "explained"] as const;
export type ReviewedAction = (typeof reviewedActions)[number];

/** What an action would need a second person for; null: nothing. */
function reviewedAs(action: CaseAction, given: ActionGiven): ReviewedAction | null {
	if (action === "reject") return "reject";
	return given.outcome === "explained" ? "explained" : null;
}

/**
 * Uses up the agreement of a second person, where an action of the priority lane needs one.
 * Called by `actOnCase`, whose refusal afterwards takes it back with the transaction.
 */
export async function takeAgreement(
	tx: Tx,
	locked: LockedCase,
	action: CaseAction,
	given: ActionGiven,
): Promise<Pick<ActionGiven, "isUrgent" | "hasSecondReview">> {
	if (locked.priority !== "urgent") return { isUrgent: false };
	const reviewed = reviewedAs(action, given);
	const hasSecondReview = reviewed !== null && (await spendReview(tx, locked.region_id, locked.id, reviewed));
	return { isUrgent: true, hasSecondReview };
}
