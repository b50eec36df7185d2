export type Gap = { start: number; end: number };

/** a word in braces is a gap of a template, one in brackets what people write themselves; «[id1|Имя]» calls a resident by name */
const gap = /\{[^{}\n]{1,80}\}|\[(?!(?:id|club|public|event)\d)[^[\]\n]{1,80}\]/gi;

/** What still has to be written, in the order of the text. */
export function findGaps(text: string): Gap[] {
	return [...text.matchAll(gap)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
}

/** The gap behind what is selected, or before it; null when there is none on that side. */
export function gapFrom(
	text: string,
	{ selectionStart, selectionEnd }: { selectionStart: number; selectionEnd: number },
	isBack: boolean,
): Gap | null {
	const gaps = findGaps(text);
	if (isBack) return gaps.findLast(({ end }) => end <= selectionStart) ?? null;
	// a cursor inside a gap means this one
	const isSelected = selectionStart !== selectionEnd;
	return gaps.find(({ start, end }) => (isSelected ? start >= selectionEnd : end > selectionStart)) ?? null;
}
