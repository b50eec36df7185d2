import type { Finding } from "../../api.ts";

/** A remark before the edit stays, one after it moves with the text, one inside it waits for the next check. */
export function moveFindings(findings: Finding[], from: string, to: string): Finding[] {
	if (from === to) return findings;
	const shortest = Math.min(from.length, to.length);
	let head = 0;
	while (head < shortest && from[head] === to[head]) head += 1;
	let tail = 0;
	while (tail < shortest - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
	const shift = to.length - from.length;
	return findings.flatMap((finding) => {
		if (finding.end <= head) return [finding];
		if (finding.start < from.length - tail) return [];
		return [{ ...finding, start: finding.start + shift, end: finding.end + shift }];
	});
}
