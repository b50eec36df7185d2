import { ChevronDown } from "lucide-react";
import { useId } from "react";
import type { Reference } from "../../api.ts";
import { Choice } from "../../components/field.tsx";
import { Picker } from "../../components/picker.tsx";
import { type Language, useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { titleOf } from "../../words.ts";
import { useSettingsWords } from "./settings-words.ts";

/** Which cases a rule is about: of an agency or any, of a topic, of a group of topics, or of any. */
export type CaseKind = { agencyId: number | null; topicCode: string | null; groupCode: string | null };
export const anyCase: CaseKind = { agencyId: null, topicCode: null, groupCode: null };

/** Topics and groups as one list to choose from; a group is "group:code", a topic "topic:code". */
export function topicItems(reference: Reference, language: Language, wholeGroup: (group: string) => string) {
	return reference.topicGroups.flatMap((group) => {
		const title = titleOf(group, language);
		return [
			{ value: `group:${group.code}`, label: wholeGroup(title), group: title },
			...reference.topics
				.filter((topic) => topic.groupCode === group.code)
				.map((topic) => ({ value: `topic:${topic.code}`, label: titleOf(topic, language), group: title })),
		];
	});
}

/** A topic, a group of topics, or any of them, by search. */
export function TopicChoice({
	value,
	onChange,
	hint,
	topicsOnly,
}: {
	value: Pick<CaseKind, "topicCode" | "groupCode">;
	onChange: (value: Pick<CaseKind, "topicCode" | "groupCode">) => void;
	hint?: string;
	/** a group is no answer to what is asked */
	topicsOnly?: boolean;
}) {
	const words = useSettingsWords();
	const language = useLanguage();
	const id = useId();
	const { all } = useReference();
	const known = topicItems(all, language, words.kinds.wholeGroup);
	const items = [
		{ value: "", label: words.kinds.anyTopic },
		...(topicsOnly ? known.filter(({ value: one }) => !one.startsWith("group:")) : known),
	];
	const chosen = value.topicCode ? `topic:${value.topicCode}` : value.groupCode ? `group:${value.groupCode}` : "";
	const pick = (picked: string) => {
		const [kind, code = ""] = picked.split(/:(.*)/s);
		onChange({ topicCode: kind === "topic" ? code : null, groupCode: kind === "group" ? code : null });
	};
	const label = items.find((item) => item.value === chosen)?.label ?? chosen;
	return (
		<div className="grid gap-1">
			<span id={id} className="text-sm font-medium">
				{words.kinds.topic}
			</span>
			<Picker label={words.kinds.topic} items={items} value={chosen} onPick={pick}>
				<button
					type="button"
					aria-label={`${words.kinds.topic}: ${label}`}
					className="flex h-10 w-full min-w-0 items-center justify-between gap-2 rounded-lg border border-line-strong bg-panel px-3 text-left mid:h-8"
				>
					<span className="truncate">{label}</span>
					<ChevronDown size={16} className="shrink-0 text-soft" aria-hidden />
				</button>
			</Picker>
			{hint && <p className="text-sm text-soft">{hint}</p>}
		</div>
	);
}

export function AgencyChoice({
	value,
	onChange,
	any,
	label,
	hint,
}: {
	value: number | null;
	onChange: (value: number | null) => void;
	/** the words for none chosen; without them one must be */
	any?: string;
	label?: string;
	hint?: string;
}) {
	const words = useSettingsWords();
	const { all } = useReference();
	const options = all.agencies.map((agency) => ({ value: String(agency.id), label: agency.shortName }));
	return (
		<Choice
			label={label ?? words.kinds.agency}
			{...(hint ? { hint } : {})}
			value={value === null ? "" : String(value)}
			options={any ? [{ value: "", label: any }, ...options] : options}
			onChange={(picked) => onChange(picked === "" ? null : Number(picked))}
		/>
	);
}

/** «Любая тема, любое ведомство», «Дороги: вся группа · Мэрия». */
export function useKindWords(): (kind: CaseKind) => string {
	const words = useSettingsWords();
	const language = useLanguage();
	const reference = useReference();
	return ({ agencyId, topicCode, groupCode }) => {
		const topic = reference.topic(topicCode);
		const group = reference.all.topicGroups.find(({ code }) => code === groupCode);
		const about = topic
			? titleOf(topic, language)
			: group
				? words.kinds.wholeGroup(titleOf(group, language))
				: (topicCode ?? groupCode ?? words.kinds.anyTopic);
		const agency =
			agencyId === null ? words.kinds.anyAgency : (reference.agency(agencyId)?.shortName ?? `№ ${agencyId}`);
		return `${about} · ${agency}`;
	};
}
