import { conjunctions, givenNames, isCounted, streetPrepositions, titles } from "./cue-words.ts";
import { looksAdjective } from "./declension.ts";
import { joinsName } from "./name-index.ts";
import { readHouse, readHouseBeside } from "./read-house.ts";
import type { Words } from "./read-tokens.ts";
import type { FoundType } from "./read-type.ts";
import { typesAt } from "./read-type.ts";

/**
 * Where a name that no gazetteer knows ends, after a word that announces it («ул. Новая», «улица 40 лет Победы»); null
 * when no name follows («на улице темно», «площадь 40 метров»).
 */
export function endOfUnknown(words: Words, type: FoundType): number | null {
	const { tokens } = words;
	const from = type.to;
	const first = tokens[from];
	if (!first) return null;
	if (first.isNumber) return endOfNumbered(words, from, type);
	const isInitial = first.word.length === 1 && first.isCapital && joinsName(words, from + 1);
	const at = isInitial ? from + 1 : from;
	const name = tokens[at];
	if (!name || !isNameWord(words, at)) return null;
	const to = endOfWords(words, at);
	const hasHouse = readHouse(words, to) !== null || readHouseBeside(words, to) !== null;
	if (words.hasCase && name.isCapital) return isInitial || name.word.length > 2 ? to : null;
	// a full word written small is everyday speech («на улице мороз») unless an address follows
	if (type.isFull)
		return hasHouse && /(?:[ая]я|ой|ей|[аяыи]|ого|его|ов|ев)$/.test(tokens[to - 1]?.word ?? "") ? to : null;
	if (type.isDotted) return hasHouse ? to : null;
	return name.word.length > 2 ? to : null;
}

/** «40 лет Победы», «1-я Лесная», «8 Марта». */
function endOfNumbered(words: Words, from: number, type: FoundType): number | null {
	const { tokens } = words;
	if ((tokens[from]?.word.length ?? 9) > 3 || !joinsName(words, from + 1)) return null;
	const at =
		/^лет(?:ия|ие|ию)?$/.test(tokens[from + 1]?.word ?? "") && joinsName(words, from + 2) ? from + 2 : from + 1;
	const name = tokens[at];
	if (!name || !isNameWord(words, at, true)) return null;
	const isSure = tokens[from]?.isOrdinal || at > from + 1 || name.isCapital || !(type.isFull || type.isDotted);
	return isSure && name.word.length > 2 ? at + 1 : null;
}

function isNameWord(words: Words, at: number, mayBeMonth = false): boolean {
	const { word = "", isNumber = true } = words.tokens[at] ?? {};
	if (isNumber || word === "" || conjunctions.has(word) || streetPrepositions.has(word)) return false;
	return (
		(mayBeMonth || !isCounted(word)) &&
		!/^(?:дом|д|корпус|к)$/.test(word) &&
		!typesAt(words, at).some((one) => !one.isDotted)
	);
}

const mostWords = 4;

/** Takes further words while they are written as a name or the first one cannot stand alone. */
function endOfWords(words: Words, from: number): number {
	const { tokens } = words;
	let to = from + 1;
	while (to < from + mostWords && to < tokens.length && joinsName(words, to) && isNameWord(words, to)) {
		const last = tokens[to - 1]?.word ?? "";
		const isOpen = titles.has(last) || givenNames.has(last) || /(?:ого|его|ых|их)$/.test(last) || last.length === 1;
		const isCapital = words.hasCase && tokens[to]?.isCapital === true;
		if (!isCapital && !(isOpen && (tokens[to]?.word.length ?? 0) > 2)) break;
		// «Ленина Нет воды»: a sentence begins without a full stop
		if (isCapital && !isOpen && !looksAdjective(last) && readHouse(words, to + 1) === null) break;
		to++;
	}
	return to;
}
