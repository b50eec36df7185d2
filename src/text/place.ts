import { wordsOf } from "./words.ts";

export type TerritoryNames = { code: string; name: string; aliases: string[] };

/** Case endings of nouns, adjectives and surnames-like place names; the empty one last. */
const endings = [
	...["ого", "ему", "ому", "ыми", "ими", "ами", "ями", "ых", "их", "ым", "им", "ом", "ем", "ой", "ей", "ою", "ею"],
	...["ую", "юю", "ая", "яя", "ое", "ее", "ые", "ие", "ый", "ий", "ах", "ях", "ам", "ям", "ов", "ев"],
	...["а", "е", "и", "о", "у", "ы", "ь", "ю", "я", "й", ""],
];
/** a stem shorter than this says too little */
const shortestStem = 2;

type Index = Map<string, { stems: string[]; code: string }[]>;

const indexes = new WeakMap<readonly TerritoryNames[], Index>();

/**
 * The territory a text names: by its name or an alias, in any case form («в Озёрске», «озёрского района»).
 * A longer name hides a shorter one inside it. Null when nothing is named, or more than one territory is.
 * The list of territories is prepared once and remembered with the array: give the same array each time.
 */
export function findTerritory(text: string, territories: readonly TerritoryNames[]): string | null {
	const index = indexOf(territories);
	const stems = wordsOf(text).map(stemsOf);
	let found: string | null = null;
	for (let i = 0; i < stems.length; ) {
		const named = longestAt(index, stems, i);
		if (named.length === 0) {
			i++;
			continue;
		}
		for (const { code } of named) {
			if (found !== null && found !== code) return null;
			found = code;
		}
		i += named[0]?.stems.length ?? 1;
	}
	return found;
}

function longestAt(index: Index, stems: string[][], at: number) {
	let longest: { stems: string[]; code: string }[] = [];
	for (const first of stems[at] ?? []) {
		for (const name of index.get(first) ?? []) {
			const length = longest[0]?.stems.length ?? 0;
			if (name.stems.length < length) continue;
			if (!name.stems.every((stem, i) => stems[at + i]?.includes(stem))) continue;
			longest = name.stems.length > length ? [name] : [...longest, name];
		}
	}
	return longest;
}

function indexOf(territories: readonly TerritoryNames[]): Index {
	const known = indexes.get(territories);
	if (known) return known;
	const index: Index = new Map();
	for (const { code, name, aliases } of territories) {
		for (const alias of new Set([name, ...aliases].map((one) => wordsOf(one).map(nameStem).join(" ")))) {
			const stems = alias.split(" ");
			const first = stems[0];
			if (first) index.set(first, [...(index.get(first) ?? []), { stems, code }]);
		}
	}
	indexes.set(territories, index);
	return index;
}

/** The stem of a word of a name: its longest ending cut off. */
function nameStem(word: string): string {
	return stemsOf(word)[0] ?? word;
}

/** Everything the word may be a form of, shortest stem first. */
function stemsOf(word: string): string[] {
	const stems = [];
	for (const ending of endings)
		if (word.endsWith(ending) && (ending === "" || word.length - ending.length >= shortestStem))
			stems.push(word.slice(0, word.length - ending.length));
	return stems;
}
