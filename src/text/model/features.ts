/** What the models read of a text: hashes of its words, of parts of words and of neighbouring words; never the words. */

export type Token = { word: string; start: number; end: number };

/** a text longer than this says its matter earlier */
const mostTokens = 400;
const longestWord = 24;
const shortestPart = 3;
const longestPart = 6;

const wordCharacter = /[\p{L}\p{N}]/u;
const digits = /^\p{N}+$/u;

/** Words as the models compare them (lower case, ё as е, a number by its length alone) with UTF-16 places in the text. */
export function tokensOf(text: string): Token[] {
	const tokens: Token[] = [];
	let start = -1;
	for (let at = 0; at <= text.length; ) {
		const length = at < text.length ? letterAt(text, at) : 0;
		if (length > 0) {
			if (start === -1) start = at;
			at += length;
			continue;
		}
		if (start !== -1) {
			tokens.push({ word: formOf(text.slice(start, at)), start, end: at });
			if (tokens.length === mostTokens) break;
			start = -1;
		}
		at++;
	}
	return tokens;
}

/** How many code units the letter or digit at this place takes; 0 when there is none. Most are told without a search. */
function letterAt(text: string, at: number): number {
	const code = text.charCodeAt(at);
	if (code >= 0x410 && code <= 0x44f) return 1;
	if (code < 0x80)
		return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) ? 1 : 0;
	const letter = String.fromCodePoint(text.codePointAt(at) as number);
	return wordCharacter.test(letter) ? letter.length : 0;
}

function formOf(word: string): string {
	if (word.charCodeAt(0) < 0x3a || word.charCodeAt(0) > 0x44f) {
		if (digits.test(word)) return "0".repeat(Math.min(3, word.length));
	}
	const lower = word.toLowerCase();
	return (lower.includes("ё") ? lower.replaceAll("ё", "е") : lower).slice(0, longestWord);
}

/** The hash of a whole word; the others are made of it. */
export function wordHash(word: string): number {
	let hash = offsetBasis;
	for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), prime);
	return hash;
}

/** Hashes (unsigned 32-bit, no repeats) of a word and of its parts of 3 … 6 characters, word borders included. */
export function wordFeatures(word: string): number[] {
	const features = new Set([spread(wordHash(word) ^ wholeWord)]);
	const bounded = `<${word}>`;
	for (let begin = 0; begin < bounded.length; begin++) {
		let hash = offsetBasis;
		const end = Math.min(bounded.length, begin + longestPart);
		for (let at = begin; at < end; at++) {
			hash = Math.imul(hash ^ bounded.charCodeAt(at), prime);
			const length = at - begin + 1;
			if (length >= shortestPart && length < bounded.length) features.add(spread(hash ^ length));
		}
	}
	return [...features];
}

/** The hash of two neighbouring words, by their own hashes. */
export const pairFeature = (first: number, second: number): number => spread(Math.imul(first, 31) ^ second ^ wordPair);

/** The hash of the territory a message belongs to. */
export const territoryFeature = (territory: string): number => spread(wordHash(territory) ^ place);

/** The hash of a word said in a territory. */
export const localFeature = (territory: string, word: number): number =>
	spread(Math.imul(wordHash(territory), 131) ^ word ^ place);

/** 32-bit FNV-1a (offset basis and prime), finished with MurmurHash3's mixer: FNV's low bits alone are poor. */
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;
const wholeWord = 0x5bd1e995;
const wordPair = 0x1234567;
const place = 0x3c6ef372;

function spread(hash: number): number {
	let mixed = hash ^ (hash >>> 16);
	mixed = Math.imul(mixed, 0x85ebca6b);
	mixed ^= mixed >>> 13;
	mixed = Math.imul(mixed, 0xc2b2ae35);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}
