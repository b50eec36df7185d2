import { useEffect, useMemo, useState } from "react";
import { api, type Finding } from "../../api.ts";

const pauseMs = 450;

type Checked = { text: string; findings: Finding[] };

/** Remarks of the server on the text, moved along while the person goes on typing. */
export function useFindings(caseId: number, text: string): { findings: Finding[]; isChecked: boolean } {
	const [checked, setChecked] = useState<Checked>({ text: "", findings: [] });
	useEffect(() => {
		if (text.trim() === "") return setChecked({ text, findings: [] });
		const stop = new AbortController();
		const timer = setTimeout(async () => {
			const answer = await api.checkReply(caseId, text, stop.signal).catch(() => null);
			if (answer && !stop.signal.aborted) setChecked({ text, findings: answer.findings });
		}, pauseMs);
		return () => {
			clearTimeout(timer);
			stop.abort();
		};
	}, [caseId, text]);
	const findings = useMemo(() => moveFindings(checked.findings, checked.text, text), [checked, text]);
	return { findings, isChecked: checked.text === text };
}

/** A remark before the edit stays, one after it moves with the text, one inside it waits for the next check. */
function moveFindings(findings: Finding[], from: string, to: string): Finding[] {
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
