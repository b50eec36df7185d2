import type { DraftContext, DraftFinding } from "./draft.ts";
import type { Reading } from "./reading.ts";

/** words in a row that are compared at once */
const shingle = 3;
/** a shorter answer has too little of its own to be a copy */
const fewestWords = 12;
/** so much of the draft stands in the other answer word by word */
const copied = 0.9;
const mostAnswers = 50;
const longestAnswer = 6000;

/**
 * The draft repeats an earlier answer. Said to the same person again it is a warning; said to others a hint, and only
 * when no number in it differs: an address or a day of its own makes an answer of a template.
 */
export function copy({ text }: Reading, { earlierAnswers, answersHere = [] }: DraftContext): DraftFinding[] {
	const own = shinglesOf(text);
	if (own.words < fewestWords) return [];
	const isCopy = (answer: string, needsNumbers: boolean): boolean => {
		const other = shinglesOf(answer.slice(0, longestAnswer));
		if (needsNumbers && other.numbers !== own.numbers) return false;
		let common = 0;
		for (const hash of own.hashes) if (other.hashes.has(hash)) common++;
		return common >= own.hashes.size * copied;
	};
	const whole = { start: 0, end: 0 };
	if (answersHere.slice(-mostAnswers).some((answer) => isCopy(answer, false)))
		return [{ code: "copy", severity: "warn", ...whole }];
	if (earlierAnswers.slice(0, mostAnswers).some((answer) => isCopy(answer, true)))
		return [{ code: "copy", severity: "hint", ...whole }];
	return [];
}

/** Hashes of each three words in a row, numbers all alike; `numbers` is one hash of all numbers in their order. */
function shinglesOf(text: string): { hashes: Set<number>; numbers: number; words: number } {
	const lower = text.toLowerCase();
	const hashes = new Set<number>();
	const last = [0, 0, 0];
	let numbers = 0;
	let words = 0;
	let hash = 0;
	let isNumber = false;
	for (let i = 0; i <= lower.length; i++) {
		const code = i < lower.length ? lower.charCodeAt(i) : 0;
		const isDigit = code >= 0x30 && code <= 0x39;
		if (isDigit || (code >= 0x61 && code <= 0x7a) || (code >= 0x430 && code <= 0x45f)) {
			isNumber = isNumber || isDigit;
			hash = mix(hash, isDigit ? 0x30 : code === 0x451 ? 0x435 : code);
			if (isDigit) numbers = mix(numbers, code);
		} else if (hash !== 0) {
			last[words++ % shingle] = isNumber ? 1 : hash;
			if (isNumber) numbers = mix(numbers, 0x20);
			if (words >= shingle) hashes.add(inOrder(last, words));
			hash = 0;
			isNumber = false;
		}
	}
	return { hashes, numbers, words };
}

const mix = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193) ^ (hash >>> 15) ^ 0x5bd1;

/** The ring of the last words, oldest first, as one number. */
function inOrder(last: readonly number[], words: number): number {
	let all = 0;
	for (let i = words; i < words + shingle; i++) all = mix(all, last[i % shingle] ?? 0);
	return all;
}
