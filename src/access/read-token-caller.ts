import type { Db } from "../db/database.ts";
import { isApiToken } from "./api-token.ts";
import type { Caller } from "./permissions.ts";
import { findToken } from "./reads-tokens.ts";
import { hashToken } from "./session-token.ts";
import { touchToken } from "./writes-tokens.ts";

/**
 * Which program asks with this token.
 * @param ip the address as `plainAddress` gives it
 * @returns null when it is none of ours, or it is over
 */
export async function readTokenCaller(db: Db, token: string, ip: string | null): Promise<Caller | null> {
	if (!isApiToken(token)) return null;
	const tokenHash = hashToken(token);
	const found = await findToken(db, tokenHash);
	if (!found) return null;
	if (found.usedAgoSeconds === null || found.usedAgoSeconds > 60) await touchToken(db, tokenHash, ip);
	return { ...found.caller, ip };
}
