import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { lockView } from "./reads-saved-view.ts";
import type { ViewQuery, ViewRow } from "./reads-saved-view.ts";
import { insertView, updateView } from "./writes-saved-view.ts";

export type ViewGiven = { name: string; shared: "own" | "agency" | "region"; query: ViewQuery };

/** With whom a view may be shared: with the region by who sees all of it, with an agency by who belongs to one. */
function sharing(caller: Caller, shared: ViewGiven["shared"]): { shared: string; agency_id: number | null } {
	if (shared === "own") return { shared, agency_id: null };
	if (shared === "region") {
		if (!caller.permissions.has("case.read.region"))
			throw new DomainError("forbidden", { permission: "case.read.region" });
		return { shared, agency_id: null };
	}
	const [agencyId] = caller.agencyIds;
	if (agencyId === undefined) throw new DomainError("forbidden", { permission: "case.read.agency" });
	return { shared, agency_id: agencyId };
}

/** @returns the number of the new view, the last of the caller's @throws DomainError forbidden */
export function addView(db: Db, caller: Caller, given: ViewGiven): Promise<number> {
	return insertView(db, {
		region_id: caller.regionId,
		owner_id: caller.staffId,
		name: given.name,
		query: JSON.stringify(given.query),
		position: Math.floor(Date.now() / 1000),
		...sharing(caller, given.shared),
	});
}

/** Whoever made a view renames it, changes its conditions, shares it. @throws DomainError not-found, forbidden */
export function changeView(db: Db, caller: Caller, id: number, given: ViewGiven): Promise<void> {
	return change(db, caller, id, (tx) =>
		updateView(tx, caller.regionId, id, {
			name: given.name,
			query: JSON.stringify(given.query),
			...sharing(caller, given.shared),
		}),
	);
}

/** Puts a view away, or brings it back; again does nothing. @throws DomainError not-found */
export function deleteView(db: Db, caller: Caller, id: number, at: Date | null): Promise<void> {
	return change(db, caller, id, (tx) => updateView(tx, caller.regionId, id, { deleted_at: at }));
}

/** The caller's views in this order; those not named stay where they are. @throws DomainError not-found */
export async function orderViews(db: Db, caller: Caller, ids: readonly number[]): Promise<void> {
	await db.transaction().execute(async (tx) => {
		// in the order of their numbers: two who do so never wait for each other in a circle
		for (const id of ids.toSorted((a, b) => a - b)) {
			await lockView(tx, caller, id);
			await updateView(tx, caller.regionId, id, { position: ids.indexOf(id) });
		}
	});
}

async function change(
	db: Db,
	caller: Caller,
	id: number,
	run: (tx: Tx, view: ViewRow) => Promise<void>,
): Promise<void> {
	await db.transaction().execute(async (tx) => run(tx, await lockView(tx, caller, id)));
}
