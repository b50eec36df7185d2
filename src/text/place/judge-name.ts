import {
	adjectiveTakers,
	commonNouns,
	conjunctions,
	everydayAdjectives,
	firstNames,
	insidePrepositions,
	isCounted,
	isHousePart,
	nameTakers,
	plainPrepositions,
	settlementPrepositions,
	streetAdjectives,
	streetPrepositions,
} from "./cue-words.ts";
import { looksAdjective, mayAgree, nominativeOf } from "./declension.ts";
import type { House } from "./read-house.ts";
import type { Words } from "./read-tokens.ts";
import { beginsSentence, isNamed, shortGapBefore } from "./read-tokens.ts";

/** Tokens `from` … `to` − 1 of a text, taken for a name. */
export type Span = { from: number; to: number; isAdjective: boolean };

/**
 * How surely a name without «улица» beside it is a street, 0 … 1 (0: it is not): a house number after it, a preposition
 * before it, its capital.
 */
export function judgeStreet(words: Words, span: Span, house: House | null): number {
	const { tokens } = words;
	const before = previousWord(words, span.from);
	const isCapital = hasCapital(words, span);
	const isSmall = span.isAdjective && !isCapital && !beginsSentence(words, span.from);
	// «в парадной дома 5»
	if (nameTakers.has(before) || (span.isAdjective && isHousePart(tokens[span.from]?.word ?? ""))) return 0;
	if (house && isSmall && isAmong(everydayAdjectives, words, span)) return streetPrepositions.has(before) ? 0.6 : 0.4;
	if (house?.isExplicit) return 0.9;
	const isDate = tokens[span.from]?.isNumber === true && isCounted(tokens[span.from + 1]?.word ?? "");
	if (house)
		return isDate ? 0.7 : isCapital || span.to - span.from > 1 ? 0.85 : beginsSentence(words, span.from) ? 0.8 : 0.72;
	if (isDate) return 0;
	const isLed = streetPrepositions.has(before);
	if (span.isAdjective) {
		if (isTaken(words, span) || (isAdjectiveOf(words, span) && !isCapital)) return 0;
		if (!isLed) return isNamed(words, span.from) && followsStreet(words, span.from) ? 0.55 : 0;
		if (isCapital) return 0.65;
		return plainPrepositions.has(before) && !isAmong(everydayAdjectives, words, span) ? 0.5 : 0;
	}
	if (isLed && isCapital) return span.to - span.from > 1 ? 0.75 : 0.65;
	if (isLed) return plainPrepositions.has(before) ? 0.55 : 0;
	if (followsStreet(words, span.from) && isCapital) return 0.6;
	return span.to - span.from > 1 && isCapital ? 0.5 : 0;
}

/** How surely a name is a settlement or a territory without «город» or «район» beside it, 0 … 1. */
export function judgeSettlement(words: Words, span: Span, isTerritory: boolean): number {
	const { tokens } = words;
	const before = previousWord(words, span.from);
	const first = tokens[span.from]?.word ?? "";
	const isOne = span.to - span.from === 1;
	const isCapital = isNamed(words, span.from);
	const isLed = settlementPrepositions.has(before);
	if (isOne && nameTakers.has(before) && commonNouns.has(nameOf(first))) return 0;
	if (isOne && firstNames.has(nameOf(first))) return insidePrepositions.has(before) ? 0.7 : 0;
	if (span.isAdjective) return judgeAdjective(words, span, isTerritory, isCapital, isLed);
	if (isOne && commonNouns.has(nameOf(first)) && !isCapital && !/^(?:в|во|из|под)$/.test(before))
		return beginsSentence(words, span.from) && hasBreakAfter(words, span.to) && tokens[span.from]?.isCapital ? 0.6 : 0;
	if (isLed) return first.length < 3 && !tokens[span.from]?.isCapital ? 0.4 : 0.75;
	// «Большой камень лежит на дороге»
	const isPlain = words.hasCase || isAmong(everydayAdjectives, words, span);
	if (!isOne && isPlain && !hasCapital(words, { ...span, from: span.from + 1 })) return 0;
	if (beginsSentence(words, span.from)) return hasBreakAfter(words, span.to) ? 0.72 : first.length < 3 ? 0 : 0.6;
	if (isCapital) return 0.62;
	return first.length < 4 ? 0 : words.hasCase ? 0.45 : 0.52;
}

/** «в Заречном», «луговская больница»: an adjective alone names a place only where no noun claims it. */
function judgeAdjective(words: Words, span: Span, isTerritory: boolean, isCapital: boolean, isLed: boolean): number {
	const isCommonWord = isAmong(everydayAdjectives, words, span) || isAmong(streetAdjectives, words, span);
	const isOwned = isAdjectiveOf(words, span);
	// «в луговской амбулатории»: what is called by its territory lies there
	if (isOwned && isTerritory && /[сц]к/.test(words.tokens[span.from]?.word ?? "") && !isCommonWord)
		return isCapital || isLed ? 0.62 : 0.5;
	if (isOwned) return isTaken(words, span) && isTerritory && isCapital ? 0.5 : 0;
	if (isCommonWord && !isCapital) {
		const isInside = /^(?:в|во|из)$/.test(previousWord(words, span.from));
		const isFirst = span.from === 0 && words.tokens[0]?.isCapital && hasBreakAfter(words, span.to);
		return (isInside || isFirst) && !isAmong(everydayAdjectives, words, span) ? 0.55 : 0;
	}
	if (isLed) return isCapital ? 0.72 : 0.6;
	if (isTaken(words, span)) return 0;
	if (beginsSentence(words, span.from) && words.tokens[span.from]?.isCapital)
		return hasBreakAfter(words, span.to) ? 0.6 : 0;
	return isCapital ? 0.52 : 0;
}

/** The word just before, in the same phrase. */
function previousWord(words: Words, from: number): string {
	return /[.,;:!?\n]/.test(shortGapBefore(words, from)) ? "" : (words.tokens[from - 1]?.word ?? "");
}

function hasCapital(words: Words, { from, to }: Span): boolean {
	for (let at = from; at < to; at++) if (isNamed(words, at)) return true;
	return false;
}

/** «улица Ленина и Мира», «угол Садовой и Лесной»: the street before speaks for this one. */
function followsStreet({ tokens }: Words, from: number): boolean {
	const isJoined = tokens[from - 1]?.word === "и" || tokens[from - 1]?.word === "с";
	return isJoined && streetPrepositions.has(tokens[from - 3]?.word ?? "");
}

/** A noun follows to which the adjective may belong: «в новом доме». */
function isAdjectiveOf(words: Words, { from, to }: Span): boolean {
	const next = words.tokens[to];
	if (!next || next.isNumber || !/^[ \u00a0]$/.test(shortGapBefore(words, to))) return false;
	if (conjunctions.has(next.word) || isVerb(next.word) || (isNamed(words, to) && !looksAdjective(next.word)))
		return false;
	return isTaken(words, { from, to, isAdjective: true }) || mayAgree(words.tokens[from]?.word ?? "", next.word);
}

const isTaken = ({ tokens }: Words, { to }: Span): boolean =>
	adjectiveTakers.has(tokens[to]?.word ?? "") || isHousePart(tokens[to]?.word ?? "");

const isVerb = (word: string): boolean => /(?:ть|ет|ют|ят|ит|ла|ли|ло|ся|сь)$/.test(word) && word.length > 3;

function hasBreakAfter(words: Words, to: number): boolean {
	return to >= words.tokens.length || /[,.!?;:\n(–—-]/.test(shortGapBefore(words, to));
}

/** The word is one of these adjectives in some form. */
function isAmong(adjectives: ReadonlySet<string>, { tokens }: Words, { from }: Span): boolean {
	const word = tokens[from]?.word ?? "";
	return (["m", "f", "n"] as const).some((gender) => {
		const first = nominativeOf(word, gender);
		return adjectives.has(first) || adjectives.has(first.replace(/[ыи]й$/, "ой"));
	});
}

/** The name behind a form of a first name or a common noun, as far as its ending tells. */
function nameOf(word: string): string {
	for (const ending of ["", "а", "я", "ь", "й", "е"])
		for (const cut of [0, 1, 2]) {
			const name = (cut > 0 ? word.slice(0, -cut) : word) + ending;
			if (name.length > 2 && (firstNames.has(name) || commonNouns.has(name))) return name;
		}
	return word;
}
