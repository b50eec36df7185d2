import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { findView } from "./reads-saved-view.ts";
import type { ViewQuery } from "./reads-saved-view.ts";
import { countHeld, countWatches, isHeld } from "./reads-watch.ts";
import type { WatchKey } from "./reads-watch.ts";
import { deleteSeen, deleteWatch, holdLook, insertSeen, insertWatch, moveLook, updateWatch } from "./writes-watch.ts";

/** A view that holds more is not watched: its news would be noise, and what is in it already is written down. */
const mostHeld = 20_000;
/** Views that one person may watch. */
export const mostWatched = 30;

/**
 * The caller wants to know when a case comes into a view, their own or one shared with them; what is in it now is no news.
 * Said again it changes nothing.
 * @throws DomainError not-found, also for a view of somebody else; view-too-wide, watched-views-full
 */
export async function watchView(db: Db, registry: Registry, caller: Caller, viewId: number, now: Date): Promise<void> {
	const key = { regionId: caller.regionId, staffId: caller.staffId, viewId };
	await db.transaction().execute(async (tx) => {
		const view = await findView(tx, caller, viewId);
		// looks wait meanwhile: what they see next comes after what is in the view now
		await holdLook(tx, caller.regionId);
		if ((await countWatches(tx, caller.regionId, null)) === 0) await moveLook(tx, caller.regionId, null);
		if (!(await insertWatch(tx, key))) return;
		if ((await countWatches(tx, caller.regionId, caller.staffId)) > mostWatched)
			throw new DomainError("watched-views-full", { most: mostWatched });
		const query = view.query as unknown as ViewQuery;
		if (!(await beginWatch(tx, { registry, caller, now }, key, query)))
			throw new DomainError("view-too-wide", { most: mostHeld });
	});
}

/** What the view holds now was seen: no news. @returns false: it holds too much to be watched */
export async function beginWatch(
	tx: Tx,
	{ registry, caller, now }: { registry: Registry; caller: Caller; now: Date },
	key: WatchKey,
	query: ViewQuery,
): Promise<boolean> {
	const held = await isHeld(tx, registry, caller, query, { now });
	if ((await countHeld(tx, held, mostHeld + 1)) > mostHeld) return false;
	await deleteSeen(tx, key);
	await insertSeen(tx, key, held);
	await updateWatch(tx, key, query);
	return true;
}

/** No more of it; of a view that is not watched, put away or not shared any more, it is no error. */
export async function unwatchView(db: Db, { regionId, staffId }: Caller, viewId: number): Promise<void> {
	await db.transaction().execute((tx) => deleteWatch(tx, { regionId, staffId, viewId }));
}
