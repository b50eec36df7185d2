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

/** A new address to be told: where, of what, and whose cases. */
export function EndpointForm({ onMade }: { onMade: (secret: string) => void }) {
	const t = useWords();
	const { links } = useSettingsWords();
	const words = links.hooks;
	const all = Object.keys(words.types) as EventType[];
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
	return (
		<form onSubmit={submit} noValidate className="grid gap-4">
			<div className="grid items-start gap-3 mid:grid-cols-2">
				<Field
					label={links.name}
					error={isTried && !name.trim() ? links.noName : undefined}
					maxLength={100}
					value={name}
					onChange={(event) => setName(event.target.value)}
				/>
				<AgencyChoice label={links.onlyAgency} any={links.wholeRegion} value={agencyId} onChange={setAgency} />
			</div>
			<Field
				label={words.url}
				hint={words.urlHint}
				inputMode="url"
				error={isTried && !isUrl ? words.badUrl : undefined}
				maxLength={2000}
				value={url}
				onChange={(event) => setUrl(event.target.value)}
			/>
			<TickList
				label={words.events}
				all={all}
				words={words.types}
				chosen={types}
				error={isTried && types.length === 0 ? words.noEvents : undefined}
				onChange={setTypes}
			/>
			<Tick label={words.excerpt} hint={words.excerptHint} checked={hasExcerpt} onChange={setExcerpt} />
			{make.error && <Notice tone="late">{errorWords(t, make.error)}</Notice>}
			<div>
				<Button type="submit" kind="primary" disabled={make.isPending}>
					{words.make}
				</Button>
			</div>
		</form>
	);
}
