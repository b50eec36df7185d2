export const cueCodes = [
	"danger",
	"child",
	"cold-home",
	"gas",
	"military-family",
	"thanks",
	"question",
	"spam",
	"obscene",
	"threat",
	"promise-repeat",
] as const;

export type CueCode = (typeof cueCodes)[number];

/** Something in a text that deserves attention; `start` and `end` are UTF-16 offsets in it. */
export type Cue = { code: CueCode; start: number; end: number };

/** The only grounds on which hiding a comment may be proposed; criticism, however sharp, is none. */
export const hidingGrounds: readonly CueCode[] = ["obscene", "threat"];

/** Cues that the queue shows on a row and keeps with the case: somebody may be in danger. */
export const queueCues: readonly CueCode[] = ["cold-home", "danger", "gas", "threat"];
