import { besideWords, isCounted, isHousePart } from "./cue-words.ts";
import type { Token, Words } from "./read-tokens.ts";
import { shortGapBefore } from "./read-tokens.ts";

/** A house number: «25», «25а», «5/1», «25 к. 2 стр. 1»; it ends before token `to`. */
export type House = { house: string; to: number; isExplicit: boolean };

const houseWord = /^(?:дом|дома|доме|дому|домом|домов|домах|домами|домам|д|вл|владение|здание|зд)$/;
const corpusWord = /^(?:к|кор|корп|корпус|корпуса|корпусе|корпусу)$/;
const buildingWord = /^(?:стр|строение|строения|строении)$/;
const letterWord = /^(?:лит|литер|литера|литеры|литере)$/;
const afterHouseWord = /^[\s.№#N:-]{0,4}$/;
const beforeNumber = /^(?: ?,? ?(?:№ ?)?| ?[-–—] ?|, *)$/;
const afterType = /^\.? ?,? ?(?:№ ?)?$/;
/** a year is no house */
const mostDigits = 3;

/** What stands before a house number: a short type with a full stop («Лесной пр. 5»), «дом» before the street («доме Лесная 5»). */
export type BeforeHouse = { isAfterType?: boolean; isHouseSaid?: boolean };

/** The house number that begins at a token, with or without «дом» before it; null when the number says something else. */
export function readHouse(words: Words, from: number, before: BeforeHouse = {}): House | null {
	const hasWord = houseWord.test(wordAt(words, from));
	if (hasWord && !/^[\s,.(–—-]{0,4}$/.test(shortGapBefore(words, from))) return null;
	return readFrom(words, from, before);
}

function readFrom(words: Words, from: number, before: BeforeHouse): House | null {
	const hasWord = houseWord.test(wordAt(words, from));
	const at = from + (hasWord ? 1 : 0) + (hasWord && wordAt(words, from + 1) === "номер" ? 1 : 0);
	const token = words.tokens[at];
	const gap = shortGapBefore(words, at);
	const isExplicit = hasWord || before.isHouseSaid === true || gap.includes("№");
	if (!token?.isNumber || token.isOrdinal || token.word.startsWith("0")) return null;
	if (token.word.length > mostDigits + (isExplicit ? 1 : 0)) return null;
	if (!(hasWord ? afterHouseWord : before.isAfterType ? afterType : beforeNumber).test(gap)) return null;
	const number = readNumber(words, at, hasWord);
	if (!number || (!isExplicit && countsSomething(words, at, number.to))) return null;
	const parts = readParts(words, number.to);
	return { house: normaliseHouse(`${number.house}${parts.house}`), to: parts.to, isExplicit };
}

/** «во дворе дома Лесная 5»: what follows the street is a house, whatever it seems to count. */
export const isHouseSaid = (words: Words, from: number): boolean =>
	houseWord.test(wordAt(words, from - 1)) && wordAt(words, from - 1).startsWith("дом");

/** «дом 12», «12-й дом», «доме № 12»: a house told before its street. */
export function readHouseBefore(words: Words, from: number): House | null {
	const token = words.tokens[from];
	if (!token) return null;
	if (token.isNumber) {
		if (token.word.length > mostDigits || !/^дом(?:а|е|у|ом)?$/.test(wordAt(words, from + 1))) return null;
		return shortGapBefore(words, from + 1).trim() === "" ? { house: token.word, to: from + 2, isExplicit: true } : null;
	}
	const house = houseWord.test(token.word) ? readFrom(words, from, {}) : null;
	return house && { ...house, to: endOfList(words, house.to) };
}

/** «дома 3, 5 и 7 по …»: the first stands for all. */
function endOfList(words: Words, from: number): number {
	let to = from;
	for (let round = 0; round < 20; round++) {
		const at = wordAt(words, to) === "и" ? to + 1 : to;
		if (!words.tokens[at]?.isNumber || !/^[\s,]{1,3}$/.test(shortGapBefore(words, at))) break;
		to = at + 1;
	}
	return to;
}

/** «на Ленина у дома 12», «возле 12 дома»: words that lead from a street to its house. */
export function readHouseBeside(words: Words, from: number): House | null {
	for (let at = from; at < from + 4 && besideWords.has(wordAt(words, at)); at++) {
		if (/[.!?\n]/.test(shortGapBefore(words, at))) return null;
		const house = readHouseBefore(words, at + 1);
		if (house) return house;
	}
	return null;
}

const wordAt = ({ tokens }: Words, at: number): string => tokens[at]?.word ?? "";

/** The number with its letter and its fraction. */
function readNumber(words: Words, at: number, isList: boolean): { house: string; to: number } | null {
	const next = words.tokens[at + 1];
	const gap = next ? shortGapBefore(words, at + 1) : "";
	const number = wordAt(words, at);
	// times, scores, decimals, telephones; but «дома 3,5,7»
	if (next?.isNumber && (gap === ":" || gap === "." || (gap === "," && !isList))) return null;
	if (next?.isNumber && gap === "-" && shortGapBefore(words, at + 2) === "-" && words.tokens[at + 2]?.isNumber)
		return null;
	if (next?.isNumber && gap.trim() === "/") {
		const letter = letterAfter(words, at + 2);
		return { house: `${number}/${next.word}${letter}`, to: at + 2 + (letter ? 1 : 0) };
	}
	const letter = letterAfter(words, at + 1);
	if (letter) return { house: number + letter, to: at + 2 };
	// «25-13» is a house and a flat: the flat is nobody's business
	if (next?.isNumber && gap === "-") return { house: number, to: at + 2 };
	return { house: number, to: at + 1 };
}

/** The letter of «25а», «25-а», «25 "А"», «25 А»; a small letter that stands apart must end the phrase: «25 а нас нет». */
function letterAfter(words: Words, at: number): string {
	const token = words.tokens[at];
	if (!token || token.isNumber || token.word.length !== 1 || !/[а-я]/.test(token.word)) return "";
	const gap = shortGapBefore(words, at);
	const isCorpus = /[кс]/.test(token.word) && (words.tokens[at + 1]?.isNumber ?? false);
	if (isCorpus || (/[дксоу]/.test(token.word) && gap !== "" && gap !== "-")) return "";
	if (gap === "" || gap === "-" || /^[ ]?["«'“„]$/.test(gap)) return token.word;
	const ends = !words.tokens[at + 1] || /^[ ]?[,.;)!?\n]/.test(shortGapBefore(words, at + 1));
	return gap === " " && ((words.hasCase && token.isCapital && /[а-в]/.test(token.word)) || ends) ? token.word : "";
}

const betweenParts = /^[\s,.]{0,3}$/;
const afterPartWord = /^[\s.№"«'-]{0,3}$/;

/** Building and letter: « к. 2 стр. 1 лит. А». */
function readParts(words: Words, from: number): { house: string; to: number } {
	let house = "";
	let to = from;
	for (let round = 0; round < 3; round++) {
		const word = wordAt(words, to);
		const label = corpusWord.test(word) ? "к." : buildingWord.test(word) ? "стр." : letterWord.test(word) ? "лит." : "";
		const value = words.tokens[to + 1];
		if (label === "" || !value || !betweenParts.test(shortGapBefore(words, to))) break;
		if (!afterPartWord.test(shortGapBefore(words, to + 1)) || !isPartValue(value, label)) break;
		// «к 2 часам»
		if (word === "к" && isCounted(wordAt(words, to + 2))) break;
		to += 2;
		const letter = value.isNumber ? letterAfter(words, to) : "";
		if (letter) to++;
		house += ` ${label} ${value.word}${letter}`;
	}
	return { house, to };
}

function isPartValue(value: Token, label: string): boolean {
	if (value.isNumber) return label !== "лит." && value.word.length <= 2;
	return value.word.length === 1 && /[а-я]/.test(value.word) && label !== "стр.";
}

/** «25 рублей», «25 %», «5 собак»: the number counts what follows it. */
function countsSomething(words: Words, at: number, to: number): boolean {
	const gap = shortGapBefore(words, to);
	if (/^ ?[%°₽$€+×*]/.test(gap)) return true;
	if (to > at + 1 || !/^[ \u00a0-]{0,2}$/.test(gap)) return false;
	const next = wordAt(words, to);
	if (isHousePart(next)) return !words.tokens[to + 1]?.isNumber;
	if (next === "кв" || next === "м") return /^(?:м|метр.*|км)$/.test(next === "м" ? "м" : wordAt(words, to + 1));
	// five and more take the second case of the plural
	const isMany = Number(wordAt(words, at)) >= 5;
	return isCounted(next) || (isMany && next.length > 4 && /(?:ов|ев)$/.test(next));
}

/** One way to write a house number, so that «25 К2», «25 корп. 2» and «25к2» are the same. */
export function normaliseHouse(house: string): string {
	return house
		.toLowerCase()
		.replace(/^\s*(?:дом|д\.?)\s*/, "")
		.replace(/[,\s]*(?:корпус|корп\.?|к\.?)\s*(?=[\dа-я])/g, " к. ")
		.replace(/[,\s]*(?:строение|стр\.?)\s*(?=\d)/g, " стр. ")
		.replace(/[,\s]*(?:литера|литер|лит\.?)\s*(?=[а-я])/g, " лит. ")
		.replace(/(\d)[\s-]*["«']?([а-я])["»']?(?![а-я.])/g, "$1$2")
		.replace(/\s{1,20}/g, " ")
		.trim();
}
