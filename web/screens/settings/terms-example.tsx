import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { settingsApi, type TermsByPriority, type TermsExample as Example } from "../../api-settings.ts";
import { DueExplained } from "../../components/due-explained.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { whenWords } from "../../time.ts";
import { errorWords, useWords } from "../../words.ts";
import { AgencyChoice, TopicChoice } from "./case-kinds.tsx";
import { momentIn, nextFriday } from "./moment-in.ts";
import { Section } from "../../components/section.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { type Priority, priorities } from "./term-form.ts";
import { useProfileTitle } from "./terms-words.ts";

/** When the clocks of a case run out: by the terms at work, or by `terms` that are not saved yet. */
export function TermsExample({ terms }: { terms: TermsByPriority | null }) {
	const words = useSettingsWords().terms;
	const reference = useReference();
	const [local, setLocal] = useState(() => nextFriday(new Date()));
	const [chosen, setChosen] = useState<number | null>(null);
	const [topicCode, setTopic] = useState<string | null>(null);
	const [priority, setPriority] = useState<Priority>("normal");
	const agency = reference.agency(chosen) ?? reference.all.agencies[0];
	const at = agency ? momentIn(agency.timeZone, local) : null;
	return (
		<Section title={words.example.title} lead={terms ? words.example.leadNew : words.example.lead}>
			<div className="grid items-start gap-3 mid:grid-cols-2">
				<Field
					type="datetime-local"
					label={words.example.at}
					hint={agency ? words.example.atHint(agency.timeZone) : ""}
					error={at ? undefined : words.example.badTime}
					value={local}
					onChange={(event) => setLocal(event.target.value)}
				/>
				<AgencyChoice value={agency?.id ?? null} onChange={setChosen} />
				{terms === null && (
					<TopicChoice
						value={{ topicCode, groupCode: null }}
						onChange={(about) => setTopic(about.topicCode)}
						topicsOnly
					/>
				)}
				<Choice
					label={words.priority}
					value={priority}
					options={priorities.map((value) => ({ value, label: words.priorities[value] }))}
					onChange={(value) => setPriority(value as Priority)}
				/>
			</div>
			{agency && at && <Shown about={{ at, agencyId: agency.id, topicCode, priority, ...(terms && { terms }) }} />}
		</Section>
	);
}

type About = Parameters<typeof settingsApi.example>[0];

function Shown({ about }: { about: About }) {
	const t = useWords();
	const { data, error } = useQuery({
		queryKey: ["sla", "example", about],
		queryFn: ({ signal }) => settingsApi.example(about, signal),
		placeholderData: keepPreviousData,
	});
	if (error) return <Notice tone="late">{errorWords(t, error)}</Notice>;
	// the height of the answer that comes
	return <div className="min-h-52">{data && <Answer example={data} />}</div>;
}

function Answer({ example }: { example: Example }) {
	const t = useWords();
	const words = useSettingsWords().terms;
	const language = useLanguage();
	const titleOf = useProfileTitle();
	const when = (at: string, zone: string) => whenWords(at, zone, language, t.days);
	const answer = example.clocks.find(({ kind }) => kind === "answer");
	if (!answer) return null;
	const { startAt, dueAt, timeZone } = answer.due;
	return (
		<div className="grid gap-4 rounded-lg border border-line p-4">
			<div aria-live="polite">
				<p className="text-lg font-medium tabular">
					{words.example.answer(when(startAt, timeZone), when(dueAt, timeZone))}
				</p>
				{example.profile && <p className="text-sm text-soft">{words.example.profile(titleOf(example.profile))}</p>}
			</div>
			<div className="grid gap-x-8 gap-y-4 mid:grid-cols-2">
				<div className="grid content-start gap-1.5">
					<p className="text-sm text-soft">{words.example.counted}</p>
					<DueExplained due={answer.due} />
				</div>
				<dl className="grid content-start gap-1 text-sm">
					{example.clocks
						.filter(({ kind }) => kind !== "answer")
						.map(({ kind, due }) => (
							<div key={kind} className="flex justify-between gap-3">
								<dt className="text-soft">{words.clocks[kind]}</dt>
								<dd className="text-right tabular whitespace-nowrap">
									{words.example.until(when(due.dueAt, due.timeZone))}
								</dd>
							</div>
						))}
				</dl>
			</div>
		</div>
	);
}
