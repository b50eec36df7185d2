import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { clocksQuery } from "../../case-parts.ts";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { dueWords, errorWords, useWords } from "../../words.ts";
import { ClockTerm } from "./clock-term.tsx";

/** Every term that runs or ran on the case, each with the sentence that explains it; asked for, not shown at once. */
export function ClocksList({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const [isOpen, setOpen] = useState(false);
	const words = t.caseWork.clocks;
	return (
		<div className="grid gap-2">
			<button
				type="button"
				aria-expanded={isOpen}
				onClick={() => setOpen(!isOpen)}
				className="justify-self-start rounded text-sm text-accent underline decoration-dotted underline-offset-3"
			>
				{isOpen ? words.hide : words.title}
			</button>
			{isOpen && <Clocks caseId={detail.case.id} />}
		</div>
	);
}

function Clocks({ caseId }: { caseId: number }) {
	const t = useWords();
	const language = useLanguage();
	const { agency } = useReference();
	const { data, error } = useQuery(clocksQuery(caseId));
	const words = t.caseWork.clocks;
	if (error) return <p className="text-sm text-late">{errorWords(t, error)}</p>;
	if (!data) return <p className="text-sm text-soft">{t.loading}</p>;
	if (data.items.length === 0) return <p className="text-sm text-soft">{words.none}</p>;
	return (
		<ul className="divide-y divide-line rounded-lg border border-line bg-panel appear">
			{data.items.map((clock) => (
				<li key={clock.id} className="grid gap-1 px-3 py-2.5">
					<p className="flex items-start justify-between gap-2">
						<span>
							<span className="font-medium">{t.caseNotices.clocks[clock.kind]}</span>
							<span className="block text-sm text-soft">{agency(clock.agencyId)?.shortName ?? words.centre}</span>
						</span>
						<ClockTerm clock={clock} />
					</p>
					<p className="text-sm text-soft">{dueWords(clock.due, language)}</p>
				</li>
			))}
		</ul>
	);
}
