import type { Tx } from "../db/database.ts";
import type { LockedCase } from "./reads.ts";
import { draftPromise, openPromise } from "./reads-promise.ts";
import { appendEvents } from "./writes.ts";
import { updatePromise } from "./writes-promise.ts";

/**
 * The answer stands in the thread, and with it its promise; one that was under way has moved to the new day.
 * @param at when the answer was published
 */
export async function makePromise(tx: Tx, locked: LockedCase, replyId: number, at: Date): Promise<void> {
	const regionId = locked.region_id;
	const made = await draftPromise(tx, regionId, replyId);
	if (!made) return;
	const before = await openPromise(tx, regionId, locked.id);
	const agencyId = locked.agency_id ?? made.agency_id;
	await updatePromise(
		tx,
		{ regionId, id: made.id, state: "waiting" },
		{ state: "open", agency_id: agencyId, created_at: at },
	);
	if (before)
		await updatePromise(
			tx,
			{ regionId, id: before.id, state: "open" },
			{ state: "moved", ended_at: at, next_id: made.id },
		);
	await appendEvents(tx, [
		{
			region_id: regionId,
			case_id: locked.id,
			agency_id: agencyId,
			type: before ? "promiseMoved" : "promiseMade",
			actor_kind: "system",
			data: {
				promiseId: made.id,
				replyId,
				dueOn: made.due_on,
				...(before && { fromPromiseId: before.id, from: before.due_on }),
			},
		},
	]);
}
