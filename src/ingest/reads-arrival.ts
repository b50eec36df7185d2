import { setTimeout } from "node:timers/promises";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { inScope } from "../cases/reads.ts";
import type { Db } from "../db/database.ts";
import type { Arriving } from "./take-by-hand.ts";

/** `waiting`: it is stored and not read yet. `isVisible`: the caller may open the case. */
export type Arrived = { state: "waiting" } | { state: "arrived"; caseId: number; isVisible: boolean };

/** The case of a message that was just stored. */
export async function findArrival(db: Db, caller: Caller, { pageId, externalId }: Arriving): Promise<Arrived> {
	const scope = caseScope(caller);
	const row = await db
		.selectFrom("message as m")
		.innerJoin("case as c", (join) => join.onRef("c.region_id", "=", "m.region_id").onRef("c.id", "=", "m.case_id"))
		.select(["c.id", inScope(scope).as("is_visible")])
		.where("m.region_id", "=", caller.regionId)
		.where("m.page_id", "=", pageId)
		.where("m.external_id", "=", externalId)
		.executeTakeFirst();
	if (!row) return { state: "waiting" };
	return { state: "arrived", caseId: row.id, isVisible: row.is_visible };
}

const waitsMs = [50, 100, 150, 250, 400, 600, 800];

/** The same, when it takes a moment: a worker reads most messages within a second. */
export async function awaitArrival(db: Db, caller: Caller, arriving: Arriving): Promise<Arrived> {
	for (const wait of waitsMs) {
		const found = await findArrival(db, caller, arriving);
		if (found.state === "arrived") return found;
		await setTimeout(wait);
	}
	return findArrival(db, caller, arriving);
}
