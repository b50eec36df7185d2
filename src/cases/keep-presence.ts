import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { withKeptPlans } from "../db/kept-plans.ts";
import { holdReply } from "./hold-reply.ts";
import { liveReply, lockSharedCase, requireSeen } from "./reads.ts";
import { holdMinutes, readHolder, readPresence, staleSeconds } from "./reads-presence.ts";
import type { Presence } from "./reads-presence.ts";
import { isWritable } from "./start-draft.ts";
import {
	deleteHold,
	deletePresence,
	dropStalePresence,
	extendHold,
	putPresence,
	tellPresence,
} from "./writes-presence.ts";

/**
 * A heartbeat of who has the case open. `isWriting` holds the answer, if it may be written and nobody else holds it; that
 * a colleague does is no failure here, but told.
 * @throws DomainError not-found, forbidden
 */
export async function keepPresence(
	given: Db,
	caller: Caller,
	caseId: number,
	{ isWriting, takeOver }: { isWriting: boolean; takeOver: boolean },
): Promise<Presence> {
	const db = withKeptPlans(given);
	await requireSeen(db, caller, caseId);
	const key = { regionId: caller.regionId, caseId, staffId: caller.staffId };
	if (await putPresence(db, key, staleSeconds)) await tellPresence(db, caller.regionId, caseId);
	// whoever holds the answer goes on holding it: only a new holder must look whether it is free
	if (isWriting && caller.permissions.has("reply.write") && !(await extendHold(db, key, holdMinutes)))
		await db.transaction().execute(async (tx) => {
			const scope = caseScope(caller);
			const locked = await lockSharedCase(tx, caller.regionId, caseId, scope);
			const isOwn = scope?.includes(locked.agency_id ?? 0) ?? true;
			if (!isOwn || !isWritable(locked, await liveReply(tx, caller.regionId, caseId))) return;
			const holder = await readHolder(tx, caller.regionId, caseId);
			const isFree = holder === null || holder.staffId === caller.staffId;
			if (isFree || takeOver) await holdReply(tx, caller, locked, takeOver);
		});
	return readPresence(db, caller.regionId, caseId);
}

/** The case was closed on the screen: whoever wrote lets the answer go. */
export async function leaveCase(db: Db, caller: Caller, caseId: number): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const wasThere = await deletePresence(tx, { regionId: caller.regionId, caseId, staffId: caller.staffId });
		const wasWriting = await deleteHold(tx, caller.regionId, caseId, caller.staffId);
		if (wasThere || wasWriting) await tellPresence(tx, caller.regionId, caseId);
	});
}

/** Takes away what nobody looks at any more; run once a minute. @returns how many rows went */
export const dropPresence: (db: Db) => Promise<number> = dropStalePresence;
