import { wordsOf } from "../words.ts";
import { quietWords } from "./quiet-words.ts";
import { stemOf } from "./stem.ts";

/** What a text says, free of what may differ between copies of it. */
export type Content = {
	/** stems of its words in their order, without numbers */
	stems: string[];
	/** stem or number → the word as it is shown to people */
	words: Map<string, string>;
};

/** a text longer than this has said its matter before */
const mostWords = 400;
const shownLetters = 40;

const link = /(?:https?:\/\/|www\.|[a-z]{1,20}\.[a-z]{2,4}\/)\S{1,2000}/g;
/** @name, name@host */
const mention = /[\p{L}\p{N}_.-]{0,64}@[\p{L}\p{N}_.-]{1,64}/gu;
const digit = /\d/;

/**
 * The words of a text that carry its matter: no greetings, pleas, links, mentions, and no words of grammar.
 * Takes any text, looks at its first 400 words; never throws; linear time.
 */
export function contentOf(text: string): Content {
	const unlinked = text.toLowerCase().replace(link, " ");
	// most texts mention nobody, and looking for it in each place of them would take half the time
	const plain = unlinked.includes("@") ? unlinked.replace(mention, " ") : unlinked;
	const hasDigits = digit.test(plain);
	const stems: string[] = [];
	const words = new Map<string, string>();
	for (const word of wordsOf(plain).slice(0, mostWords)) {
		if (quietWords.has(word)) continue;
		const hasDigit = hasDigits && digit.test(word);
		const stem = hasDigit ? word : stemOf(word);
		if (!hasDigit) stems.push(stem);
		if (!words.has(stem)) words.set(stem, word.slice(0, shownLetters));
	}
	return { stems, words };
}
