import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { approvalSteps } from "../domain/approval.ts";
import type { ApprovalRule } from "../domain/approval.ts";
import type { Registry } from "../registry/reads.ts";

export type ApprovalRow = ApprovalRule & { id: number };

/** Every rule of a region about how many people let an answer out. */
export async function readApprovalRules(db: Db | Tx, regionId: number): Promise<ApprovalRow[]> {
	const rows = await db
		.selectFrom("approval_rule")
		.select(["id", "agency_id", "topic_code", "group_code", "steps"])
		.where("region_id", "=", regionId)
		.orderBy(sql`agency_id nulls first`)
		.orderBy("id")
		.execute();
	return rows.map((row) => ({
		id: row.id,
		agencyId: row.agency_id,
		topicCode: row.topic_code,
		groupCode: row.group_code,
		steps: row.steps === 2 ? 2 : 1,
	}));
}

/** How many people let the answer of this case out, by the rules as they stand now. */
export async function stepsOf(
	db: Db | Tx,
	registry: Registry,
	of: { agency_id: number | null; topic_code: string | null },
): Promise<1 | 2> {
	const groupCode = registry.topics.get(of.topic_code ?? "")?.groupCode ?? null;
	const rules = await readApprovalRules(db, registry.region.id);
	return approvalSteps(rules, { agencyId: of.agency_id, topicCode: of.topic_code, groupCode });
}
