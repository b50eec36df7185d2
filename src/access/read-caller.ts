import type { Db } from "../db/database.ts";
import type { Caller } from "./permissions.ts";
import { findSession } from "./reads.ts";
import { hashToken } from "./session-token.ts";
import { touchSession } from "./writes.ts";

/**
 * Who asks with this session token.
 * @param ip the address as `plainAddress` gives it
 * @returns null when the session does not exist or is over
 */
export async function readCaller(db: Db, token: string, ip: string | null): Promise<Caller | null> {
	const tokenHash = hashToken(token);
	const session = await findSession(db, tokenHash);
	if (!session) return null;
	// most requests come within the minute and save themselves a write
	if (session.seenAgoSeconds > 60) await touchSession(db, tokenHash);
	return { ...session.caller, ip };
}
