import { type FormEvent, useState } from "react";
import { startApi } from "../../api-start.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { firstStepsQuery } from "../../first-steps.ts";
import { useLanguage } from "../../preferences.ts";
import { sessionQuery, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { useSettingsWords } from "./settings-words.ts";
import { zones, zoneWords } from "./time-zones.ts";
import { useChange } from "./use-change.ts";

/** What the region is called, and by which clock its centre lives. */
export function RegionSection() {
	const t = useWords();
	const words = useSettingsWords();
	const language = useLanguage();
	const { region } = useMe();
	const [name, setName] = useState(region.name);
	const [timeZone, setTimeZone] = useState(region.timeZone);
	const save = useChange(startApi.saveRegion, {
		said: words.region.saved,
		stale: [sessionQuery.queryKey, firstStepsQuery.queryKey],
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (name.trim() && !save.isPending) save.mutate({ name: name.trim(), timeZone });
	};
	const shown = [...new Set([...zones, region.timeZone])];
	return (
		<Screen title={words.sections.region.title} lead={words.region.lead}>
			<form onSubmit={submit} className="grid max-w-[34rem] gap-4">
				<Field
					label={words.region.name}
					hint={words.region.nameHint}
					required
					maxLength={200}
					value={name}
					onChange={(event) => setName(event.target.value)}
				/>
				<Choice
					label={words.region.zone}
					hint={words.region.zoneHint}
					value={timeZone}
					options={shown.map((zone) => ({ value: zone, label: zoneWords(zone, language) }))}
					onChange={setTimeZone}
				/>
				{save.error && <Notice tone="late">{errorWords(t, save.error)}</Notice>}
				<Button type="submit" kind="primary" className="w-fit" disabled={save.isPending}>
					{t.save}
				</Button>
			</form>
		</Screen>
	);
}
