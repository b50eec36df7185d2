import { compileBoundary } from "../../domain/boundary.ts";
import type { Boundary } from "../../domain/boundary.ts";
import type { GazetteerData, GazetteerPlace } from "../../registry/reads-gazetteer.ts";
import { addName, makeNameIndex } from "./name-index.ts";
import type { NameIndex } from "./name-index.ts";
import { nounLexemes, readName, streetLexemes, streetVariants } from "./place-name.ts";
import type { Lexeme, ReadName } from "./place-name.ts";
import { settlementLabel, streetLabel } from "./place-label.ts";
import { normaliseHouse } from "./read-house.ts";
import type { PlaceType } from "./type-words.ts";
import { wordsOf } from "../words.ts";

/** A thing of the gazetteer that a name may mean. */
export type Known = {
	kind: "settlement" | "street" | "landmark" | "territory";
	territoryCode: string | null;
	type: PlaceType | null;
	/** for people: «ул. Ленина», «Озёрск» */
	label: string;
	/** the settlement it lies in, or which it is: as people read it, and as it is compared */
	settlement: string | null;
	settlementKey: string | null;
	latitude: number | null;
	longitude: number | null;
	/** of a street: its known houses */
	houses: Map<string, Located> | null;
};
type Located = { latitude: number | null; longitude: number | null };
/** `isShort`: something of the name was left out; `isAdjective`: a lone adjective, as in «в Заречном»; `isNumber`: as in «3-я линия». */
export type Sense = { known: Known; isShort: boolean; isAdjective: boolean; isNumber: boolean };

/** Opaque, never changed, may be shared. */
export type Gazetteer = {
	names: NameIndex<Sense>;
	boundaries: Boundary[];
	territoryNames: Map<string, string>;
};

const compiled = new WeakMap<GazetteerData, Gazetteer>();

/** The compiled gazetteer of this data, compiled once and remembered with the object: give the same object each time. */
export function gazetteerOf(data: GazetteerData): Gazetteer {
	const known = compiled.get(data) ?? compileGazetteer(data);
	compiled.set(data, known);
	return known;
}

/** What is at hand while a gazetteer is built. */
type Building = {
	names: NameIndex<Sense>;
	/** codes of territories by the words of their names */
	codes: Map<string, string>;
	/** only filled where houses look for their streets */
	streets: Map<string, Known> | null;
	/** many streets lie in one settlement: its name is read once */
	settlements: Map<string, Town>;
};
type Town = Pick<Known, "settlement" | "settlementKey">;

/** Prepares places to be found; works with territories alone. 50,000 streets take about half a second. */
export function compileGazetteer(data: GazetteerData): Gazetteer {
	const houses = data.places.filter((place) => place.kind === "house");
	const streets = houses.length > 0 ? new Map<string, Known>() : null;
	const building: Building = { names: makeNameIndex(), codes: new Map(), streets, settlements: new Map() };
	for (const territory of data.territories) addTerritory(building, territory);
	for (const place of data.places) {
		if (place.kind === "settlement") addSettlement(building, place);
		else if (place.kind === "street") addStreet(building, place);
		else if (place.kind === "landmark") addLandmark(building, place);
	}
	for (const place of houses) addHouse(building, place);
	return {
		names: building.names,
		boundaries: data.boundaries.map(({ territoryCode, polygons }) => compileBoundary(territoryCode, polygons)),
		territoryNames: new Map(data.territories.map(({ code, name }) => [code, name])),
	};
}

function addTerritory({ names, codes }: Building, { code, name, aliases }: GazetteerData["territories"][number]): void {
	const settlementKey = keyOf(readName(name, ["district", "settlement"]).words);
	const known: Known = { ...nowhere, kind: "territory", territoryCode: code, label: name, settlementKey };
	const variants = [name, ...aliases].map((one) => {
		const { words } = readName(one, ["district", "settlement"]);
		// «муниципальный округ № 65» without its type is a number
		return words.every((word) => /^\d/.test(word)) ? wordsOf(one) : words;
	});
	for (const words of uniqueWords(variants)) {
		codes.set(keyOf(words), code);
		addSense(names, known, nounLexemes(words, "territory"));
	}
}

function addSettlement({ names, codes }: Building, place: GazetteerPlace): void {
	const read = readName(place.name, ["settlement", "area"]);
	const known: Known = {
		...nowhere,
		...locationOf(place),
		kind: "settlement",
		territoryCode: place.territoryCode ?? codes.get(keyOf(read.words)) ?? null,
		type: read.type,
		label: settlementLabel(read),
		settlement: settlementLabel(read),
		settlementKey: keyOf(read.words),
	};
	const variants = [read, ...place.aliases.map((alias) => readName(alias, ["settlement", "area"]))];
	for (const words of uniqueWords(variants.map((one) => one.words)))
		addSense(names, known, nounLexemes(words, "settlement"));
}

function addStreet(building: Building, place: GazetteerPlace): Known {
	const read = readName(place.name, ["street", "area"]);
	const known: Known = {
		...nowhere,
		...locationOf(place),
		...townOf(building, place.settlement),
		kind: "street",
		territoryCode: place.territoryCode,
		type: read.type,
		label: streetLabel(read),
	};
	for (const key of streetKeys(building, place, read)) {
		if (building.streets && !building.streets.has(key)) building.streets.set(key, known);
	}
	if (read.typeAt === "within") addSense(building.names, known, nounLexemes(wordsOf(read.core), "landmark"));
	const seen = new Set<string>();
	for (const one of [read, ...place.aliases.map((alias) => readName(alias, ["street", "area"]))]) {
		for (const { words, isShort } of streetVariants(one.words)) {
			const key = keyOf(words);
			if (!seen.has(key)) addSense(building.names, known, streetLexemes(words, one.type ?? read.type), isShort);
			seen.add(key);
		}
	}
	return known;
}

function addLandmark(building: Building, place: GazetteerPlace): void {
	const known: Known = {
		...nowhere,
		...locationOf(place),
		...townOf(building, place.settlement),
		kind: "landmark",
		territoryCode: place.territoryCode,
		label: place.name.trim(),
	};
	for (const words of uniqueWords([place.name, ...place.aliases].map(wordsOf)))
		addSense(building.names, known, nounLexemes(words, "landmark"));
}

/** A house whose street the gazetteer does not list makes the street known. */
function addHouse(building: Building, place: GazetteerPlace): void {
	const street = { ...place, name: place.street ?? "", aliases: [], latitude: null, longitude: null };
	const keys = streetKeys(building, place, readName(street.name, ["street", "area"]));
	const found = keys.map((key) => building.streets?.get(key)).find((one) => one !== undefined);
	const known = found ?? addStreet(building, street);
	known.houses ??= new Map();
	known.houses.set(normaliseHouse(place.name), locationOf(place));
}

/** A street by its type and by its name alone: a file of houses may say «Мира» where one of streets says «проспект Мира». */
function streetKeys(building: Building, place: GazetteerPlace, { words, type }: ReadName): string[] {
	if (!building.streets) return [];
	const name = `${place.territoryCode}|${townOf(building, place.settlement).settlementKey}|${keyOf(words)}`;
	return type ? [`${name}|${type.full}`, name] : [name];
}

const nowhere = {
	type: null,
	settlement: null,
	settlementKey: null,
	latitude: null,
	longitude: null,
	houses: null,
};

const locationOf = ({ latitude, longitude }: GazetteerPlace): Located => ({ latitude, longitude });

function townOf({ settlements }: Building, settlement: string | null): Town {
	if (settlement === null) return { settlement: null, settlementKey: null };
	const known = settlements.get(settlement);
	if (known) return known;
	const read = readName(settlement, ["settlement", "area"]);
	const town = { settlement: settlementLabel(read), settlementKey: keyOf(read.words) };
	settlements.set(settlement, town);
	return town;
}

const keyOf = (words: string[]): string => words.join(" ");

function addSense(names: NameIndex<Sense>, known: Known, lexemes: Lexeme[], isShort = false): void {
	const isAdjective = lexemes.length === 1 && (lexemes[0]?.paradigm ?? "").startsWith("adjective");
	const isNumber = lexemes.every(({ word }) => /^\d/.test(word));
	addName(names, lexemes, known.kind, { known, isShort, isAdjective, isNumber });
}

function uniqueWords(variants: string[][]): string[][] {
	return [...new Map(variants.map((words) => [keyOf(words), words])).values()];
}
