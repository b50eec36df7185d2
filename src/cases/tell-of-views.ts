import type { Caller } from "../access/permissions.ts";
import { findStaffCaller } from "../access/reads.ts";
import type { Db, Tx } from "../db/database.ts";
import { raiseViewNotices } from "../notify/raise-view-notices.ts";
import type { Registry } from "../registry/reads.ts";
import { findWatchedRegions, isHeld, listWatches, lockLook, readNews } from "./reads-watch.ts";
import type { News, Watch } from "./reads-watch.ts";
import { beginWatch } from "./watch-view.ts";
import { deleteWatch, insertSeen, moveLook, updateWatch } from "./writes-watch.ts";

export type ViewParts = {
	db: Db;
	registryOf: (regionId: number) => Promise<Registry>;
	/** told of a region that could not be looked at; the others are */
	onError: (error: unknown) => void;
};

const mostAtOnce = 1000;

/**
 * Tells people of cases that came into the views they watch: of the cases with something new in their history, whatever the
 * number of all cases. Where history was looked at, what was seen and the notices commit together, so that each case of a view
 * is told once, whichever workers do so at once and die.
 */
export async function tellOfViews({ db, registryOf, onError }: ViewParts, now: Date): Promise<void> {
	for (const regionId of await findWatchedRegions(db)) {
		try {
			const registry = await registryOf(regionId);
			while (await db.transaction().execute((tx) => tellSome(tx, registry, regionId, now)));
		} catch (error) {
			onError(error);
		}
	}
}

/** @returns whether more waits */
async function tellSome(tx: Tx, registry: Registry, regionId: number, now: Date): Promise<boolean> {
	const after = await lockLook(tx, regionId);
	if (!after) return false;
	const news = await readNews(tx, regionId, after, mostAtOnce);
	const watches = await listWatches(tx, regionId);
	const callers = new Map<number, Caller | null>();
	for (const watch of watches.filter(({ isReady, isAway }) => news.cases.size > 0 || !isReady || isAway)) {
		if (!callers.has(watch.staffId)) callers.set(watch.staffId, await findStaffCaller(tx, regionId, watch.staffId));
		await look(tx, { registry, caller: callers.get(watch.staffId) ?? null, news, now }, regionId, watch);
	}
	await moveLook(tx, regionId, news.reached);
	return news.isMore;
}

type Look = { registry: Registry; caller: Caller | null; news: News; now: Date };

async function look(tx: Tx, { registry, caller, news, now }: Look, regionId: number, watch: Watch): Promise<void> {
	const key = { regionId, staffId: watch.staffId, viewId: watch.viewId };
	// while nobody looks there is no news: when the view is back, what it holds then is not told
	if (!caller || !maySee(caller, watch)) return watch.isReady ? updateWatch(tx, key, null) : undefined;
	const { query } = watch;
	if (!watch.isReady) {
		// its conditions are other ones; one that became too wide is not watched any more
		if (!(await beginWatch(tx, { registry, caller, now }, key, query))) await deleteWatch(tx, key);
		return;
	}
	const ids = [...news.cases.keys()];
	const fresh = await insertSeen(tx, key, await isHeld(tx, registry, caller, query, { ids, now }));
	// what one did oneself is no news, and is not told later either
	const told = fresh.filter((caseId) => !news.cases.get(caseId)?.has(watch.staffId));
	await raiseViewNotices(tx, key, told, now);
}

/** As `viewsOf` says it, and the right to see cases at all. */
function maySee(caller: Caller, { ownerId, shared, agencyId, isAway }: Watch): boolean {
	const isShown =
		shared === "region" || (shared === "agency" && agencyId !== null && caller.agencyIds.includes(agencyId));
	const seesCases =
		caller.permissions.has("case.read.region") ||
		(caller.permissions.has("case.read.agency") && caller.agencyIds.length > 0);
	return !isAway && seesCases && (ownerId === caller.staffId || isShown);
}
