import { ChevronDown } from "lucide-react";
import type { Reference } from "../../api.ts";
import { type CaseSearch, type ChangeSearch, dueList, mayGroup, statusList } from "../../case-search.ts";
import { queueCues } from "../../components/cue.tsx";
import { Choice } from "../../components/field.tsx";
import { networkName } from "../../components/network.tsx";
import { Picker, type PickerItem } from "../../components/picker.tsx";
import { type Language, useLanguage } from "../../preferences.ts";
import { useMe, useReference } from "../../queries.ts";
import { titleOf, useWords } from "../../words.ts";

type FieldProps = { search: CaseSearch; onChange: ChangeSearch };

/** What the list may be narrowed by. */
export function FilterFields(props: FieldProps) {
	const isRegional = useMe().agencyId === null;
	return (
		<>
			{mayGroup(props.search) && !props.search.group && <SortChoice {...props} />}
			<TopicFilter {...props} />
			{isRegional && <AgencyFilter {...props} />}
			<DueFilter {...props} />
			<CueFilter {...props} />
			<StatusFilter {...props} />
			<ChannelFilter {...props} />
			<SnoozedFilter {...props} />
		</>
	);
}

function SortChoice({ search, onChange }: FieldProps) {
	const t = useWords();
	const options = (["due", "newest"] as const).map((value) => ({ value, label: t.queue.sorts[value] }));
	const choose = (value: string) => onChange({ sort: value === "newest" ? "newest" : undefined });
	return <Choice label={t.queue.sort} value={search.sort ?? "due"} options={options} onChange={choose} />;
}

function AgencyFilter({ search, onChange }: FieldProps) {
	const t = useWords();
	const { all } = useReference();
	const options = all.agencies.map((agency) => ({ value: String(agency.id), label: agency.shortName }));
	return (
		<Choice
			label={t.queue.agency}
			value={String(search.agencyId ?? "")}
			options={[{ value: "", label: t.queue.any }, ...options]}
			onChange={(value) => onChange({ agencyId: Number(value) || undefined })}
		/>
	);
}

function DueFilter({ search, onChange }: FieldProps) {
	const t = useWords();
	const options = dueList.map((value) => ({ value, label: t.queue.dues[value] }));
	return (
		<Choice
			label={t.queue.due}
			value={search.due ?? ""}
			options={[{ value: "", label: t.queue.any }, ...options]}
			onChange={(value) => onChange({ due: dueList.find((due) => due === value) })}
		/>
	);
}

function CueFilter({ search, onChange }: FieldProps) {
	const t = useWords();
	const options = queueCues.map((value) => ({ value, label: t.cues.words[value] }));
	return (
		<Choice
			label={t.cues.filter}
			value={search.cue ?? ""}
			options={[{ value: "", label: t.queue.any }, ...options]}
			onChange={(value) => onChange({ cue: value || undefined })}
		/>
	);
}

function StatusFilter({ search, onChange }: FieldProps) {
	const t = useWords();
	const options = statusList.map((value) => ({ value, label: t.status[value] }));
	return (
		<Choice
			label={t.queue.status}
			value={search.status ?? ""}
			options={[{ value: "", label: t.queue.any }, ...options]}
			onChange={(value) => onChange({ status: statusList.find((status) => status === value) })}
		/>
	);
}

function ChannelFilter({ search, onChange }: FieldProps) {
	const t = useWords();
	const options = useReference().all.channels.map((value) => ({ value, label: networkName(t, value) }));
	return (
		<Choice
			label={t.queue.channel}
			value={search.channel ?? ""}
			options={[{ value: "", label: t.queue.any }, ...options]}
			onChange={(value) => onChange({ channel: value || undefined })}
		/>
	);
}

function SnoozedFilter({ search, onChange }: FieldProps) {
	const t = useWords();
	return (
		<label className="flex cursor-pointer items-center gap-2">
			<input
				type="checkbox"
				className="size-4 accent-accent"
				checked={search.snoozed === "only"}
				onChange={(event) => onChange({ snoozed: event.target.checked ? "only" : undefined })}
			/>
			{t.triage.snoozedOnly}
		</label>
	);
}

const groupValue = (code: string) => `group:${code}`;

function topicItems(reference: Reference, language: Language, anyGroup: (title: string) => string): PickerItem[] {
	return reference.topicGroups.flatMap((group) => {
		const title = titleOf(group, language);
		const own = reference.topics.filter((topic) => topic.groupCode === group.code);
		return [
			{ value: groupValue(group.code), label: anyGroup(title), group: title },
			...own.map((topic) => ({ value: topic.code, label: titleOf(topic, language), group: title })),
		];
	});
}

function TopicFilter({ search, onChange }: FieldProps) {
	const t = useWords();
	const language = useLanguage();
	const reference = useReference();
	const items = [{ value: "", label: t.queue.any }, ...topicItems(reference.all, language, t.queue.wholeGroup)];
	const value = search.groupCode ? groupValue(search.groupCode) : (search.topicCode ?? "");
	const pick = (picked: string) =>
		onChange(
			picked.startsWith("group:")
				? { groupCode: picked.slice(6), topicCode: undefined }
				: { groupCode: undefined, topicCode: picked || undefined },
		);
	return (
		<div className="grid gap-1">
			<span className="text-sm font-medium">{t.queue.topic}</span>
			<Picker label={t.queue.topic} items={items} value={value} onPick={pick}>
				<button
					type="button"
					aria-label={`${t.queue.topic}: ${items.find((item) => item.value === value)?.label ?? value}`}
					className="flex h-10 items-center justify-between gap-2 rounded-lg border border-line-strong bg-panel pr-2.5 pl-3 text-left mid:h-8"
				>
					<span className="truncate">{items.find((item) => item.value === value)?.label ?? value}</span>
					<ChevronDown size={16} className="shrink-0 text-soft" aria-hidden />
				</button>
			</Picker>
		</div>
	);
}
