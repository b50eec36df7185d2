import { addStem, stemsIn } from "../stems.ts";
import type { Stems } from "../stems.ts";
import type { Token } from "./read-text.ts";

/**
 * Phrases divided by commas. The words of a phrase follow each other in one sentence; a bar divides alternatives of one
 * word. "передан" begins a word, "так." is the whole word, a word of one or two letters is always whole. "…" lets up to
 * four words stand between, "слово?" may be missing, "убран~" is убран, убрана, убрано or убраны, "#" is a number, "<дата>" and "<время>" are what they say.
 * Written without ё and in small letters.
 */
export type Phrases = string;

/** Where a phrase stands: tokens from `first` to `last`, both included. */
export type Hit<T> = { of: T; first: number; last: number };

export type Matcher<T> = (tokens: readonly Token[]) => Hit<T>[];

/** as many words "…" jumps over */
const longestGap = 4;

type Part = { kind: "word"; words: Set<number>; isOptional: boolean } | { kind: "gap" };
type Phrase<T> = { of: T; parts: Part[] };
/** A stem: its number, and the phrases that begin with it. */
type Stem<T> = { id: number; begins: Phrase<T>[] };

/** Prepares lists of phrases for reading any number of texts; the first word of a phrase is neither optional nor a gap. */
export function compilePhrases<T>(lists: Iterable<readonly [T, Phrases]>): Matcher<T> {
	const stems: Stems<Stem<T>> = new Map();
	let count = 0;
	const stemOf = (text: string): Stem<T> => {
		const isWhole = (text.length <= 2 && !text.endsWith(".")) || text.startsWith("<") || text === "#";
		return addStem(stems, isWhole ? `${text}.` : text, () => ({ id: count++, begins: [] }));
	};
	for (const [of, list] of lists)
		for (const text of list.split(",")) {
			const sides = text.trim().split(/\s+/).filter(Boolean);
			const phrase: Phrase<T> = { of, parts: [] };
			for (const [i, side] of sides.entries()) {
				if (side === "…") {
					phrase.parts.push({ kind: "gap" });
					continue;
				}
				const isOptional = side.endsWith("?");
				const found = (isOptional ? side.slice(0, -1) : side).split("|").flatMap(formsOf).map(stemOf);
				phrase.parts.push({ kind: "word", words: new Set(found.map((stem) => stem.id)), isOptional });
				if (i === 0) for (const stem of new Set(found)) stem.begins.push(phrase);
			}
		}
	return (tokens) => find(stems, tokens);
}

const formsOf = (word: string): string[] =>
	word.endsWith("~") ? ["", "а", "о", "ы"].map((ending) => `${word.slice(0, -1)}${ending}.`) : [word];

/** For every token and list the longest phrase that begins there. */
function find<T>(stems: Stems<Stem<T>>, tokens: readonly Token[]): Hit<T>[] {
	const met = tokens.map(({ word }) => stemsIn(stems, /^\d/.test(word) ? "#" : word));
	const ids = met.map((found) => found.map((stem) => stem.id));
	const hits: Hit<T>[] = [];
	for (const [first, found] of met.entries()) {
		const longest = new Map<T, number>();
		for (const { begins } of found)
			for (const { of, parts } of begins) {
				const last = endOf(parts, 1, tokens, ids, first);
				if (last >= 0 && last >= (longest.get(of) ?? 0)) longest.set(of, last);
			}
		for (const [of, last] of longest) hits.push({ of, first, last });
	}
	return hits;
}

/** The token at which the parts from `part` on are met, when those before were met up to `last`; -1 when they are not. */
function endOf(
	parts: readonly Part[],
	part: number,
	tokens: readonly Token[],
	ids: readonly number[][],
	last: number,
): number {
	const wanted = parts[part];
	if (!wanted) return last;
	if (wanted.kind === "gap") {
		for (let gap = 0; gap <= longestGap; gap++) {
			if (gap > 0 && tokens[last + gap]?.sentence !== tokens[last]?.sentence) break;
			const end = endOf(parts, part + 1, tokens, ids, last + gap);
			if (end >= 0) return end;
		}
		return -1;
	}
	const isNext =
		tokens[last + 1]?.sentence === tokens[last]?.sentence && ids[last + 1]?.some((id) => wanted.words.has(id));
	const end = isNext ? endOf(parts, part + 1, tokens, ids, last + 1) : -1;
	return end < 0 && wanted.isOptional ? endOf(parts, part + 1, tokens, ids, last) : end;
}
