import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type ResidentSettings, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { errorWords, useWords } from "../../words.ts";
import { Tick } from "./asks.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

const most = { sayDays: 365, promiseDays: 1830 };

/** What a resident may do after an answer. */
export function ResidentsSection() {
	const words = useSettingsWords();
	const query = useQuery({ queryKey: ["resident-settings"], queryFn: settingsApi.residents });
	return (
		<Screen title={words.sections.residents.title} lead={words.answers.residents.lead}>
			<Loaded query={query}>{(settings) => <Form settings={settings} />}</Loaded>
		</Screen>
	);
}

const readDays = (text: string, atMost: number): number | null =>
	/^\d{1,4}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= atMost ? Number(text) : null;

function Form({ settings }: { settings: ResidentSettings }) {
	const t = useWords();
	const { residents: words } = useSettingsWords().answers;
	const [sayLink, setSayLink] = useState(settings.sayLink);
	const [inComments, setInComments] = useState(settings.sayLinkInComments);
	const [days, setDays] = useState({ sayDays: String(settings.sayDays), promiseDays: String(settings.promiseDays) });
	const save = useChange(settingsApi.saveResidents, { said: words.saved, stale: [["resident-settings"]] });
	const sayDays = readDays(days.sayDays, most.sayDays);
	const promiseDays = readDays(days.promiseDays, most.promiseDays);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (sayDays && promiseDays && !save.isPending)
			save.mutate({ sayLink, sayLinkInComments: inComments, sayDays, promiseDays });
	};
	return (
		<form onSubmit={submit} noValidate className="grid max-w-[34rem] gap-4">
			<Choice
				label={words.sayLink}
				value={sayLink}
				options={(["off", "offered", "always"] as const).map((value) => ({ value, label: words.sayLinks[value] }))}
				onChange={(value) => setSayLink(value as ResidentSettings["sayLink"])}
			/>
			{sayLink !== "off" && (
				<Tick label={words.inComments} hint={words.inCommentsHint} checked={inComments} onChange={setInComments} />
			)}
			{(["sayDays", "promiseDays"] as const).map((name) => (
				<Field
					key={name}
					label={words[name]}
					inputMode="numeric"
					maxLength={4}
					error={readDays(days[name], most[name]) ? undefined : words.badDays(most[name])}
					value={days[name]}
					onChange={(event) => setDays({ ...days, [name]: event.target.value })}
				/>
			))}
			{save.error && <Notice tone="late">{errorWords(t, save.error)}</Notice>}
			<div>
				<Button type="submit" kind="primary" disabled={save.isPending}>
					{t.save}
				</Button>
			</div>
		</form>
	);
}
