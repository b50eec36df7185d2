import { Link } from "@tanstack/react-router";
import { CheckCheck, CircleAlert, CircleDashed, Eye, Inbox, Layers, PenLine, Undo2 } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useQuery } from "@tanstack/react-query";
import type { CaseView } from "../../api.ts";
import { type CaseSearch, isSameSearch, readCaseSearch, viewList } from "../../case-search.ts";
import { AfterPaint } from "../../components/after-paint.tsx";
import { Select } from "../../components/select.tsx";
import { countsQuery, savedViewsQuery, useMe } from "../../queries.ts";
import { numberWords } from "../../number-words.ts";
import { useFirstWords } from "../../words.ts";
import { SavedViews } from "./saved-views.tsx";

const icons: Record<CaseView, LucideIcon> = {
	open: Inbox,
	mine: PenLine,
	new: CircleDashed,
	approval: Eye,
	returned: Undo2,
	answered: CheckCheck,
	all: Layers,
};

/** A count in the person's language; one that reached the cap means "at least". */
function useCounts(): (view: CaseView | "overdue") => string {
	const t = useFirstWords();
	const { data } = useQuery(countsQuery);
	return (view) => {
		const count = view === "overdue" ? data?.overdue : data?.views[view];
		if (count === undefined || count === 0) return "";
		const words = numberWords(count);
		return data && count >= data.cap ? t.views.atLeast(words) : words;
	};
}

const look = "flex h-8 items-center gap-2.5 rounded-md px-2 hover:bg-hover";
const current = "bg-accent-tint text-accent font-medium";

/** The views at the left of a wide screen. */
export function Views({ search }: { search: CaseSearch }) {
	const t = useFirstWords();
	const me = useMe();
	const countOf = useCounts();
	const view = search.view ?? "open";
	return (
		<nav
			aria-label={t.views.title}
			className="hidden w-52 shrink-0 flex-col overflow-y-auto border-r border-line bg-side px-2 py-3 wide:flex"
		>
			<p className="truncate px-2 pb-2 text-lg font-semibold">{t.views.title}</p>
			<ul className="grid gap-0.5">
				{viewList.map((one) => {
					const Icon = icons[one];
					const isCurrent = one === view && search.due !== "overdue";
					return (
						<li key={one}>
							<Link
								to="/cases"
								search={{ view: one === "open" ? undefined : one }}
								aria-current={isCurrent ? "page" : undefined}
								className={`${look} ${isCurrent ? current : ""}`}
							>
								<Icon size={16} className="shrink-0" aria-hidden />
								<span className="flex-1 truncate">{t.views[one]}</span>
								<span className="text-sm text-soft tabular">{countOf(one)}</span>
							</Link>
						</li>
					);
				})}
			</ul>
			<Overdue isCurrent={isSameSearch(search, { due: "overdue" })} count={countOf("overdue")} />
			<AfterPaint>
				<SavedViews search={search} />
			</AfterPaint>
			<p className="mt-auto px-2 pt-4 text-sm text-soft">{me.region.name}</p>
		</nav>
	);
}

function Overdue({ isCurrent, count }: { isCurrent: boolean; count: string }) {
	const t = useFirstWords();
	return (
		<Link
			to="/cases"
			search={{ due: "overdue" }}
			aria-current={isCurrent ? "page" : undefined}
			className={`${look} mt-3 ${isCurrent ? current : ""}`}
		>
			<CircleAlert size={16} className={`shrink-0 ${count ? "text-late" : ""}`} aria-hidden />
			<span className="flex-1 truncate">{t.views.overdue}</span>
			<span className={`text-sm tabular ${count ? "font-medium text-late" : "text-soft"}`}>{count}</span>
		</Link>
	);
}

/** The same views as a list of the device where there is no room for the column. */
export function ViewChoice({ search, onChoose }: { search: CaseSearch; onChoose: (search: CaseSearch) => void }) {
	const t = useFirstWords();
	const countOf = useCounts();
	const options = [...viewList, "overdue"] as const;
	const saved = useQuery(savedViewsQuery).data?.items ?? [];
	const named = saved.find((view) => isSameSearch(readCaseSearch(view.query), search));
	const builtIn = search.due === "overdue" && !search.view ? "overdue" : (search.view ?? "open");
	return (
		<Select
			aria-label={t.views.title}
			value={named ? String(named.id) : builtIn}
			onChange={(event) => {
				const own = saved.find(({ id }) => String(id) === event.target.value);
				if (own) return onChoose(readCaseSearch(own.query));
				const value = options.find((option) => option === event.target.value);
				onChoose(value === "overdue" ? { due: "overdue" } : value === "open" ? {} : { view: value });
			}}
			className="min-w-0 flex-1 font-medium wide:hidden"
		>
			{options.map((option) => (
				<option key={option} value={option}>
					{t.views[option]} {countOf(option) && `· ${countOf(option)}`}
				</option>
			))}
			{saved.length > 0 && (
				<optgroup label={t.triage.savedViews}>
					{saved.map(({ id, name }) => (
						<option key={id} value={id}>
							{name}
						</option>
					))}
				</optgroup>
			)}
		</Select>
	);
}
