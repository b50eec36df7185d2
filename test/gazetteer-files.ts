import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { importGazetteer } from "../src/registry/import-gazetteer.ts";
import type { GazetteerImport, ImportReport } from "../src/registry/import-gazetteer.ts";
import { readBoundaryFile } from "../src/registry/read-boundary-file.ts";
import { readGazetteerFile } from "../src/registry/read-gazetteer-file.ts";
import type { PlacesOptions } from "../src/registry/read-gazetteer-file.ts";
import { readGazetteer } from "../src/registry/reads-gazetteer.ts";
import { createTestDatabase } from "./database.ts";

export const usual: PlacesOptions = { columns: {}, header: null, kind: null, onProgress: () => {} };
export const plain: GazetteerImport = {
	places: null,
	boundaries: null,
	makesTerritories: false,
	onlyInside: false,
	onProgress: () => {},
};

type Given = { csv?: string; geojson?: string; with?: Partial<PlacesOptions>; options?: Partial<GazetteerImport> };

/** Two regions with territories and no gazetteer, and a folder for files to import. */
export async function makeGazetteerDesk() {
	const database = await createTestDatabase();
	const db: Db = openDatabase(database.url, 5);
	const folder = mkdtempSync(join(tmpdir(), "otklik-gazetteer-"));
	await sql`insert into region (id, code, name, time_zone) values (1, 'one', 'One', 'Europe/Moscow'),
		(2, 'two', 'Two', 'Europe/Moscow')`.execute(db);
	let files = 0;
	const file = (content: string | Buffer, extension = "csv"): string => {
		const name = join(folder, `${++files}.${extension}`);
		writeFileSync(name, content);
		return name;
	};
	return {
		db,
		url: database.url,
		folder,
		file,
		close: async (): Promise<void> => {
			rmSync(folder, { recursive: true, force: true });
			await db.destroy();
			await database.drop();
		},
		empty: async (): Promise<void> => {
			for (const table of ["gazetteer_place", "territory_boundary", "territory"])
				await sql`delete from ${sql.table(table)}`.execute(db);
			await sql`insert into territory (region_id, code, name, aliases) values (1, 'ozersk', 'Озёрск', '{Озерск}'),
				(1, 'yar', 'Яр', '{Ярский район}'), (2, 'ozersk', 'Озёрск', '{}')`.execute(db);
		},
		load: async ({ csv, geojson, with: reading, options }: Given, regionId = 1): Promise<ImportReport> => {
			const places = csv === undefined ? null : await readGazetteerFile(file(csv), { ...usual, ...reading });
			const named = { nameProperty: "name", codeProperty: null };
			const boundaries = geojson === undefined ? null : await readBoundaryFile(file(geojson, "geojson"), named);
			return importGazetteer(db, regionId, { ...plain, ...options, places, boundaries });
		},
		stored: async (regionId = 1): Promise<string[]> =>
			(await readGazetteer(db, regionId)).places.map((place) => `${place.kind} ${place.name} ${place.territoryCode}`),
	};
}

export const ring = (west: number, south: number, size: number): number[][] => [
	[west, south],
	[west + size, south],
	[west + size, south + size],
	[west, south + size],
	[west, south],
];
export const feature = (name: string, coordinates: unknown, type = "Polygon") => ({
	type: "Feature",
	properties: { name, code: `c-${name}` },
	geometry: { type, coordinates },
});
export const collection = (features: unknown[]): string => JSON.stringify({ type: "FeatureCollection", features });
