import type { Advice, FailureClass } from "../channel.ts";

/** Codes that both APIs share. The network documents them without saying what to do; the classes are ours. */
const classes: Record<FailureClass, readonly number[]> = {
	"retry-soon": [2],
	// 7 and 8: blocked for a while; 11: the method's limit is reached
	"retry-late": [7, 8, 11, 26],
	// 9: the address is blocked; 22: the profile wants activation; 402 and 403: a captcha or a check that somebody is human
	"human-step": [9, 22, 402, 403],
	// keys that ended or lack rights; 160 and 456: the group is not theirs or forbids it
	"page-dead": [10, 101, 102, 103, 160, 200, 210, 401, 456, 457],
	// 3: no such method here; 455 and 458: the resident shut the group out
	"recipient-final": [3, 455, 458],
	content: [4, 100, 454, 511, 601],
	"target-gone": [106, 140, 141, 300, 700, 701, 702, 704, 705, 706],
	// a wrong signature, a session where none belongs or the reverse: the keys are of another kind
	"wrong-token": [104, 451, 453],
};

/** The network itself does not know whether it did it: unknown error, critical system error. */
export const uncertainCodes: ReadonlySet<number> = new Set([1, 9999]);

const classOf = new Map<number, FailureClass>(
	(Object.keys(classes) as FailureClass[]).flatMap((name) => classes[name].map((code) => [code, name] as const)),
);

/** An unlisted code goes back to the author with the network's words: that holds up one answer, not the page. */
export const classify = (code: number): FailureClass => classOf.get(code) ?? "content";

const advices: Partial<Record<number, Advice>> = {
	3: "answer-in-network",
	454: "reword",
	511: "reword",
	601: "shorten",
	455: "resident-blocked",
	458: "resident-refuses",
};

export function adviceFor(code: number): { advice?: Advice } {
	const advice = advices[code] ?? (classify(code) === "target-gone" ? "target-deleted" : undefined);
	return advice ? { advice } : {};
}
