import type { Db } from "../db/database.ts";
import { SetupError } from "../db/setup-error.ts";
import { compileBoundary } from "../domain/boundary.ts";
import { listTerritories, makeTerritory, territoryOf } from "./gazetteer-territories.ts";
import type { TerritoryList } from "./gazetteer-territories.ts";
import { placeAgain, placeRows, unknownTerritory } from "./place-territories.ts";
import type { PlacedRows, PlacingOptions } from "./place-territories.ts";
import type { BoundaryFile } from "./read-boundary-file.ts";
import type { PlacesFile, RefusedLine } from "./read-gazetteer-file.ts";
import { placeKinds, readBoundaries, readStoredPlaces, readTerritories } from "./reads-gazetteer.ts";
import type { PlaceKind, TerritoryBoundary } from "./reads-gazetteer.ts";
import { lockGazetteer, raiseGazetteerVersion, replaceBoundaries, replacePlaces } from "./writes-gazetteer.ts";
import { insertTerritories } from "./writes.ts";

export type GazetteerImport = PlacingOptions & {
	/** null leaves what is loaded */
	places: PlacesFile | null;
	boundaries: BoundaryFile | null;
	onProgress: (line: string) => void;
};
export type ImportReport = {
	/** by kind; null when no places were given */
	places: Record<PlaceKind, number> | null;
	boundaries: number | null;
	madeTerritories: string[];
	withoutTerritory: number;
	/** left out: the point lies in no territory */
	outside: number;
	/** left out: said before in the same file */
	doubled: number;
	refusedPlaces: RefusedLine[];
	refusedBoundaries: RefusedLine[];
};

/**
 * Replaces a region's places, its boundaries, or both, in one transaction.
 * @throws SetupError when most of a file is refused, or nothing is left of it: then nothing is changed
 */
export async function importGazetteer(db: Db, regionId: number, given: GazetteerImport): Promise<ImportReport> {
	return db.transaction().execute(async (tx) => {
		await lockGazetteer(tx, regionId);
		const list = listTerritories(await readTerritories(tx, regionId));
		const bounded = given.boundaries ? nameBoundaries(given.boundaries, list, given) : null;
		const boundaries = bounded?.boundaries ?? (await readBoundaries(tx, regionId));
		const compiled = boundaries.map((one) => compileBoundary(one.territoryCode, one.polygons));
		if (given.onlyInside && compiled.length === 0) throw noBoundaries();
		const placed = given.places ? placeRows(given.places.places, list, compiled, given) : null;
		const refusedPlaces = [...(given.places?.refused ?? []), ...(placed?.refused ?? [])].sort(
			(a, b) => a.line - b.line,
		);
		if (placed) needMost(placed.places.length + placed.doubled + placed.outside, refusedPlaces, "places");
		if (bounded) needMost(bounded.taken, bounded.refused, "boundaries");
		if (placed?.places.length === 0) throw nothingLeft();
		await insertTerritories(
			tx,
			list.made.map((territory) => ({ region_id: regionId, ...territory })),
		);
		if (bounded) await replaceBoundaries(tx, regionId, boundaries);
		const onWritten = (written: number): void => given.onProgress(`${written} places written`);
		const places = placed?.places ?? placeAgain(await readStoredPlaces(tx, regionId), list, compiled);
		await replacePlaces(tx, regionId, places, onWritten);
		await raiseGazetteerVersion(tx, regionId);
		return {
			...countsOf(placed, places),
			boundaries: bounded ? boundaries.length : null,
			madeTerritories: list.made.map(({ name }) => name),
			refusedPlaces,
			refusedBoundaries: bounded?.refused ?? [],
		};
	});
}

type Bounded = { boundaries: TerritoryBoundary[]; taken: number; refused: RefusedLine[] };

/** Features of one territory make one border. */
function nameBoundaries(file: BoundaryFile, list: TerritoryList, { makesTerritories }: PlacingOptions): Bounded {
	const polygonsOf = new Map<string, TerritoryBoundary["polygons"]>();
	const refused = [...file.refused];
	for (const { line, name, code, polygons } of file.boundaries) {
		const known = (code === null ? null : territoryOf(list, code)) ?? territoryOf(list, name);
		if (known === null && !makesTerritories) refused.push({ ...unknownTerritory(name || String(code)), line });
		else {
			const territoryCode = known ?? makeTerritory(list, name || String(code), code);
			polygonsOf.set(territoryCode, [...(polygonsOf.get(territoryCode) ?? []), ...polygons]);
		}
	}
	const boundaries = [...polygonsOf].map(([territoryCode, polygons]) => ({ territoryCode, polygons }));
	const taken = file.boundaries.length + file.refused.length - refused.length;
	return { boundaries, taken, refused: refused.sort((a, b) => a.line - b.line) };
}

/** A file most of which is refused is another file than it was taken for. */
function needMost(taken: number, refused: RefusedLine[], what: "places" | "boundaries"): void {
	const [first] = refused;
	if (!first || refused.length <= taken) return;
	const [ru, en] = what === "places" ? ["строк с местами", "rows of places"] : ["границ", "borders"];
	const all = taken + refused.length;
	throw new SetupError(
		`Не подошло ${refused.length} из ${all} ${ru}, поэтому ничего не изменено. Первая, № ${first.line}: ${first.ru}.`,
		`${refused.length} of ${all} ${en} were refused, so nothing was changed. The first, no. ${first.line}: ${first.en}.`,
	);
}

const nothingLeft = (): SetupError =>
	new SetupError(
		"Ни одно место файла не лежит в границах региона, ничего не изменено.",
		"No place of the file lies within the region's borders; nothing was changed.",
	);

const noBoundaries = (): SetupError =>
	new SetupError(
		"Для --inside нужны границы: загрузите их с --boundaries.",
		"--inside needs borders: load them with --boundaries.",
	);

type Counts = Pick<ImportReport, "places" | "withoutTerritory" | "outside" | "doubled">;

function countsOf(placed: PlacedRows | null, places: PlacedRows["places"]): Counts {
	const count = (kind: PlaceKind): number => places.filter((place) => place.kind === kind).length;
	return {
		places: placed ? (Object.fromEntries(placeKinds.map((kind) => [kind, count(kind)])) as Counts["places"]) : null,
		withoutTerritory: places.filter((place) => place.territoryCode === null).length,
		outside: placed?.outside ?? 0,
		doubled: placed?.doubled ?? 0,
	};
}
