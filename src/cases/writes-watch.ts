import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Tx } from "../db/database.ts";
import type { ViewQuery } from "./reads-saved-view.ts";
import type { WatchKey } from "./reads-watch.ts";

/** Every INSERT, UPDATE and DELETE of view_watch, view_seen and view_look. */

/** @returns whether it is new */
export async function insertWatch(tx: Tx, { regionId, staffId, viewId }: WatchKey): Promise<boolean> {
	const result = await tx
		.insertInto("view_watch")
		.values({ region_id: regionId, staff_id: staffId, view_id: viewId })
		.onConflict((conflict) => conflict.doNothing())
		.executeTakeFirst();
	return Number(result.numInsertedOrUpdatedRows) > 0;
}

/** What was seen goes with it. */
export async function deleteWatch(tx: Tx, { regionId, staffId, viewId }: WatchKey): Promise<void> {
	await tx
		.deleteFrom("view_watch")
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.where("view_id", "=", viewId)
		.execute();
}

/** @param query the conditions for which is written down what was seen; null: none */
export async function updateWatch(
	tx: Tx,
	{ regionId, staffId, viewId }: WatchKey,
	query: ViewQuery | null,
): Promise<void> {
	await tx
		.updateTable("view_watch")
		.set({ query: query && JSON.stringify(query) })
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.where("view_id", "=", viewId)
		.execute();
}

/** Writes down the cases that meet a condition over `c`. @returns those that had not been seen in the view, by their numbers */
export async function insertSeen(
	tx: Tx,
	{ regionId, staffId, viewId }: WatchKey,
	held: RawBuilder<unknown>,
): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		insert into view_seen (region_id, staff_id, view_id, case_id)
		select ${regionId}, ${staffId}, ${viewId}, c.id from "case" c where ${held}
		on conflict do nothing returning case_id as id`.execute(tx);
	return rows.map(({ id }) => id).toSorted((a, b) => a - b);
}

export async function deleteSeen(tx: Tx, { regionId, staffId, viewId }: WatchKey): Promise<void> {
	await tx
		.deleteFrom("view_seen")
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.where("view_id", "=", viewId)
		.execute();
}

/** Holds a region's place in history until the end of the transaction; the first one begins at the horizon. */
export async function holdLook(tx: Tx, regionId: number): Promise<void> {
	await sql`insert into view_look (region_id, told_tx) values (${regionId}, pg_snapshot_xmin(pg_current_snapshot()))
		on conflict (region_id) do update set region_id = excluded.region_id`.execute(tx);
}

/** @param reached null: the horizon of now */
export async function moveLook(tx: Tx, regionId: number, reached: { tx: string; id: number } | null): Promise<void> {
	const at = reached ? sql`${reached.tx}::xid8` : sql`pg_snapshot_xmin(pg_current_snapshot())`;
	await sql`update view_look set told_tx = ${at}, told_id = ${reached?.id ?? 0} where region_id = ${regionId}`.execute(
		tx,
	);
}
