/** A word, number, link or question mark of a text. */
export type Token = {
	/** lower case, ё as е, a Russian word without Latin look-alikes; also "<ссылка>", "<вопрос>", "плюс" and "минус" for signs */
	word: string;
	/** the number it is, else null */
	number: number | null;
	start: number;
	end: number;
	/** place in the text counted in words; the end of a sentence counts as some more */
	at: number;
	/** only spaces or a hyphen part it from the token before */
	isJoined: boolean;
	/** words between quotation marks are somebody else's */
	isQuoted: boolean;
};

/** what is said later than this is not looked at */
const mostTokens = 2000;
/** as many words the end of a sentence counts */
const sentenceGap = 2;
/** words this short are abbreviations, the full stop behind them ends nothing: "ул.", "д." */
const longestAbbreviation = 3;

const tokenPattern =
	/(?:https?:\/\/|www\.)\S{1,400}|[a-z\d-]{1,40}\.(?:me|ly|ru|su|com|cc|io|рф)\/\S{1,200}|\d{1,9}(?:[.,]\d{1,4})?|[\p{L}\p{M}]+|[?°º]|(?<![\p{L}\d)])[+−–-](?=\d{1,2}(?!\d))/giu;
const signs: Record<string, string> = {
	"?": "<вопрос>",
	"°": "градус",
	º: "градус",
	"+": "плюс",
	"-": "минус",
	"−": "минус",
	"–": "минус",
};
const link = /^(?:https?:|www\.)|\//i;
const quotation = /«[^«»]{1,300}»|“[^“”]{1,300}”|„[^„“”]{1,300}[“”]|"[^"\n]{1,300}"/g;
const latinTwins = new Map([..."aeopcyxkmtbhu"].map((letter, i) => [letter, "аеорсухкмтвни"[i] as string]));

/** The first 2000 tokens of a text; never throws, linear time. */
export function tokensOf(text: string): Token[] {
	const tokens: Token[] = [];
	const quoted = quotedPart(text);
	let at = 0;
	for (const found of text.matchAll(tokenPattern)) {
		const last = tokens.at(-1);
		const between = text.slice(last?.end ?? 0, found.index);
		at += 1 + (last && endsSentence(last, between) ? sentenceGap : 0);
		const end = found.index + found[0].length;
		const word = wordOf(found[0]);
		tokens.push({
			word,
			number: /^\d/.test(word) ? Number(word.replace(",", ".")) : null,
			start: found.index,
			end,
			at,
			isJoined: last !== undefined && /^[\s-]*$/.test(between),
			isQuoted: quoted(found.index),
		});
		if (tokens.length === mostTokens) break;
	}
	return tokens;
}

function wordOf(raw: string): string {
	const meant = signs[raw];
	if (meant) return meant;
	if (link.test(raw)) return "<ссылка>";
	const word = raw.toLowerCase().replaceAll("ё", "е");
	return /[a-z]/.test(word) && /[а-я]/.test(word) ? withoutTwins(word) : word;
}

/** A Russian word with its Latin look-alikes written in Russian letters. */
export function withoutTwins(word: string): string {
	return word.replace(/[a-z]/g, (letter) => latinTwins.get(letter) ?? letter);
}

function endsSentence(last: Token, between: string): boolean {
	if (/[!?…;\n]/.test(between) || last.word === "<вопрос>") return true;
	return between.includes(".") && last.word.length > longestAbbreviation;
}

/** Tells of an offset whether it stands between quotation marks; a text that is mostly one quotation speaks for itself. */
function quotedPart(text: string): (offset: number) => boolean {
	const spans = [...text.matchAll(quotation)].map((found) => [found.index, found.index + found[0].length] as const);
	const quotedLength = spans.reduce((sum, [start, end]) => sum + end - start, 0);
	if (quotedLength * 5 > text.length * 4) return () => false;
	let next = 0;
	return (offset) => {
		while (next < spans.length && (spans[next]?.[1] ?? 0) <= offset) next++;
		return (spans[next]?.[0] ?? Infinity) <= offset;
	};
}
