import type { Db } from "../db/database.ts";
import { hashToken } from "./session-token.ts";
import { deleteSession, insertAuditEvent } from "./writes.ts";

/** Ends the session of this token; nothing happens when there is none. */
export async function signOut(db: Db, token: string, ip: string | null): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const ended = await deleteSession(tx, hashToken(token));
		if (ended) await insertAuditEvent(tx, { regionId: ended.regionId, type: "signed-out", actorId: ended.staffId, ip });
	});
}
