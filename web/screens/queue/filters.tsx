import { ListFilter, X } from "lucide-react";
import { Suspense, useState } from "react";
import { later } from "../../later.ts";
import { Skeleton } from "../../components/empty.tsx";
import { type CaseSearch, type ChangeSearch, filterCount } from "../../case-search.ts";
import { Button } from "../../components/button.tsx";
import { Opener } from "../../components/opener.tsx";
import { isShownCue } from "../../components/cue.tsx";
import { networkName } from "../../components/network.tsx";
import type { FirstWords } from "../../locales/first-ru.ts";
import { type Language, useLanguage } from "../../preferences.ts";
import { type Lookup, useReference } from "../../queries.ts";
import { titleOf, useFirstWords } from "../../words.ts";

const FilterFields = later(() => import("./filter-fields.tsx"), "FilterFields");

/** How the panels look that the head of the list opens. */
export const listPanel = "grid w-72 gap-3";

/** The button that opens the filters; it says how many are on. */
export function Filters({ search, onChange }: { search: CaseSearch; onChange: ChangeSearch }) {
	const t = useFirstWords();
	const [isOpen, setOpen] = useState(false);
	const count = filterCount(search);
	const button = (
		<Button aria-label={t.queue.filters} className={`mid:w-auto ${count > 0 ? "border-accent-line text-accent" : ""}`}>
			<ListFilter size={16} aria-hidden />
			{count > 0 && <span className="tabular">{count}</span>}
		</Button>
	);
	return (
		<Opener button={button} label={t.queue.filters} isOpen={isOpen} onOpenChange={setOpen} className={listPanel}>
			<Suspense fallback={<Skeleton className="h-64" />}>
				<FilterFields search={search} onChange={onChange} />
			</Suspense>
		</Opener>
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
