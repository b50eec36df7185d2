import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { lockCase } from "./reads.ts";
import type { ReviewedAction } from "./take-agreement.ts";
import { tellHistory } from "./tell-history.ts";
import { decideReview, insertReview } from "./writes-lane.ts";

/**
 * Asks somebody else of the centre to look, before an urgent case is turned away or closed with an explanation.
 * @throws DomainError not-found, forbidden, reason-missing, second-review-not-needed, second-review-asked
 */
export async function askSecondReview(
	db: Db,
	caller: Caller,
	caseId: number,
	order: { action: ReviewedAction; reason: string },
): Promise<void> {
	if (!caller.permissions.has("case.work")) requirePermission(caller, "case.triage");
	const reason = order.reason.trim();
	if (reason === "") throw new DomainError("reason-missing");
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		if (locked.priority !== "urgent") throw new DomainError("second-review-not-needed", { priority: locked.priority });
		const review = { region_id: locked.region_id, case_id: caseId, action: order.action, reason };
		if (!(await insertReview(tx, { ...review, asked_by: caller.staffId })))
			throw new DomainError("second-review-asked", { action: order.action });
		await tellHistory(tx, caller, locked, "secondReviewAsked", { action: order.action });
	});
}

/**
 * Another person of the centre agrees or refuses; never the one who asked.
 * @throws DomainError not-found, forbidden, reason-missing when it is refused without one, second-review-own, second-review-decided
 */
export async function decideSecondReview(
	db: Db,
	caller: Caller,
	{ caseId, reviewId }: { caseId: number; reviewId: number },
	order: { isAgreed: boolean; reason: string },
): Promise<void> {
	requirePermission(caller, "case.triage");
	if (caller.agencyId !== null) throw new DomainError("forbidden", { permission: "case.read.region" });
	const words = order.reason.trim();
	if (!order.isAgreed && words === "") throw new DomainError("reason-missing");
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		const review = await tx
			.selectFrom("case_second_review")
			.select(["action", "asked_by", "state"])
			.where("region_id", "=", caller.regionId)
			.where("case_id", "=", caseId)
			.where("id", "=", reviewId)
			.executeTakeFirst();
		if (!review) throw new DomainError("not-found", { reviewId });
		if (review.asked_by === caller.staffId) throw new DomainError("second-review-own");
		if (review.state !== "asked") throw new DomainError("second-review-decided", { state: review.state });
		const state = order.isAgreed ? "agreed" : "refused";
		await decideReview(tx, caller.regionId, reviewId, { state, staffId: caller.staffId, words });
		await tellHistory(tx, caller, locked, "secondReviewDecided", { action: review.action, state });
	});
}
