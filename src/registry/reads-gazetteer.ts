import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Polygons } from "../domain/boundary.ts";
import type { Territory } from "./reads.ts";

export const placeKinds = ["settlement", "street", "house", "landmark"] as const;
export type PlaceKind = (typeof placeKinds)[number];

export type GazetteerPlace = {
	kind: PlaceKind;
	/** of a house: its number */
	name: string;
	settlement: string | null;
	/** of a house: its street */
	street: string | null;
	territoryCode: string | null;
	/** degrees of WGS 84, both or neither */
	latitude: number | null;
	longitude: number | null;
	aliases: string[];
};
export type TerritoryBoundary = { territoryCode: string; polygons: Polygons };

/** What places are found by: plain rows, compiled by `text/place`. */
export type GazetteerData = {
	territories: Territory[];
	places: GazetteerPlace[];
	boundaries: TerritoryBoundary[];
};

/** The gazetteer a region has loaded; only its territories when it has loaded none. */
export async function readGazetteer(db: Db, regionId: number): Promise<GazetteerData> {
	// one snapshot: an import replaces all at once
	return db
		.transaction()
		.setIsolationLevel("repeatable read")
		.setAccessMode("read only")
		.execute(async (tx) => ({
			territories: await readTerritories(tx, regionId),
			places: await readPlaces(tx, regionId),
			boundaries: await readBoundaries(tx, regionId),
		}));
}

export function readTerritories(db: Db | Tx, regionId: number): Promise<Territory[]> {
	return db
		.selectFrom("territory")
		.select(["code", "name", "aliases"])
		.where("region_id", "=", regionId)
		.orderBy("name")
		.orderBy("code")
		.execute();
}

async function readPlaces(tx: Tx, regionId: number): Promise<GazetteerPlace[]> {
	const rows = await placesOf(tx, regionId).execute();
	return rows.map((row) => ({ ...row, kind: row.kind as PlaceKind }));
}

/** Places with the word whether their territory was given or found. */
export async function readStoredPlaces(
	tx: Tx,
	regionId: number,
): Promise<(GazetteerPlace & { isTerritoryGiven: boolean })[]> {
	const rows = await placesOf(tx, regionId).select("is_territory_given as isTerritoryGiven").execute();
	return rows.map((row) => ({ ...row, kind: row.kind as PlaceKind }));
}

function placesOf(tx: Tx, regionId: number) {
	return tx
		.selectFrom("gazetteer_place")
		.select(["kind", "name", "settlement", "street", "territory_code as territoryCode"])
		.select(["latitude", "longitude", "aliases"])
		.where("region_id", "=", regionId)
		.orderBy("id");
}

export async function readBoundaries(db: Db | Tx, regionId: number): Promise<TerritoryBoundary[]> {
	const rows = await db
		.selectFrom("territory_boundary")
		.select(["territory_code as territoryCode", "polygons"])
		.where("region_id", "=", regionId)
		.orderBy("territory_code")
		.execute();
	return rows.map((row) => ({ ...row, polygons: row.polygons as unknown as Polygons }));
}

/** Another text whenever another gazetteer was loaded or the territories changed. */
export async function readGazetteerVersion(db: Db, regionId: number): Promise<string> {
	const { rows } = await sql<{ version: string }>`select concat_ws(' ',
			(select version from gazetteer where region_id = ${regionId}),
			(select md5(string_agg(concat_ws('|', code, name, aliases::text), '|' order by code))
				from territory where region_id = ${regionId})) as version`.execute(db);
	return rows[0]?.version ?? "";
}
