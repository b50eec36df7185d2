import type { DraftFinding } from "./draft.ts";
import { compilePhrases } from "./phrases.ts";
import { plainerTable } from "./plainer-table.ts";
import { placeOf } from "./reading.ts";
import type { Reading } from "./reading.ts";
import type { Token } from "./read-text.ts";

const findOfficial = compilePhrases(plainerTable.map(([phrases, plainer]) => [plainer, phrases] as const));

/** more marks would hide the text */
const mostFindings = 40;
/** nouns made of verbs, this many in a row */
const longestChain = 3;
const verbalNoun = /(?:[аеия]ни[еяюи]|[аеия]нием|[аеия]нию|тие|тия|тию|тием|аци[яию]|ацией)$/;
/** «обеспечивая», «осуществляя», «рассмотрев» */
const participle = /^\p{L}{4,30}(?:[аяи]в(?:ши)?|[ую]чи|[иа][вр]ая|[иы]вая|ируя|яя)$/u;
const shortWord = /^(?:по|в|на|о|об|и|для|с|к|от|до|при|за)$/;
/** an act with its number and date, a body with its whole name */
const longTitles =
	/(?<!\p{L})(?:(?:постановлени|распоряжени|приказ|решени|федеральн\p{L}{2,3} закон|закон)\p{L}{0,3} [^.;\n]{0,140}?(?:от )?\d{1,2}\.\d{1,2}\.\d{4}(?: ?г(?:ода|\.)?)?(?: ?(?:№|N) ?[\d\p{L}/-]{1,12})?|государственн\p{L}{2,3} (?:казенн|казённ|бюджетн|автономн|унитарн)\p{L}{2,3} (?:учреждени|предприяти)\p{L}{1,2}|муниципальн\p{L}{2,3} (?:казенн|казённ|бюджетн|автономн|унитарн)\p{L}{2,3} (?:учреждени|предприяти)\p{L}{1,2}|обществ\p{L}{1,2} с ограниченной ответственностью|(?:публичн|открыт|закрыт)\p{L}{2,3} акционерн\p{L}{2,3} обществ\p{L}{1,2})/giu;
/** a text of fewer words is too short to be heavy */
const fewestWords = 30;
const longSentence = 30;
const heavy = 16;

/** Officialese, phrase by phrase, with plainer wording where the table has it; and a word when the whole text is heavy. */
export function officialese(reading: Reading): DraftFinding[] {
	const { text, tokens } = reading;
	const phrases = findOfficial(tokens).map((hit): DraftFinding => {
		return { code: "officialese", severity: "hint", ...placeOf(reading, hit), plainer: hit.of };
	});
	const titles = [...text.matchAll(longTitles)].map(({ 0: found, index }): DraftFinding => {
		return { code: "officialese", severity: "hint", start: index, end: index + found.length };
	});
	const marked = apart([...titles, ...phrases, ...chains(reading)]);
	const score = scoreOf(reading, marked.length);
	const whole: DraftFinding[] =
		score >= heavy ? [{ code: "hard-to-read", severity: "hint", start: text.length, end: text.length }] : [];
	return [...marked.slice(0, mostFindings), ...whole];
}

/** Official phrases, long sentences and participles in a hundred words: 0 reads like speech, 16 and more like a decree. */
function scoreOf({ tokens, sentences }: Reading, marked: number): number {
	if (tokens.length < fewestWords) return 0;
	const participles = tokens.filter(({ word }) => participle.test(word)).length;
	const long = sentences.filter(({ first, last }) => last - first > longSentence).length;
	return ((marked + participles + 2 * long) * 100) / tokens.length;
}

/** «обеспечение проведения обследования»: nouns made of verbs in a row. */
function chains(reading: Reading): DraftFinding[] {
	const { tokens } = reading;
	const found: DraftFinding[] = [];
	for (let first = 0; first < tokens.length; first++) {
		if (!isVerbal(tokens[first])) continue;
		let last = first;
		let count = 1;
		for (let i = first + 1; i < tokens.length && tokens[i]?.sentence === tokens[first]?.sentence; i++) {
			if (isVerbal(tokens[i])) {
				last = i;
				count++;
			} else if (!shortWord.test(tokens[i]?.word ?? "")) break;
		}
		if (count >= longestChain)
			found.push({ code: "officialese", severity: "hint", ...placeOf(reading, { first, last }) });
		first = last;
	}
	return found;
}

const isVerbal = (token: Token | undefined): boolean =>
	token !== undefined && token.word.length > 5 && verbalNoun.test(token.word);

/** Findings that do not overlap, the longer before the shorter, in the order of the text. */
export function apart(findings: readonly DraftFinding[]): DraftFinding[] {
	const kept: DraftFinding[] = [];
	const byStart = [...findings].sort((a, b) => a.start - b.start || b.end - a.end);
	for (const one of byStart) {
		const last = kept.at(-1);
		if (!last || one.start >= last.end) kept.push(one);
		else if (one.end - one.start > last.end - last.start) kept[kept.length - 1] = one;
	}
	return kept;
}
