import { useEffect, useMemo, useState } from "react";
import { api, type Finding } from "../../api.ts";
import { promiseToSend, type Said } from "./draft-said.ts";
import { moveFindings } from "./move-findings.ts";

const pauseMs = 450;

type Checked = { text: string; findings: Finding[]; repeatChance: number | null };

/**
 * Remarks of the server on the answer, moved along while the person goes on typing.
 * @param photos how many go out with it: they have their own remarks
 */
export function useFindings(caseId: number, said: Said, photos: number): Omit<Checked, "text"> {
	const [checked, setChecked] = useState<Checked>({ text: "", findings: [], repeatChance: null });
	const { text, kind } = said;
	// a promise that is half typed is none
	const promise = JSON.stringify(promiseToSend(said) ?? null);
	useEffect(() => {
		if (text.trim() === "") return setChecked({ text, findings: [], repeatChance: null });
		const stop = new AbortController();
		const timer = setTimeout(async () => {
			const answer = await api
				.checkReply(caseId, { text, kind, promise: JSON.parse(promise) }, stop.signal)
				.catch(() => null);
			if (answer && !stop.signal.aborted) setChecked({ text, ...answer });
		}, pauseMs);
		return () => {
			clearTimeout(timer);
			stop.abort();
		};
	}, [caseId, text, kind, promise, photos]);
	const findings = useMemo(() => moveFindings(checked.findings, checked.text, text), [checked, text]);
	return { findings, repeatChance: checked.repeatChance };
}
