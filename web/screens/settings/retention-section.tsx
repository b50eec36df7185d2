import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Retention, type RetentionKind, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { numberWords } from "../../number-words.ts";
import { errorWords, useWords } from "../../words.ts";
import { SureButton } from "./asks.tsx";
import { Section } from "../../components/section.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

const kinds: readonly RetentionKind[] = ["case", "contact", "delivery", "view"];

/** For how long people's data is kept. */
export function RetentionSection() {
	const words = useSettingsWords();
	const query = useQuery({ queryKey: ["retention"], queryFn: settingsApi.retention });
	return (
		<Screen title={words.sections.retention.title} lead={words.personal.retention.lead}>
			<Loaded query={query}>
				{({ items }) => (
					<div className="grid gap-6">
						{kinds.map((kind) => {
							const rule = items.find((one) => one.kind === kind) ?? null;
							return <Kind key={`${kind}-${rule?.months}`} kind={kind} rule={rule} />;
						})}
					</div>
				)}
			</Loaded>
		</Screen>
	);
}

/** @returns undefined where it is no term */
function readMonths(text: string): number | null | undefined {
	const term = text.trim();
	if (term === "") return null;
	const months = /^\d{1,4}$/.test(term) ? Number(term) : 0;
	return months >= 1 && months <= 1200 ? months : undefined;
}

function Kind({ kind, rule }: { kind: RetentionKind; rule: Retention | null }) {
	const t = useWords();
	const { personal } = useSettingsWords();
	const words = personal.retention;
	const [text, setText] = useState(rule ? String(rule.months) : "");
	const months = readMonths(text);
	const set = useChange((to: number | null) => settingsApi.setRetention(kind, to), {
		said: words.saved,
		stale: [["retention"]],
	});
	const isSame = months === (rule?.months ?? null);
	// what is past a shorter term is gone the next night
	const isShorter = typeof months === "number" && (rule === null || months < rule.months);
	const save = () => months !== undefined && !isSame && set.mutate(months);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (!isShorter) save();
	};
	return (
		<Section
			title={words.kinds[kind]}
			lead={rule ? `${personal.months(rule.months)} ${words.after[kind]}` : personal.ever}
		>
			{rule && <Removes counts={rule.wouldRemove} />}
			<form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-3">
				<Field
					label={words.term}
					hint={words.hint}
					error={months === undefined ? words.bad : undefined}
					inputMode="numeric"
					maxLength={4}
					value={text}
					onChange={(event) => setText(event.target.value)}
				/>
				<div className="pt-5.5">
					{isShorter ? (
						<SureButton question={words.shorterAsk} disabled={isSame || set.isPending} onSure={save}>
							{t.save}
						</SureButton>
					) : (
						<Button type="submit" disabled={isSame || months === undefined || set.isPending}>
							{t.save}
						</Button>
					)}
				</div>
			</form>
			{set.error && <Notice tone="late">{errorWords(t, set.error)}</Notice>}
		</Section>
	);
}

/** «инцидентов 12, файлов 3» */
export function useCountWords(): (counts: Record<string, number>) => string {
	const { counts: names } = useSettingsWords().personal.retention;
	return (counts) =>
		Object.entries(counts)
			.filter(([, count]) => count > 0)
			.map(([name, count]) => `${names[name] ?? name} ${numberWords(count)}`)
			.join(", ");
}

function Removes({ counts }: { counts: Record<string, number> }) {
	const { retention: words } = useSettingsWords().personal;
	const told = useCountWords()(counts);
	return <p className="text-soft">{told ? words.next(told) : words.nothing}</p>;
}
