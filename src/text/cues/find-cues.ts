import { queueCues } from "./cue.ts";
import type { Cue, CueCode } from "./cue.ts";
import type { CueRules } from "./cue-rule.ts";
import { findObscene } from "./find-obscene.ts";
import { compileRules } from "./match-rules.ts";
import { conductRules } from "./rules-conduct.ts";
import { dangerRules } from "./rules-danger.ts";
import { homeRules } from "./rules-home.ts";
import { peopleRules } from "./rules-people.ts";
import { tokensOf } from "./tokens.ts";

const rules: CueRules = { ...dangerRules, ...homeRules, ...peopleRules, ...conductRules };
const match = compileRules(rules);
// every new message is read by these: the others wait until somebody looks
const matchQueue = compileRules(Object.fromEntries(queueCues.map((code) => [code, rules[code]])));

/**
 * What in a resident's words deserves attention: the first cue of each code, in the order of the text.
 * Takes a text of any kind and length, looks at its first 2000 words; never throws; linear time. Says nothing of persons.
 */
export function findCues(text: string): Cue[] {
	const tokens = tokensOf(text);
	const cues = new Map<CueCode, Cue>();
	for (const { code, first, last } of match(tokens)) {
		const start = tokens[first]?.start ?? 0;
		const known = cues.get(code);
		if (!known || start < known.start) cues.set(code, { code, start, end: tokens[last]?.end ?? text.length });
	}
	const obscene = findObscene(text);
	if (obscene) cues.set("obscene", obscene);
	return [...cues.values()].sort((a, b) => a.start - b.start || (a.code < b.code ? -1 : 1));
}

/** Codes of the cues of a text that its case keeps for the queue; the hidden mark is never among them. */
export function queueCuesOf(text: string): CueCode[] {
	const codes = new Set(matchQueue(tokensOf(text)).map(({ code }) => code));
	return queueCues.filter((code) => codes.has(code));
}
