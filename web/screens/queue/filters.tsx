import { ChevronDown, ListFilter, X } from "lucide-react";
import { Popover } from "radix-ui";
import type { Reference } from "../../api.ts";
import { type CaseSearch, dueList, filterCount, mayGroup, statusList } from "../../case-search.ts";
import { Button } from "../../components/button.tsx";
import { isShownCue, queueCues } from "../../components/cue.tsx";
import { Choice } from "../../components/field.tsx";
import { networkName } from "../../components/network.tsx";
import { Picker, type PickerItem } from "../../components/picker.tsx";
import type { FirstWords } from "../../locales/first-ru.ts";
import { type Language, useLanguage } from "../../preferences.ts";
import { type Lookup, useMe, useReference } from "../../queries.ts";
import { titleOf, useFirstWords } from "../../words.ts";

export type ChangeSearch = (change: Partial<CaseSearch>) => void;

/** The button that opens the filters; it says how many are on. */
export function Filters({ search, onChange }: { search: CaseSearch; onChange: ChangeSearch }) {
	const t = useFirstWords();
	const count = filterCount(search);
	return (
		<Popover.Root>
			<Popover.Trigger asChild>
				<Button
					aria-label={t.queue.filters}
					className={`mid:w-auto ${count > 0 ? "border-accent-line text-accent" : ""}`}
				>
					<ListFilter size={16} aria-hidden />
					{count > 0 && <span className="tabular">{count}</span>}
				</Button>
			</Popover.Trigger>
			<Popover.Portal>
				<Popover.Content
					align="end"
					sideOffset={4}
					collisionPadding={8}
					aria-label={t.queue.filters}
					className="z-40 grid max-h-[var(--radix-popover-content-available-height)] w-72 gap-3 overflow-y-auto rounded-lg bg-raised p-4 shadow-float appear"
				>
					<FilterFields search={search} onChange={onChange} />
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}

type FieldProps = { search: CaseSearch; onChange: ChangeSearch };

function FilterFields(props: FieldProps) {
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
	const t = useFirstWords();
	const options = (["due", "newest"] as const).map((value) => ({ value, label: t.queue.sorts[value] }));
	const choose = (value: string) => onChange({ sort: value === "newest" ? "newest" : undefined });
	return <Choice label={t.queue.sort} value={search.sort ?? "due"} options={options} onChange={choose} />;
}

function AgencyFilter({ search, onChange }: FieldProps) {
	const t = useFirstWords();
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
	const t = useFirstWords();
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
	const t = useFirstWords();
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
	const t = useFirstWords();
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
	const t = useFirstWords();
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
	const t = useFirstWords();
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
	const t = useFirstWords();
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

type Chip = { key: keyof CaseSearch; label: string };

function chipsOf(search: CaseSearch, reference: Lookup, language: Language, t: FirstWords): Chip[] {
	const topic = reference.topic(search.topicCode ?? null);
	const group = reference.all.topicGroups.find((one) => one.code === search.groupCode);
	const chips: (Chip | false | undefined | "")[] = [
		search.due && { key: "due", label: t.queue.dues[search.due] },
		search.cue && { key: "cue", label: isShownCue(search.cue) ? t.cues.words[search.cue] : search.cue },
		search.status && { key: "status", label: t.status[search.status] },
		search.agencyId !== undefined && {
			key: "agencyId",
			label: reference.agency(search.agencyId)?.shortName ?? t.queue.agency,
		},
		search.assigneeId !== undefined && {
			key: "assigneeId",
			label: reference.staff(search.assigneeId)?.name ?? t.case.assignee,
		},
		search.groupCode && { key: "groupCode", label: group ? titleOf(group, language) : search.groupCode },
		search.topicCode && { key: "topicCode", label: topic ? titleOf(topic, language) : search.topicCode },
		search.snoozed && { key: "snoozed", label: t.triage.snoozedOnly },
		search.channel && { key: "channel", label: networkName(t, search.channel) },
	];
	return chips.filter((chip): chip is Chip => Boolean(chip));
}

/** The filters that are on, each with its way out. */
export function FilterChips({ search, onChange }: { search: CaseSearch; onChange: ChangeSearch }) {
	const t = useFirstWords();
	const chips = chipsOf(search, useReference(), useLanguage(), t);
	if (chips.length === 0) return null;
	return (
		<ul className="flex flex-wrap gap-1.5">
			{chips.map((chip) => (
				<li key={chip.key}>
					<button
						type="button"
						aria-label={t.queue.removeFilter(chip.label)}
						onClick={() => onChange({ [chip.key]: undefined })}
						className="flex h-7 max-w-56 items-center gap-1 rounded-md border border-accent-line bg-accent-tint pr-1.5 pl-2 text-sm text-accent hover:bg-hover"
					>
						<span className="truncate">{chip.label}</span>
						<X size={14} className="shrink-0" aria-hidden />
					</button>
				</li>
			))}
		</ul>
	);
}
