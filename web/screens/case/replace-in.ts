/** Puts `words` in the place of a part of the field's text, as if they had been typed there: Ctrl+Z takes them back. */
export function replaceIn(
	field: HTMLTextAreaElement,
	{ start, end }: { start: number; end: number },
	words: string,
): void {
	field.focus();
	field.setSelectionRange(start, end);
	// the only way that keeps the browser's own undo; where it is gone, the words are put in without it
	if (document.execCommand("insertText", false, words)) return;
	field.setRangeText(words, start, end, "end");
	field.dispatchEvent(new Event("input", { bubbles: true }));
}
