import { getRouteApi, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import type { CaseRow } from "../../api.ts";
import type { CaseSearch } from "../../case-search.ts";
import { useKeys } from "../../keys.ts";
import { useTitle } from "../../title.ts";
import { useWords } from "../../words.ts";
import { FilterChips, Filters } from "./filters.tsx";
import { QueueList } from "./queue-list.tsx";
import { SearchBox } from "./search-box.tsx";
import { useFresh, useQueue } from "./use-queue.ts";
import { ViewChoice, Views } from "./views.tsx";

const route = getRouteApi("/desk/cases");

/** Views, the list and, beside it, the open case. */
export function QueueScreen() {
	const t = useWords();
	const search = route.useSearch();
	const navigate = useNavigate();
	const { caseId } = useParams({ strict: false });
	const openId = caseId ?? null;
	useTitle(openId === null ? t.views[search.view ?? "open"] : t.case.number(openId));
	const queue = useQueue(search);
	const fresh = useFresh(search, queue.rows, queue.hasNextPage, !queue.isPending && !queue.isPlaceholderData);
	const at = useListKeys(queue.rows, openId);
	const change = useCallback(
		(part: Partial<CaseSearch>) =>
			void navigate({
				to: openId === null ? "/cases" : "/cases/$caseId",
				params: { caseId: openId ?? 0 },
				search: (before) => ({ ...before, ...part }),
				replace: true,
			}),
		[navigate, openId],
	);
	const changeWords = useCallback((q: string) => change({ q: q || undefined }), [change]);
	return (
		<>
			<Views search={search} />
			<section
				aria-label={t.nav.queue}
				// on a telephone the open case covers the list, which keeps its place
				className={`flex w-full min-w-0 shrink-0 flex-col border-r border-line bg-panel mid:visible mid:static mid:w-[21.5rem] wide:w-[23rem] ${openId === null ? "" : "max-mid:invisible max-mid:absolute max-mid:inset-0"}`}
			>
				<div className="grid gap-2 border-b border-line px-3 py-2.5">
					<div className="flex gap-2 wide:hidden">
						<ViewChoice search={search} onChoose={(next) => void navigate({ to: "/cases", search: next })} />
					</div>
					<div className="flex gap-2">
						<SearchBox value={search.q ?? ""} onChange={changeWords} />
						<Filters search={search} onChange={change} />
					</div>
					<FilterChips search={search} onChange={change} />
				</div>
				<QueueList search={search} queue={queue} fresh={fresh} openId={openId} at={at} />
			</section>
			<div className={`relative min-w-0 flex-1 ${openId === null ? "max-mid:hidden" : ""}`}>
				<Outlet />
			</div>
		</>
	);
}

/** J and K walk the list; with a case open they open the next one at once. */
function useListKeys(rows: CaseRow[], openId: number | null): number | null {
	const navigate = useNavigate();
	const [cursor, setCursor] = useState<number | null>(null);
	const openAt = rows.findIndex((row) => row.id === openId);
	const at = openAt >= 0 ? openAt : cursor;
	const open = (row: CaseRow | undefined) => {
		if (row)
			void navigate({ to: "/cases/$caseId", params: { caseId: row.id }, search: true, replace: openId !== null });
	};
	const go = (step: 1 | -1) => (event: KeyboardEvent) => {
		const next = at === null ? 0 : Math.max(0, Math.min(rows.length - 1, at + step));
		event.preventDefault();
		setCursor(next);
		if (openId !== null) open(rows[next]);
	};
	useKeys({
		j: go(1),
		k: go(-1),
		arrowdown: go(1),
		arrowup: go(-1),
		enter: (event) => {
			const isOnControl =
				event.target instanceof HTMLElement && event.target.closest("a, button, summary, [role=menu]");
			if (openId === null && at !== null && !isOnControl) open(rows[at]);
		},
		escape: (event) => {
			if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select")) event.target.blur();
			else if (openId !== null && !document.querySelector("[data-radix-popper-content-wrapper]")) {
				setCursor(openAt >= 0 ? openAt : null);
				void navigate({ to: "/cases", search: true });
			}
		},
	});
	return at;
}
