import type { Tx } from "../db/database.ts";
import type { Caller } from "./permissions.ts";
import { insertAuditEvent } from "./writes.ts";

/**
 * Keeps who did what outside a case, and from where; part of the transaction that does it.
 * @param type e.g. "page-saved"
 * @param data what it was done to; never a secret
 */
export async function recordAudit(tx: Tx, caller: Caller, type: string, data: Record<string, unknown>): Promise<void> {
	const { regionId, staffId, ip, tokenId } = caller;
	const how = tokenId === undefined ? data : { ...data, tokenId };
	await insertAuditEvent(tx, { regionId, type, actorId: staffId, ip, data: how });
}

/** As `recordAudit`, of what the program did by itself. */
export function recordOwnAudit(tx: Tx, regionId: number, type: string, data: Record<string, unknown>): Promise<void> {
	return insertAuditEvent(tx, { regionId, type, actorId: null, ip: null, data });
}
