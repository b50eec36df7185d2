import type { Tx } from "../db/database.ts";
import { idleHours } from "./reads.ts";
import { hashToken, newToken } from "./session-token.ts";
import { deleteEndedSessions, insertAuditEvent, insertSession } from "./writes.ts";

/** From where somebody comes. */
export type Visit = { ip: string | null; userAgent: string | null };

/** By what somebody proved who they are; `isStrong`: by more than one thing. */
export type Proof = { by: "password" | "provider" | "passkey"; isStrong: boolean; providerId?: number };

/**
 * Opens a session of somebody who has proved who they are.
 * @returns the token for the cookie; the database keeps only its hash
 */
export async function openSession(
	tx: Tx,
	person: { region_id: number; id: number },
	{ ip, userAgent }: Visit,
	{ isStrong, ...how }: Proof,
): Promise<string> {
	const token = newToken();
	const { region_id: regionId, id: staffId } = person;
	await deleteEndedSessions(tx, regionId, staffId, idleHours);
	await insertSession(tx, {
		...{ tokenHash: hashToken(token), regionId, staffId, ip, openedBy: how.by, isStrong },
		userAgent: userAgent?.replaceAll("\0", "").slice(0, 300) ?? null,
	});
	await insertAuditEvent(tx, { regionId, type: "signed-in", actorId: staffId, ip, data: how });
	return token;
}
