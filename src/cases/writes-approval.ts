import type { Tx } from "../db/database.ts";
import type { ApprovalRule } from "../domain/approval.ts";

type RuleKey = Omit<ApprovalRule, "steps">;

/** Sets how many people let an answer out for one agency and topic; a rule that stands is changed. */
export async function putApprovalRule(tx: Tx, regionId: number, { steps, ...key }: ApprovalRule): Promise<void> {
	await tx
		.insertInto("approval_rule")
		.values({
			region_id: regionId,
			agency_id: key.agencyId,
			topic_code: key.topicCode,
			group_code: key.groupCode,
			steps,
		})
		.onConflict((conflict) =>
			conflict.columns(["region_id", "agency_id", "topic_code", "group_code"]).doUpdateSet({ steps }),
		)
		.execute();
}

export async function deleteApprovalRule(tx: Tx, regionId: number, key: RuleKey): Promise<void> {
	await tx
		.deleteFrom("approval_rule")
		.where("region_id", "=", regionId)
		.where("agency_id", key.agencyId === null ? "is" : "=", key.agencyId)
		.where("topic_code", key.topicCode === null ? "is" : "=", key.topicCode)
		.where("group_code", key.groupCode === null ? "is" : "=", key.groupCode)
		.execute();
}
