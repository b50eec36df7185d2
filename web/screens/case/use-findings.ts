import { useEffect, useMemo, useState } from "react";
import { api, type Finding } from "../../api.ts";
import { isPassing } from "../../request-trouble.ts";
import { promiseToSend, type Said } from "./draft-said.ts";
import { moveFindings } from "./move-findings.ts";

const pauseMs = 450;
/** A remark that is answered already must not stand in the way for long after the network is back. */
const againMs = 3000;

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
		const askIn = (ms: number) => {
			const timer = setTimeout(() => void ask(), ms);
			stop.signal.addEventListener("abort", () => clearTimeout(timer));
		};
		const ask = async () => {
			try {
				const answer = await api.checkReply(caseId, { text, kind, promise: JSON.parse(promise) }, stop.signal);
				if (!stop.signal.aborted) setChecked({ text, ...answer });
			} catch (error) {
				if (isPassing(error) && !stop.signal.aborted) askIn(againMs);
			}
		};
		askIn(pauseMs);
		return () => stop.abort();
	}, [caseId, text, kind, promise, photos]);
	const findings = useMemo(() => moveFindings(checked.findings, checked.text, text), [checked, text]);
	return { findings, repeatChance: checked.repeatChance };
}
