import { useState } from "react";
import type { Reference } from "../../api.ts";
import { settingsApi } from "../../api-settings.ts";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { plain } from "../../fuzzy.ts";
import { errorWords, titleOf, useWords } from "../../words.ts";
import { Tick } from "./asks.tsx";
import { Section } from "../../components/section.tsx";
import { NothingYet } from "./part.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

type Topic = Reference["topics"][number];

/** Topics whose cases are important from the start. */
export function ImportanceSection() {
	const t = useWords();
	const words = useSettingsWords();
	const language = useLanguage();
	const { all } = useReference();
	const [wanted, setWanted] = useState("");
	const set = useChange(
		({ code, isImportant }: { code: string; isImportant: boolean }) => settingsApi.setImportance(code, isImportant),
		{ said: words.answers.importance.done, stale: [["reference"]] },
	);
	const isWanted = (topic: Topic) => plain(titleOf(topic, language)).includes(plain(wanted.trim()));
	const important = all.topics.filter(({ isImportant }) => isImportant).length;
	const groups = all.topicGroups
		.map((group) => ({
			group,
			topics: all.topics.filter((topic) => topic.groupCode === group.code && isWanted(topic)),
		}))
		.filter(({ topics }) => topics.length > 0);
	return (
		<Screen title={words.sections.importance.title} lead={words.answers.importance.lead}>
			<div className="grid gap-3">
				<p aria-live="polite">
					{important > 0 ? words.answers.importance.count(important) : words.answers.importance.none}
				</p>
				<div className="max-w-[24rem]">
					<Field
						type="search"
						label={words.answers.importance.find}
						maxLength={100}
						value={wanted}
						onChange={(event) => setWanted(event.target.value)}
					/>
				</div>
				{set.error && <Notice tone="late">{errorWords(t, set.error)}</Notice>}
			</div>
			{groups.length === 0 && <NothingYet>{t.nothingFound}</NothingYet>}
			{groups.map(({ group, topics }) => (
				<Group
					key={group.code}
					title={titleOf(group, language)}
					topics={topics}
					isBusy={set.isPending}
					onSet={(code, isImportant) => set.mutate({ code, isImportant })}
				/>
			))}
		</Screen>
	);
}

function Group({
	title,
	topics,
	isBusy,
	onSet,
}: {
	title: string;
	topics: Topic[];
	isBusy: boolean;
	onSet: (code: string, isImportant: boolean) => void;
}) {
	const language = useLanguage();
	return (
		<Section title={title}>
			<div className="grid gap-1.5 mid:grid-cols-2">
				{topics.map((topic) => (
					<Tick
						key={topic.code}
						label={titleOf(topic, language)}
						checked={topic.isImportant}
						disabled={isBusy}
						onChange={(checked) => onSet(topic.code, checked)}
					/>
				))}
			</div>
		</Section>
	);
}
