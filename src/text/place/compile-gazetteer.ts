import { compileBoundary } from "../../domain/boundary.ts";
import type { Boundary } from "../../domain/boundary.ts";
import type { GazetteerData, GazetteerPlace } from "../../registry/reads-gazetteer.ts";
import { addName, makeNameIndex } from "./name-index.ts";
import type { NameIndex } from "./name-index.ts";
import { nounLexemes, readName, streetLexemes, streetVariants } from "./place-name.ts";
import type { Lexeme } from "./place-name.ts";
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
	hasStreets: boolean;
};

const compiled = new WeakMap<GazetteerData, Gazetteer>();

/** The compiled gazetteer of this data, compiled once and remembered with the object: give the same object each time. */
export function gazetteerOf(data: GazetteerData): Gazetteer {
	const known = compiled.get(data) ?? compileGazetteer(data);
	compiled.set(data, known);
	return known;
}

/** Prepares places to be found; works with territories alone. 50,000 streets take under a second. */
export function compileGazetteer(data: GazetteerData): Gazetteer {
	const names = makeNameIndex<Sense>();
	const codes = addTerritories(names, data);
	const streets = new Map<string, Known>();
	for (const place of data.places) {
		if (place.kind === "settlement") addSettlement(names, place, codes);
		else if (place.kind === "street") addStreet(names, place, streets);
		else if (place.kind === "landmark") addLandmark(names, place);
	}
	for (const place of data.places) if (place.kind === "house") addHouse(names, place, streets);
	return {
		names,
		boundaries: data.boundaries.map(({ territoryCode, polygons }) => compileBoundary(territoryCode, polygons)),
		territoryNames: new Map(data.territories.map(({ code, name }) => [code, name])),
		hasStreets: streets.size > 0,
	};
}

/** @returns codes of territories by the words of their names */
function addTerritories(names: NameIndex<Sense>, { territories }: GazetteerData): Map<string, string> {
	const codes = new Map<string, string>();
	for (const { code, name, aliases } of territories) {
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
	return codes;
}

function addSettlement(names: NameIndex<Sense>, place: GazetteerPlace, codes: Map<string, string>): void {
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

function addStreet(names: NameIndex<Sense>, place: GazetteerPlace, streets: Map<string, Known>): Known {
	const read = readName(place.name, ["street", "area"]);
	const known: Known = {
		...nowhere,
		...locationOf(place),
		...settlementOf(place),
		kind: "street",
		territoryCode: place.territoryCode,
		type: read.type,
		label: streetLabel(read),
	};
	streets.set(streetKey(place, place.name), known);
	const seen = new Set<string>();
	for (const one of [read, ...place.aliases.map((alias) => readName(alias, ["street", "area"]))]) {
		for (const { words, isShort } of streetVariants(one.words)) {
			const key = words.join(" ");
			if (seen.has(key)) continue;
			seen.add(key);
			addSense(names, known, streetLexemes(words, one.type ?? read.type), isShort);
		}
	}
	return known;
}

function addLandmark(names: NameIndex<Sense>, place: GazetteerPlace): void {
	const known: Known = {
		...nowhere,
		...locationOf(place),
		...settlementOf(place),
		kind: "landmark",
		territoryCode: place.territoryCode,
		label: place.name.trim(),
	};
	for (const words of uniqueWords([place.name, ...place.aliases].map(wordsOf)))
		addSense(names, known, nounLexemes(words, "landmark"));
}

/** A house whose street the gazetteer does not list makes the street known. */
function addHouse(names: NameIndex<Sense>, place: GazetteerPlace, streets: Map<string, Known>): void {
	const street = { ...place, name: place.street ?? "", aliases: [], latitude: null, longitude: null };
	const known = streets.get(streetKey(place, street.name)) ?? addStreet(names, street, streets);
	known.houses ??= new Map();
	known.houses.set(normaliseHouse(place.name), locationOf(place));
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

function settlementOf(place: GazetteerPlace): Pick<Known, "settlement" | "settlementKey"> {
	if (!place.settlement) return { settlement: null, settlementKey: null };
	const read = readName(place.settlement, ["settlement", "area"]);
	return { settlement: settlementLabel(read), settlementKey: keyOf(read.words) };
}

const keyOf = (words: string[]): string => words.join(" ");
const streetKey = (place: GazetteerPlace, street: string): string =>
	`${place.territoryCode}|${place.settlement?.toLowerCase()}|${wordsOf(street).toSorted().join(" ")}`;

function addSense(names: NameIndex<Sense>, known: Known, lexemes: Lexeme[], isShort = false): void {
	const isAdjective = lexemes.length === 1 && (lexemes[0]?.paradigm ?? "").startsWith("adjective");
	const isNumber = lexemes.every(({ word }) => /^\d/.test(word));
	addName(names, lexemes, known.kind, { known, isShort, isAdjective, isNumber });
}

function uniqueWords(variants: string[][]): string[][] {
	return [...new Map(variants.map((words) => [words.join(" "), words])).values()];
}
