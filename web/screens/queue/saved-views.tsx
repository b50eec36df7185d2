import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bookmark, Ellipsis, Users } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { type SavedView } from "../../api.ts";
import { type CaseSearch, isSameSearch, readCaseSearch } from "../../case-search.ts";
import { useLanguage } from "../../preferences.ts";
import { savedCountsQuery, savedViewsQuery, useReference } from "../../queries.ts";
import { numberWords } from "../../time.ts";
import { done } from "../../undo.ts";
import { useWords } from "../../words.ts";
import { useViewChange } from "./use-view-change.ts";
import { ViewForm } from "./view-form.tsx";
import { triageApi } from "../../api-triage.ts";

function useSavedCount(): (id: number) => string {
	const t = useWords();
	const language = useLanguage();
	const { data } = useQuery(savedCountsQuery);
	return (id) => {
		const count = data?.counts[id];
		if (!data || !count) return "";
		return count >= data.cap ? t.views.atLeast(numberWords(count, language)) : numberWords(count, language);
	};
}

/** Views that people saved: own ones first, then those shared with them. */
export function SavedViews({ search }: { search: CaseSearch }) {
	const t = useWords();
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
	const t = useWords();
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
				<span className="text-sm text-soft tabular group-focus-within:hidden group-hover:hidden">
					{!view.isOwn || count ? count : ""}
				</span>
			</Link>
			{view.isOwn && <ViewMenu view={view} own={own} onRename={() => setRenaming(true)} />}
			{isRenaming && <ViewForm view={view} query={view.query} onClose={() => setRenaming(false)} />}
		</li>
	);
}

const itemLook =
	"flex h-9 cursor-pointer items-center rounded-md px-2 outline-none data-disabled:opacity-50 data-highlighted:bg-hover mid:h-8";

/** Where an own view stands, and how it is moved and put away. */
function useOrderOf(view: SavedView, own: SavedView[]) {
	const t = useWords();
	const change = useViewChange();
	const at = own.findIndex(({ id }) => id === view.id);
	const move = (step: 1 | -1) => {
		const ids = own.map(({ id }) => id);
		ids.splice(at, 1);
		ids.splice(at + step, 0, view.id);
		change.mutate(() => triageApi.orderViews(ids));
	};
	const remove = () =>
		change.mutate(() => triageApi.deleteView(view.id), {
			onSuccess: () =>
				done(t, t.triage.viewDeleted(view.name), async () => {
					await change.mutateAsync(() => triageApi.restoreView(view.id));
				}),
		});
	return { at, move, remove };
}

function ViewMenu({ view, own, onRename }: { view: SavedView; own: SavedView[]; onRename: () => void }) {
	const t = useWords();
	const { at, move, remove } = useOrderOf(view, own);
	const items: [words: string, run: () => void, isOff: boolean][] = [
		[t.triage.viewChange, onRename, false],
		[t.triage.viewUp, () => move(-1), at === 0],
		[t.triage.viewDown, () => move(1), at === own.length - 1],
		[t.triage.viewDelete, remove, false],
	];
	return (
		<DropdownMenu.Root modal={false}>
			<DropdownMenu.Trigger asChild>
				<button
					type="button"
					aria-label={t.triage.viewMenu(view.name)}
					className="mr-1 flex size-6 items-center justify-center rounded text-soft not-group-hover:not-group-focus-within:w-0 not-group-hover:not-group-focus-within:opacity-0 hover:bg-hover focus-visible:opacity-100"
				>
					<Ellipsis size={16} aria-hidden />
				</button>
			</DropdownMenu.Trigger>
			<DropdownMenu.Portal>
				<DropdownMenu.Content
					align="start"
					sideOffset={4}
					collisionPadding={8}
					onCloseAutoFocus={(event) => event.preventDefault()}
					className="z-50 min-w-48 rounded-lg bg-raised p-1 shadow-float appear"
				>
					{items.map(([words, run, isOff]) => (
						<DropdownMenu.Item key={words} className={itemLook} disabled={isOff} onSelect={run}>
							{words}
						</DropdownMenu.Item>
					))}
				</DropdownMenu.Content>
			</DropdownMenu.Portal>
		</DropdownMenu.Root>
	);
}
