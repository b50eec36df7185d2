import type { Caller } from "../access/permissions.ts";
import type { Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { raiseCaseNotice } from "../notify/raise-case-notice.ts";
import type { LockedCase } from "./reads.ts";
import { holdMinutes, readHolder } from "./reads-presence.ts";
import type { Holder } from "./reads-presence.ts";
import { deleteHold, putHold, tellPresence } from "./writes-presence.ts";
import { tellHistory } from "./tell-history.ts";

/**
 * Makes the caller the one who writes, for some minutes from now; the case is locked. Whoever is written over is told by
 * a notice, the history and the live stream.
 * @throws DomainError reply-being-written with `writing`, unless the caller takes it over
 */
export async function holdReply(tx: Tx, caller: Caller, locked: LockedCase, takesOver: boolean): Promise<void> {
	const holder = await readHolder(tx, locked.region_id, locked.id);
	const isOthers = holder !== null && holder.staffId !== caller.staffId;
	if (isOthers && !takesOver) throw beingWritten(holder);
	const key = { regionId: locked.region_id, caseId: locked.id, staffId: caller.staffId };
	await putHold(tx, key, holdMinutes);
	if (holder?.staffId === caller.staffId) return;
	await tellPresence(tx, locked.region_id, locked.id);
	if (!isOthers) return;
	await raiseCaseNotice(
		tx,
		{ regionId: key.regionId, staffIds: [holder.staffId], code: "draft-taken", caseId: locked.id, data: {} },
		new Date(),
	);
	await tellHistory(tx, caller, locked, "draftTaken", { fromStaffId: holder.staffId, fromName: holder.name });
}

const beingWritten = (holder: Holder): DomainError => new DomainError("reply-being-written", { writing: holder });

/** Nobody writes any more: the answer has gone on. */
export async function releaseReply(tx: Tx, locked: LockedCase): Promise<void> {
	if (await deleteHold(tx, locked.region_id, locked.id)) await tellPresence(tx, locked.region_id, locked.id);
}
