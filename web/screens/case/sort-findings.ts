import type { Finding } from "../../api.ts";

const rank = { block: 0, warn: 1, hint: 2 } as const;

/** For the list: what stops the answer first, then in the order of the text. "empty" is said by the button's obstacle. */
export function forList(findings: readonly Finding[]): Finding[] {
	return findings
		.filter((finding) => finding.code !== "empty")
		.toSorted((a, b) => rank[a.severity] - rank[b.severity] || a.start - b.start || a.end - b.end);
}

/** For the underlines: in the order of the text, and where places overlap, the graver first. */
export function inReadingOrder(findings: readonly Finding[]): Finding[] {
	const kept: Finding[] = [];
	for (const one of forList(findings).filter(({ start, end }) => start < end))
		if (kept.every((other) => one.end <= other.start || one.start >= other.end)) kept.push(one);
	return kept.toSorted((a, b) => a.start - b.start);
}

/** of the answers that the chance was learned from, this share led to another message (docs/experiments/draft.md) */
const usualChance = 0.062;

/** Twice the usual: only then is it worth a sentence. */
export const isOftenRepeated = (chance: number | null): boolean => chance !== null && chance >= 2 * usualChance;
