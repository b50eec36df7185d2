import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import { deleteRule, putRule } from "./writes.ts";
import type { RetentionKind } from "./writes.ts";

/** For how many months after its closing something is kept; null: for ever. @throws DomainError forbidden */
export async function setRule(db: Db, caller: Caller, kind: RetentionKind, months: number | null): Promise<void> {
	requirePermission(caller, "personal.manage");
	await db.transaction().execute(async (tx) => {
		if (months === null) await deleteRule(tx, caller.regionId, kind);
		else await putRule(tx, caller.regionId, caller.staffId, { kind, months });
		await recordAudit(tx, caller, "retention-set", { kind, months });
	});
}
