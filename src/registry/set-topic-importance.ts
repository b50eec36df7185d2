import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { updateTopicImportance } from "./writes.ts";

/** New cases of the topic are of high priority from now on, or no longer. @throws DomainError forbidden, topic-unknown */
export async function setTopicImportance(
	db: Db,
	caller: Caller,
	topicCode: string,
	isImportant: boolean,
): Promise<void> {
	requirePermission(caller, "sla.manage");
	await db.transaction().execute(async (tx) => {
		if (!(await updateTopicImportance(tx, caller.regionId, topicCode, isImportant)))
			throw new DomainError("topic-unknown", { topicCode });
		await recordAudit(tx, caller, "topic-importance-set", { topicCode, isImportant });
	});
}
