import { type FormEvent, useState } from "react";
import { type AddWebhookEndpoint, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { errorWords, useWords } from "../../words.ts";
import { Tick } from "./asks.tsx";
import { AgencyChoice } from "./case-kinds.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { TickList } from "./tick-list.tsx";
import { useChange } from "./use-change.ts";

type EventType = AddWebhookEndpoint["eventTypes"][number];

function useEndpointForm(onMade: (secret: string) => void) {
	const [name, setName] = useState("");
	const [url, setUrl] = useState("https://");
	const [types, setTypes] = useState<EventType[]>(["case.opened", "case.answered", "case.closed"]);
	const [agencyId, setAgency] = useState<number | null>(null);
	const [hasExcerpt, setExcerpt] = useState(false);
	const [isTried, setTried] = useState(false);
	const make = useChange(settingsApi.addEndpoint, {
		stale: [["endpoints"]],
		onDone: ({ secret }) => onMade(secret),
	});
	const isUrl = /^https:\/\/[^\s/]+\.[^\s/]+/.test(url.trim());
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (name.trim() && isUrl && types.length > 0 && !make.isPending)
			make.mutate({ name: name.trim(), url: url.trim(), eventTypes: types, agencyId, hasExcerpt });
	};
	return {
		name,
		setName,
		url,
		setUrl,
		types,
		setTypes,
		agencyId,
		setAgency,
		hasExcerpt,
		setExcerpt,
		isTried,
		make,
		isUrl,
		submit,
	};
}

/** A new address to be told: where, of what, and whose cases. */
export function EndpointForm({ onMade }: { onMade: (secret: string) => void }) {
	const t = useWords();
	const { links } = useSettingsWords();
	const words = links.hooks;
	const all = Object.keys(words.types) as EventType[];
	const form = useEndpointForm(onMade);
	return (
		<form onSubmit={form.submit} noValidate className="grid gap-4">
			<div className="grid items-start gap-3 mid:grid-cols-2">
				<Field
					label={links.name}
					error={form.isTried && !form.name.trim() ? links.noName : undefined}
					maxLength={100}
					value={form.name}
					onChange={(event) => form.setName(event.target.value)}
				/>
				<AgencyChoice
					label={links.onlyAgency}
					any={links.wholeRegion}
					value={form.agencyId}
					onChange={form.setAgency}
				/>
			</div>
			<Field
				label={words.url}
				hint={words.urlHint}
				inputMode="url"
				error={form.isTried && !form.isUrl ? words.badUrl : undefined}
				maxLength={2000}
				value={form.url}
				onChange={(event) => form.setUrl(event.target.value)}
			/>
			<TickList
				label={words.events}
				all={all}
				words={words.types}
				chosen={form.types}
				error={form.isTried && form.types.length === 0 ? words.noEvents : undefined}
				onChange={form.setTypes}
			/>
			<Tick label={words.excerpt} hint={words.excerptHint} checked={form.hasExcerpt} onChange={form.setExcerpt} />
			{form.make.error && <Notice tone="late">{errorWords(t, form.make.error)}</Notice>}
			<div>
				<Button type="submit" kind="primary" disabled={form.make.isPending}>
					{words.make}
				</Button>
			</div>
		</form>
	);
}
