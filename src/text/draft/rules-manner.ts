import type { DraftContext, DraftFinding } from "./draft.ts";
import { hitsOf, placeOf } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** residents read short answers to the end */
const comfortableLength = 600;
/** a greeting stands among the first sentences */
const greetingWithin = 2;

export function long({ text }: Reading, { maxLength }: DraftContext): DraftFinding[] {
	if (text.length <= comfortableLength || text.length > maxLength) return [];
	return [{ code: "long", severity: "hint", start: text.length, end: text.length }];
}

export function noGreeting({ said }: Reading): DraftFinding[] {
	if (said.length === 0 || said.slice(0, greetingWithin).some((one) => one.has("greeting"))) return [];
	return [{ code: "no-greeting", severity: "hint", start: 0, end: 0 }];
}

/** An exclamation mark past the greeting and the thanks; a reproach. */
export function tone(reading: Reading): DraftFinding[] {
	const { text, sentences, said } = reading;
	const found = hitsOf(reading, "rebuke").map((hit) => placeOf(reading, hit));
	let next = 0;
	for (const { index, 0: marks } of text.matchAll(/!{1,20}/g)) {
		while ((sentences[next + 1]?.start ?? Infinity) <= index) next++;
		const isKind = (["greeting", "farewell", "thanks"] as const).some((one) => said[next]?.has(one));
		if (!isKind || marks.length > 1) found.push({ start: index, end: index + marks.length });
	}
	return found.slice(0, 5).map((place) => ({ code: "tone", severity: "hint", ...place }));
}
