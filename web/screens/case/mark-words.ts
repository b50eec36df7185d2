/** UTF-16 offsets in a text. */
export type Span = { start: number; end: number };
export type Segment = { start: number; text: string; isWord: boolean; isQuote: boolean };

/** Of the same length as the text, whatever the alphabet; ё is е. */
function folded(text: string): string {
	let out = "";
	for (const unit of text) {
		const low = unit.toLowerCase().replace("ё", "е");
		out += low.length === unit.length ? low : unit;
	}
	return out;
}

const wordSign = /[\p{L}\p{N}]/u;

/** A single letter, such as a preposition, tells a person nothing. */
export const saysMuch = (word: string): boolean => word.length > 1;

/** Where the words stand in the text, as whole words, whatever their case; in the order of the text, none inside another. */
export function findWords(text: string, words: readonly string[]): Span[] {
	const hay = folded(text);
	const found: Span[] = [];
	for (const word of new Set(words.map((one) => folded(one.trim())))) {
		if (word === "") continue;
		for (let start = hay.indexOf(word); start >= 0; start = hay.indexOf(word, start + word.length)) {
			const end = start + word.length;
			if (wordSign.test(hay[start - 1] ?? "") || wordSign.test(hay[end] ?? "")) continue;
			found.push({ start, end });
		}
	}
	found.sort((a, b) => a.start - b.start || b.end - a.end);
	let reach = 0;
	return found.filter((span) => {
		if (span.end <= reach) return false;
		reach = span.end;
		return true;
	});
}

/** The text cut where a mark begins or ends; put together again, it is the text. */
export function cutText(text: string, words: readonly Span[], quote: Span | null): Segment[] {
	const spans = quote ? [...words, quote] : words;
	const cuts = new Set([0, text.length]);
	for (const { start, end } of spans) for (const at of [start, end]) if (at > 0 && at < text.length) cuts.add(at);
	const edges = [...cuts].toSorted((a, b) => a - b);
	const covers = ({ start, end }: Span, at: number) => start <= at && at < end;
	return edges.slice(0, -1).map((start, index) => ({
		start,
		text: text.slice(start, edges[index + 1]),
		isWord: words.some((span) => covers(span, start)),
		isQuote: quote !== null && covers(quote, start),
	}));
}
