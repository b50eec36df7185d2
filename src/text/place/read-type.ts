import type { Words } from "./read-tokens.ts";
import { shortGapBefore } from "./read-tokens.ts";
import type { TypeWord } from "./type-words.ts";
import { typeWordsAt } from "./type-words.ts";

/** «ул.», «пр-т», «посёлок» at a token; it ends before token `to`. */
export type FoundType = TypeWord & { to: number; hasDot: boolean };

const within = { " ": /^[ \u00a0]{1,2}$/, "-": /^ ?[-‑–] ?$/, ".": /^[.-] ?$/ };

/** The type words at a token, the longest first; what needs a full stop after it and has none comes with `hasDot` false. */
export function typesAt(words: Words, at: number): FoundType[] {
	const found: FoundType[] = [];
	for (const word of typeWordsAt(words.tokens[at]?.word ?? "")) {
		const gap = within[word.between];
		const fits = word.words.every(
			(part, i) => words.tokens[at + i]?.word === part && (i === 0 || gap.test(shortGapBefore(words, at + i))),
		);
		const to = at + word.words.length;
		if (fits) found.push({ ...word, to, hasDot: shortGapBefore(words, to).startsWith(".") });
	}
	return found;
}

const afterFull = /^:?[ \u00a0]{0,2}["«“„]?$/;
const afterShort = /^[.:]?[ \u00a0]{0,2}["«“„]?$/;

/** Whether the name of a type may begin at the token after it; a full stop after a full word ends its sentence. */
export function leadsToName(words: Words, { to, isFull }: FoundType): boolean {
	return to < words.tokens.length && (isFull ? afterFull : afterShort).test(shortGapBefore(words, to));
}

/** The type right after a name: «Садовая улица», «Ленина ул.». */
export function typeAfter(words: Words, at: number): FoundType | null {
	if (!/^[ \u00a0]{1,2}["»”]?[ \u00a0]?$/.test(shortGapBefore(words, at))) return null;
	return typesAt(words, at).find((type) => !type.isDotted || type.hasDot || type.words[0]!.length > 1) ?? null;
}
