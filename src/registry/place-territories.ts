import { territoryAt } from "../domain/boundary.ts";
import type { Boundary } from "../domain/boundary.ts";
import type { FilePlace, Reason } from "./gazetteer-row.ts";
import { makeTerritory, nameKey, territoryOf } from "./gazetteer-territories.ts";
import type { TerritoryList } from "./gazetteer-territories.ts";
import type { RefusedLine } from "./read-gazetteer-file.ts";
import type { StoredPlace } from "./writes-gazetteer.ts";

export type PlacedRows = { places: StoredPlace[]; refused: RefusedLine[]; outside: number; doubled: number };
export type PlacingOptions = {
	/** makes territories that rows name and the region lacks */
	makesTerritories: boolean;
	/** leaves out rows whose point lies in no territory */
	onlyInside: boolean;
};

/** Gives every row its territory: the one it names, else the one its point lies in, else that of its settlement. */
export function placeRows(
	rows: readonly (FilePlace & { line: number })[],
	list: TerritoryList,
	boundaries: readonly Boundary[],
	options: PlacingOptions,
): PlacedRows {
	const placed: PlacedRows = { places: [], refused: [], outside: 0, doubled: 0 };
	const seen = new Set<string>();
	for (const { line, territory, ...row } of rows) {
		const given = territory === null ? null : nameOrMake(list, territory, options.makesTerritories);
		if (typeof given === "object" && given !== null) {
			placed.refused.push({ ...given, line });
			continue;
		}
		const territoryCode = given ?? byPoint(row, boundaries);
		if (options.onlyInside && row.latitude !== null && byPoint(row, boundaries) === null) {
			placed.outside++;
			continue;
		}
		const key = [row.kind, row.name, row.settlement, row.street, territoryCode].join("|").toLowerCase();
		if (seen.has(key)) placed.doubled++;
		else placed.places.push({ ...row, territoryCode, isTerritoryGiven: given !== null });
		seen.add(key);
	}
	placed.places = bySettlement(placed.places, list);
	return placed;
}

/** The same again for what is stored, when the boundaries are others. */
export function placeAgain(
	places: readonly StoredPlace[],
	list: TerritoryList,
	boundaries: readonly Boundary[],
): StoredPlace[] {
	const pointed = places.map((place) =>
		place.isTerritoryGiven ? place : { ...place, territoryCode: byPoint(place, boundaries) },
	);
	return bySettlement(pointed, list);
}

function nameOrMake(list: TerritoryList, territory: string, makes: boolean): string | Reason {
	const known = territoryOf(list, territory);
	if (known !== null) return known;
	return makes ? makeTerritory(list, territory, null) : unknownTerritory(territory);
}

export const unknownTerritory = (name: string): Reason => ({
	ru: `территории «${name}» в регионе нет (с --make-territories она появится)`,
	en: `the region has no territory "${name}" (--make-territories makes it)`,
});

type Located = { latitude: number | null; longitude: number | null };

function byPoint({ latitude, longitude }: Located, boundaries: readonly Boundary[]): string | null {
	return latitude === null || longitude === null ? null : territoryAt(boundaries, { latitude, longitude });
}

/** What has neither a territory nor a point lies where its settlement does, or in the territory that is called like it. */
function bySettlement(places: StoredPlace[], list: TerritoryList): StoredPlace[] {
	const towns = new Map<string, string | null>();
	for (const { kind, name, territoryCode } of places) {
		if (kind !== "settlement" || territoryCode === null) continue;
		const key = nameKey(name);
		// a name that two territories have tells nothing
		towns.set(
			key,
			(towns.get(key) ?? territoryCode) === territoryCode && towns.get(key) !== null ? territoryCode : null,
		);
	}
	return places.map((place) => {
		if (place.territoryCode !== null) return place;
		const town = place.kind === "settlement" ? place.name : place.settlement;
		if (town === null) return place;
		return { ...place, territoryCode: towns.get(nameKey(town)) ?? territoryOf(list, town) };
	});
}
