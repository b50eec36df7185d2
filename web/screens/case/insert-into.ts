import { findGaps } from "./find-gaps.ts";
import { replaceIn } from "./replace-in.ts";

export type Insertion = { start: number; end: number; words: string };

/**
 * Where words go and with what around them: an address at the cursor, anything longer behind the line of the cursor, parted
 * by an empty line. A blank answer is filled; nothing that was typed goes.
 */
export function placeOf(text: string, cursor: number, given: string): Insertion {
	const words = given.trim();
	if (text.trim() === "") return { start: 0, end: text.length, words };
	if (/^https?:\S+$/.test(words)) {
		const head = cursor === 0 || /\s$/.test(text.slice(0, cursor)) ? "" : " ";
		const tail = /^[\p{L}\p{N}]/u.test(text.slice(cursor)) ? " " : "";
		return { start: cursor, end: cursor, words: `${head}${words}${tail}` };
	}
	const ending = text.indexOf("\n", cursor);
	const at = ending === -1 ? text.length : ending;
	const above = /\n*$/.exec(text.slice(0, at))?.[0].length ?? 0;
	const below = /^\n*/.exec(text.slice(at))?.[0].length ?? 0;
	const isLast = text.slice(at).trim() === "";
	return { start: at, end: at, words: `${parting(at === 0 ? 2 : above)}${words}${isLast ? "" : parting(below)}` };
}

const parting = (there: number): string => "\n".repeat(Math.max(0, 2 - there));

/** Puts words into the answer as if they had been typed: Ctrl+Z takes them back. The first gap among them is selected. */
export function insertInto(field: HTMLTextAreaElement, given: string): void {
	const place = placeOf(field.value, field.selectionEnd, given);
	replaceIn(field, place, place.words);
	const gap = findGaps(place.words)[0];
	if (gap) field.setSelectionRange(place.start + gap.start, place.start + gap.end);
}
