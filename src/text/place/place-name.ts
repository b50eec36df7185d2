import type { Paradigm } from "./declension.ts";
import { looksAdjective } from "./declension.ts";
import { givenNames, titles } from "./cue-words.ts";
import { readTokens } from "./read-tokens.ts";
import { typeWordsAt } from "./type-words.ts";
import type { PlaceType, TypeKind } from "./type-words.ts";

/** A name of a gazetteer as text: what kind of thing it says it is, and the words that remain. */
export type ReadName = {
	type: PlaceType | null;
	/** its words without the type, lower case; all of them when nothing else remains */
	words: string[];
	/** the same as they are written */
	core: string;
	/** where the type stands; "within" as in «Новый проезд В. О.», of which only the words before it are told */
	typeAt: "first" | "last" | "within" | null;
};

/** A word of a name with the way it changes. */
export type Lexeme = { word: string; paradigm: Paradigm };

/** Reads «улица Ленина», «Ленина ул.», «пгт Лучистый», «5-й Новый проезд»: the type stands first or last, or not at all. */
export function readName(name: string, kinds: readonly TypeKind[]): ReadName {
	const { tokens, text } = readTokens(name);
	const words = tokens.map((token) => token.word);
	const whole: ReadName = { type: null, words, core: name.trim(), typeAt: null };
	for (const { words: parts, type } of typeWordsAt(words[0] ?? "")) {
		const rest = tokens.slice(parts.length);
		if (!kinds.includes(type.kind) || !parts.every((part, i) => words[i] === part) || !rest[0]) continue;
		// «Набережная улица» is a street called Набережная
		if (typeWordsAt(rest[0].word).some((other) => other.words.length === rest.length)) continue;
		return { type, words: words.slice(parts.length), core: text.slice(rest[0].start).trim(), typeAt: "first" };
	}
	for (let at = words.length - 1; at > 0; at--) {
		for (const { words: parts, type, isFull } of typeWordsAt(words[at] ?? "")) {
			const isLast = at + parts.length === words.length;
			if (!kinds.includes(type.kind) || !(isLast || (isFull && type.kind === "street"))) continue;
			if (!parts.every((part, i) => words[at + i] === part)) continue;
			const core = isLast ? text.slice(0, tokens[at - 1]?.end).trim() : name.trim();
			return { type, words: words.slice(0, at), core, typeAt: isLast ? "last" : "within" };
		}
	}
	return whole;
}

const surname = /.(?:[оеё]ва|[иы]на|[сц]кого|[оеи]вой|ской|ко|дзе|ого)$/;

/** A street's name as people say it; `isShort`: something was left out of it, so that it may mean another street too. */
export function streetVariants(words: string[]): { words: string[]; isShort: boolean }[] {
	const variants = [{ words, isShort: false }];
	let from = 0;
	while (from < words.length - 1 && titles.has(words[from] ?? "")) from++;
	if (from > 0) variants.push({ words: words.slice(from), isShort: true });
	const [first = "", ...rest] = words.slice(from);
	const last = rest.at(-1) ?? "";
	const isGiven = givenNames.has(first) || (surname.test(last) && /[аяыи]$/.test(first) && !looksAdjective(first));
	const isPerson = rest.length === 1 && isGiven;
	if (isPerson) variants.push({ words: rest, isShort: true });
	// «С. Лазо», «К. Маркса»
	if ((isPerson || from > 0) && rest.length + from > 0 && /^\p{L}/u.test(words[0] ?? ""))
		variants.push({ words: [(words[0] ?? "").slice(0, 1), ...words.slice(from > 0 ? from : 1)], isShort: true });
	return variants;
}

/**
 * How each word of a street's name changes: adjectives that agree with «улица» or «переулок» do, what stands in the
 * second case («Ленина», «Победы», «Строителей») does not.
 */
export function streetLexemes(words: string[], type: PlaceType | null): Lexeme[] {
	return words.map((word, i) => {
		if (/^\d/.test(word)) return { word, paradigm: "ordinal" };
		if (/^лети[яею]$/.test(word)) return { word: "лет", paradigm: "fixed" };
		if (givenNames.has(word) || titles.has(word)) return { word, paradigm: "fixed" };
		if (/ой$/.test(word) && looksAdjective(word))
			return { word, paradigm: type !== null && type.gender !== "m" ? "fixed" : "adjective" };
		if (looksAdjective(word)) return { word, paradigm: "adjective" };
		const before = words[i - 1] ?? "";
		const isAfterAdjective = /(?:ая|яя|ый|ий|ое|ее)$/.test(before) && !givenNames.has(before);
		const isFirstCase = /[^аеиоуыэюявйь]$|[ьи]е$|[^е]в$/.test(word) && !/(?:ов|ев|их|ых|ин)$/.test(word);
		return { word, paradigm: isAfterAdjective || (isFirstCase && word.length > 3) ? "noun" : "fixed" };
	});
}

/** All words of a settlement or landmark change; an adjective of a territory («озёрский») in any gender. */
export function nounLexemes(words: string[], kind: "settlement" | "territory" | "landmark"): Lexeme[] {
	return words.map((word) => {
		if (/^\d/.test(word)) return { word, paradigm: "ordinal" };
		if (!looksAdjective(word)) return { word, paradigm: word.length > 2 || kind !== "landmark" ? "noun" : "fixed" };
		const isAlone = words.length === 1 && kind === "territory" && /(?:ский|цкий|ской|ный|ой)$/.test(word);
		return { word, paradigm: isAlone ? "adjective-any" : "adjective" };
	});
}
