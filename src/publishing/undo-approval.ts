import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { lockCase } from "../cases/reads.ts";
import { takeBackApproval } from "../cases/take-back-approval.ts";
import type { Db } from "../db/database.ts";
import type { Registry } from "../registry/reads.ts";
import { lockSendingPage } from "./publish-reply.ts";

/**
 * Takes one's own approval back before the network gets the answer. The page's row decides between this and a claim: whoever
 * holds it first is first.
 * @throws DomainError not-found, forbidden, approval-not-undoable with `reason`
 */
export async function undoApproval(
	{ db, registry }: { db: Db; registry: Registry },
	caller: Caller,
	caseId: number,
): Promise<void> {
	const { regionId } = caller;
	await db.transaction().execute(async (tx) => {
		const row = await tx
			.selectFrom("case")
			.select("page_id")
			.where("region_id", "=", regionId)
			.where("id", "=", caseId)
			.executeTakeFirst();
		if (row) await lockSendingPage(tx, { regionId, pageId: row.page_id });
		const locked = await lockCase(tx, regionId, caseId, caseScope(caller));
		await takeBackApproval(tx, registry, caller, locked);
	});
}
