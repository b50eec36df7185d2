import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import type { ApprovalRule } from "../domain/approval.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { deleteApprovalRule, putApprovalRule } from "./writes-approval.ts";

/**
 * Says how many people let the answers of an agency or a topic out; null takes the rule away. What waits for approval
 * goes by the new rule at its next step.
 * @throws DomainError forbidden, agency-unknown, topic-unknown, invalid-request for a topic and a group at once
 */
export async function setApprovalRule(
	db: Db,
	registry: Registry,
	caller: Caller,
	{ steps, ...key }: Omit<ApprovalRule, "steps"> & { steps: 1 | 2 | null },
): Promise<void> {
	requirePermission(caller, "staff.manage");
	if (key.agencyId !== null && !registry.agencies.has(key.agencyId))
		throw new DomainError("agency-unknown", { agencyId: key.agencyId });
	if (key.topicCode !== null && !registry.topics.has(key.topicCode))
		throw new DomainError("topic-unknown", { topicCode: key.topicCode });
	if (key.groupCode !== null && !registry.topicGroups.has(key.groupCode))
		throw new DomainError("topic-unknown", { groupCode: key.groupCode });
	if (key.topicCode !== null && key.groupCode !== null)
		throw new DomainError("invalid-request", { fields: [{ path: "groupCode", message: "a topic or a group" }] });
	await db.transaction().execute(async (tx) => {
		if (steps === null) await deleteApprovalRule(tx, caller.regionId, key);
		else await putApprovalRule(tx, caller.regionId, { ...key, steps });
		await recordAudit(tx, caller, "approval-rule-set", { ...key, steps });
	});
}
