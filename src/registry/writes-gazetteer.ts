import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { boxOfPolygons } from "../domain/boundary.ts";
import type { GazetteerPlace, TerritoryBoundary } from "./reads-gazetteer.ts";

export type StoredPlace = GazetteerPlace & { isTerritoryGiven: boolean };

/** Two imports of one region wait for each other until the transaction ends. */
export async function lockGazetteer(tx: Tx, regionId: number): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended('otklik gazetteer', ${regionId}))`.execute(tx);
}

/** Tells readers that there is something new. */
export async function raiseGazetteerVersion(tx: Tx, regionId: number): Promise<void> {
	await sql`insert into gazetteer (region_id) values (${regionId})
		on conflict (region_id) do update set version = gazetteer.version + 1, loaded_at = now()`.execute(tx);
}

const batch = 5_000;

/** @param onProgress hears how many are written */
export async function replacePlaces(
	tx: Tx,
	regionId: number,
	places: readonly StoredPlace[],
	onProgress: (written: number) => void = () => {},
): Promise<void> {
	await tx.deleteFrom("gazetteer_place").where("region_id", "=", regionId).execute();
	for (let from = 0; from < places.length; from += batch) {
		const rows = places.slice(from, from + batch);
		await sql`insert into gazetteer_place
				(region_id, kind, name, settlement, street, territory_code, is_territory_given, latitude, longitude, aliases)
			select ${regionId}::int, kind, name, settlement, street, "territoryCode", "isTerritoryGiven", latitude, longitude,
				array(select jsonb_array_elements_text(aliases))
			from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p (kind text, name text, settlement text, street text,
				"territoryCode" text, "isTerritoryGiven" boolean, latitude float8, longitude float8, aliases jsonb)`.execute(
			tx,
		);
		onProgress(from + rows.length);
	}
}

export async function replaceBoundaries(
	tx: Tx,
	regionId: number,
	boundaries: readonly TerritoryBoundary[],
): Promise<void> {
	await tx.deleteFrom("territory_boundary").where("region_id", "=", regionId).execute();
	for (const { territoryCode, polygons } of boundaries)
		await tx
			.insertInto("territory_boundary")
			.values({
				region_id: regionId,
				territory_code: territoryCode,
				polygons: JSON.stringify(polygons),
				...boxOfPolygons(polygons),
			})
			.execute();
}
