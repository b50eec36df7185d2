import { LongField } from "../../components/field.tsx";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { errorWords, useWords } from "../../words.ts";

import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

/** What a resident is told of the formal procedure. */
export function AppealSection() {
	const words = useSettingsWords();
	const query = useQuery({ queryKey: ["appeal-text"], queryFn: settingsApi.appealText });
	return (
		<Screen title={words.sections.appeal.title} lead={words.answers.appeal.lead}>
			<Loaded query={query}>{({ text, isUsual }) => <Form key={text} text={text} isUsual={isUsual} />}</Loaded>
		</Screen>
	);
}

function Form({ text, isUsual }: { text: string; isUsual: boolean }) {
	const t = useWords();
	const { appeal: words } = useSettingsWords().answers;
	const [own, setOwn] = useState(text);
	const save = useChange(settingsApi.saveAppealText, { said: words.saved, stale: [["appeal-text"]] });
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (!save.isPending) save.mutate(own.trim());
	};
	return (
		<form onSubmit={submit} className="grid gap-4">
			{isUsual && <Notice>{words.usual}</Notice>}
			<LongField
				label={words.text}
				hint={words.empty}
				rows={8}
				maxLength={4000}
				value={own}
				onChange={(event) => setOwn(event.target.value)}
			/>
			{save.error && <Notice tone="late">{errorWords(t, save.error)}</Notice>}
			<div>
				<Button type="submit" kind="primary" disabled={save.isPending}>
					{t.save}
				</Button>
			</div>
		</form>
	);
}
