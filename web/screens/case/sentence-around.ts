/** The sentence a place of the text stands in, without the mark at its end: «Завтра насос заменят». */
export function sentenceAround(text: string, { start, end }: { start: number; end: number }): string {
	const before = text.slice(0, start);
	// a full stop inside a date or a number ends nothing
	const from = Math.max(0, ...[...before.matchAll(/[.!?…]\s+|\n/g)].map(({ index, 0: mark }) => index + mark.length));
	const ending = /[.!?…](?=\s|$)|\n/.exec(text.slice(end));
	return text.slice(from, ending ? end + ending.index : text.length).trim();
}
