/** A word or a number of a text; `start` and `end` are UTF-16 offsets. */
export type Token = {
	start: number;
	end: number;
	/** lower case, ё as е; of an ordinal written with digits, the digits alone */
	word: string;
	isNumber: boolean;
	/** «1-й», «40-го» */
	isOrdinal: boolean;
	isCapital: boolean;
};

export type Words = {
	text: string;
	tokens: Token[];
	/** capitals mean something: there are some, and not everything is written in them */
	hasCase: boolean;
};

/** longer words are no names */
const longestWord = 40;
const wordOrNumber =
	/(\d+)(?:(?:й|я|ой|ый|ий|ая|го|ого|му|ую|ю|ом|\s?-\s?(?:й|я|ой|ый|ий|ая|го|ого|му|ую|ю|м|ом|х|е))(?![\p{L}\p{N}]))?|\p{L}+/gu;

export function readTokens(text: string): Words {
	const tokens: Token[] = [];
	let [letters, capitals] = [0, 0];
	for (const found of text.matchAll(wordOrNumber)) {
		const [whole, digits] = found;
		const start = found.index;
		const end = start + whole.length;
		const lower = whole.length > longestWord ? "" : whole.toLowerCase().replaceAll("ё", "е");
		const isCapital = digits === undefined && whole[0] !== whole[0]?.toLowerCase();
		if (digits === undefined && whole.length > 1) {
			letters++;
			if (isCapital && whole === whole.toUpperCase()) capitals++;
		}
		const isOrdinal = digits !== undefined && digits.length < whole.length;
		tokens.push({ start, end, word: digits ?? lower, isNumber: digits !== undefined, isOrdinal, isCapital });
	}
	const isShouted = capitals * 2 > letters;
	return { text, tokens, hasCase: !isShouted && tokens.some((token) => token.isCapital) };
}

/** What stands between two tokens that follow one another; all before the first, all after the last. */
export function gapBefore({ text, tokens }: Words, at: number): string {
	return text.slice(tokens[at - 1]?.end ?? 0, tokens[at]?.start ?? text.length);
}

/** The same, cut to a few characters: enough to tell what kind of a gap it is. */
export function shortGapBefore({ text, tokens }: Words, at: number): string {
	const from = tokens[at - 1]?.end ?? 0;
	return text.slice(from, Math.min(tokens[at]?.start ?? text.length, from + 6));
}

const sentenceEnd = /[.!?…:;\n]/;

/** Whether a sentence may begin at this token, so that its capital says nothing. */
export function beginsSentence(words: Words, at: number): boolean {
	return at === 0 || sentenceEnd.test(shortGapBefore(words, at));
}

/** Written with a capital where only a name is. */
export function isNamed(words: Words, at: number): boolean {
	return words.hasCase && words.tokens[at]?.isCapital === true && !beginsSentence(words, at);
}
