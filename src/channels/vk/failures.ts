import type { Advice, FailureClass } from "../channel.ts";

const classes: Record<FailureClass, readonly number[]> = {
	"retry-soon": [6],
	"retry-late": [9, 29, 223],
	"human-step": [14, 17, 24, 3300, 3301, 3302, 3303, 3304],
	// 7: a missing right; 203: the key lost the community
	"page-dead": [2, 4, 5, 7, 15, 27, 28, 203, 1114, 1116, 1117, 3609],
	// 984 and 1021 stand in the documentation only
	"recipient-final": [18, 30, 37, 900, 901, 902, 932, 936, 946, 950, 984, 985, 987, 988, 1012, 1021, 3610, 3611],
	content: [100, 222, 910, 911, 913, 914, 940, 943, 944],
	"target-gone": [19, 43, 104, 113, 125, 210, 211, 212, 213, 801, 917, 921, 922, 927, 945, 969, 1401],
	"wrong-token": [3, 8, 1051],
};

/** The network itself does not know whether it did it: internal error, unknown error, execution interrupted. */
export const uncertainCodes: ReadonlySet<number> = new Set([1, 10, 36]);

const classOf = new Map<number, FailureClass>(
	(Object.keys(classes) as FailureClass[]).flatMap((name) => classes[name].map((code) => [code, name] as const)),
);

/**
 * The class of an error code (names: errors.json of the official schema).
 * An unlisted code goes back to the author with the network's words: that holds up one answer, not the page.
 */
export function classify(code: number): FailureClass {
	return classOf.get(code) ?? "content";
}

/** What an official can do about it; nothing for what mends itself or is the business of whoever keeps the page. */
const advices: Partial<Record<Advice, readonly number[]>> = {
	shorten: [910, 914],
	"remove-links": [222],
	reword: [100, 911, 913, 940],
	// 900: the community itself has blocked the person
	"resident-blocked": [900],
	"resident-refuses": [901, 902, 3611],
	"target-deleted": [19, 104, 125, 210, 211],
	"comments-closed": [43, 212, 213, 801, 1401],
	// the account is gone, or closed to this community in a way that no change of the answer mends
	"by-person": [18, 30, 37, 932, 936, 946, 950, 984, 985, 987, 988, 1012, 1021, 3610],
};

const adviceByCode = new Map<number, Advice>(
	(Object.keys(advices) as Advice[]).flatMap((advice) =>
		(advices[advice] ?? []).map((code) => [code, advice] as const),
	),
);

/** The advice for an error code, where there is one. */
export function adviceOf(code: number): Advice | undefined {
	return adviceByCode.get(code);
}
