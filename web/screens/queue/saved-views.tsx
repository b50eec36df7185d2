import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BellRing, Bookmark, Users } from "lucide-react";
import { Suspense, useState } from "react";
import { later } from "../../later.ts";
import { type SavedView } from "../../api.ts";
import { type CaseSearch, isSameSearch, readCaseSearch } from "../../case-search.ts";
import { savedCountsQuery, savedViewsQuery, useReference } from "../../queries.ts";
import { numberWords } from "../../number-words.ts";
import { useFirstWords } from "../../words.ts";

const ViewMenu = later(() => import("./view-menu.tsx"), "ViewMenu");
const ViewForm = later(() => import("./view-form.tsx"), "ViewForm");

function useSavedCount(): (id: number) => string {
	const t = useFirstWords();
	const { data } = useQuery(savedCountsQuery);
	return (id) => {
		const count = data?.counts[id];
		if (!data || !count) return "";
		return count >= data.cap ? t.views.atLeast(numberWords(count)) : numberWords(count);
	};
}

/** Views that people saved: own ones first, then those shared with them. */
export function SavedViews({ search }: { search: CaseSearch }) {
	const t = useFirstWords();
	const { data } = useQuery(savedViewsQuery);
	const countOf = useSavedCount();
	if (!data || data.items.length === 0) return null;
	const own = data.items.filter((view) => view.isOwn);
	return (
		<section aria-label={t.triage.savedViews} className="mt-4">
			<p className="px-2 pb-1 text-xs font-medium text-soft">{t.triage.savedViews}</p>
			<ul className="grid gap-0.5">
				{data.items.map((view) => (
					<SavedRow key={view.id} view={view} own={own} search={search} count={countOf(view.id)} />
				))}
			</ul>
		</section>
	);
}

type RowProps = { view: SavedView; own: SavedView[]; search: CaseSearch; count: string };

function SavedRow({ view, own, search, count }: RowProps) {
	const t = useFirstWords();
	const { staff } = useReference();
	const [isRenaming, setRenaming] = useState(false);
	const wanted = readCaseSearch(view.query);
	const isCurrent = isSameSearch(wanted, search);
	const Icon = view.shared === "own" ? Bookmark : Users;
	const sharedBy = view.shared === "own" ? undefined : t.triage.sharedBy(staff(view.ownerId)?.name ?? "");
	return (
		<li
			className={`group flex h-8 items-center rounded-md hover:bg-hover ${isCurrent ? "bg-accent-tint font-medium text-accent" : ""}`}
		>
			<Link
				to="/cases"
				search={wanted}
				title={sharedBy}
				aria-current={isCurrent ? "page" : undefined}
				className="flex h-full min-w-0 flex-1 items-center gap-2.5 rounded-md px-2"
			>
				<Icon size={16} className="shrink-0" aria-hidden />
				<span className="flex-1 truncate">{view.name}</span>
				{view.isWatched && (
					<>
						<BellRing size={14} className="shrink-0 text-soft" aria-hidden />
						<span className="sr-only">{t.triage.isWatched}</span>
					</>
				)}
				<span className="text-sm text-soft tabular group-focus-within:hidden group-hover:hidden">{count}</span>
			</Link>
			<Suspense fallback={<span className="size-6" />}>
				<ViewMenu view={view} own={own} onRename={() => setRenaming(true)} />
			</Suspense>
			{isRenaming && (
				<Suspense>
					<ViewForm view={view} query={view.query} onClose={() => setRenaming(false)} />
				</Suspense>
			)}
		</li>
	);
}
