import { useState } from "react";
import type { CaseRow } from "../../api.ts";
import { Command } from "../../components/command.tsx";
import { useLanguage } from "../../preferences.ts";
import { whenWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import { momentsBefore } from "./snooze-moments.ts";
import { useKeptQuery } from "./use-kept-query.ts";

type Props = { row: CaseRow; onPick: (until: Date, reason: string) => void; onClose: () => void };

/** Until when, then why: both are told to colleagues. */
export function SnoozeChooser({ row, onPick, onClose }: Props) {
	const t = useWords();
	const language = useLanguage();
	const [until, setUntil] = useState<Date | null>(null);
	// as they were when the person asked
	const [moments] = useState(() => momentsBefore(new Date(row.dueAt), new Date()));
	if (until) return <WhyChooser row={row} onPick={(reason) => onPick(until, reason)} onClose={onClose} />;
	return (
		<Command
			title={t.triage.snoozeTitle(row.id)}
			placeholder={t.triage.snoozePlaceholder}
			items={moments.map(({ name, at }) => ({
				key: at.toISOString(),
				label: t.triage.moments[name],
				note: whenWords(at.toISOString(), undefined, language, t.days),
			}))}
			onPick={(item) => setUntil(new Date(item.key))}
			onClose={onClose}
			emptyWords={moments.length === 0 ? t.triage.snoozeLate : undefined}
		>
			<p className="border-t border-line px-4 py-2 text-sm text-soft">{t.triage.snoozeIs}</p>
		</Command>
	);
}

function WhyChooser({ row, onPick, onClose }: { row: CaseRow; onPick: (reason: string) => void; onClose: () => void }) {
	const t = useWords();
	const title = t.triage.snoozeWhy(row.id);
	const { query, type, forget } = useKeptQuery(title);
	const typed = query.trim();
	const usual = t.triage.snoozeReasons.map((reason) => ({ key: reason, label: reason }));
	return (
		<Command
			title={title}
			placeholder={t.reasonPlaceholder}
			items={[...(typed ? [{ key: typed, label: t.quoted(typed), isFound: true }] : []), ...usual]}
			query={query}
			onQuery={type}
			onPick={(item) => {
				forget();
				onPick(item.key);
			}}
			onClose={onClose}
		/>
	);
}
