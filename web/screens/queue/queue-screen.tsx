import { getRouteApi, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { Suspense, useCallback } from "react";
import { later } from "../../later.ts";
import type { CaseSearch, ChangeSearch } from "../../case-search.ts";
import { AfterPaint } from "../../components/after-paint.tsx";
import { useTitle } from "../../title.ts";
import { useFirstWords } from "../../words.ts";
import { BulkStrip } from "./bulk-strip.tsx";
import { FilterChips, Filters } from "./filters.tsx";
import { ListLook } from "./list-look.tsx";
import { QueueList } from "./queue-list.tsx";
import { SaveView } from "./keep-view.tsx";
import { SearchBox } from "./search-box.tsx";
import { useBulk } from "./use-bulk.ts";
import { useCursor, useCursorKeys } from "./use-cursor.ts";
import { useFresh, useQueue } from "./use-queue.ts";
import { useSelection } from "./use-selection.ts";
import { useTriage } from "./use-triage.ts";
import { useTriageKeys } from "./use-triage-keys.ts";
import { ViewChoice, Views } from "./views.tsx";

const BulkBar = later(() => import("./bulk-bar.tsx"), "BulkBar");
const TriageChooser = later(() => import("./choosers.tsx"), "TriageChooser");
const BulkDialog = later(() => import("./bulk-dialog.tsx"), "BulkDialog");

const route = getRouteApi("/desk/cases");

/** Views, the list and, beside it, the open case. */
export function QueueScreen() {
	const t = useFirstWords();
	const search = route.useSearch();
	const { caseId } = useParams({ strict: false });
	const openId = caseId ?? null;
	useTitle(openId === null ? t.views[search.view ?? "open"] : t.case.number(openId));
	const desk = useDesk(search, openId);
	return (
		<>
			<Views search={search} />
			<section
				aria-label={t.nav.queue}
				// on a telephone the open case covers the list, which keeps its place
				className={`flex w-full min-w-0 shrink-0 flex-col border-r border-line bg-panel mid:visible mid:static mid:w-[21.5rem] wide:w-[23rem] ${openId === null ? "" : "max-mid:invisible max-mid:absolute max-mid:inset-0"}`}
			>
				<Head search={search} openId={openId} />
				<QueueList search={search} openId={openId} {...desk.list} />
				{desk.list.selection.size > 0 && (
					<Suspense>
						<BulkBar triage={desk.triage} bulk={desk.bulk} selection={desk.list.selection} />
					</Suspense>
				)}
				{desk.triage.mayTriage && (
					<AfterPaint>
						<BulkStrip />
					</AfterPaint>
				)}
			</section>
			<div className={`relative min-w-0 flex-1 ${openId === null ? "max-mid:hidden" : ""}`}>
				<Outlet />
			</div>
			{desk.bulk.stage && (
				<Suspense>
					<BulkDialog bulk={desk.bulk} />
				</Suspense>
			)}
			{desk.triage.asked && (
				<Suspense>
					<TriageChooser triage={desk.triage} />
				</Suspense>
			)}
		</>
	);
}

/** The list, where the person stands in it, what is chosen and what may be done: by keys and by the parts of the screen. */
function useDesk(search: CaseSearch, openId: number | null) {
	const listKey = JSON.stringify(search);
	const queue = useQueue(search);
	const { rows } = queue;
	const fresh = useFresh(search, rows, queue.hasNextPage, !queue.isPending && !queue.isPlaceholderData);
	const cursor = useCursor(rows, openId, listKey);
	const selection = useSelection(rows, listKey);
	useCursorKeys(cursor, openId, selection);
	const triage = useTriage(search, rows, cursor, openId);
	const bulk = useBulk(search, rows, selection);
	useTriageKeys(triage, bulk, cursor, selection);
	return { list: { queue, fresh, at: cursor.at, selection }, triage, bulk };
}

/** Filters are the address: what is changed stands there at once, and the open case stays open. */
function useChangeSearch(openId: number | null): ChangeSearch {
	const navigate = useNavigate();
	return useCallback(
		(part) =>
			void navigate({
				to: openId === null ? "/cases" : "/cases/$caseId",
				params: { caseId: openId ?? 0 },
				search: (before) => ({ ...before, ...part }),
				replace: true,
			}),
		[navigate, openId],
	);
}

function Head({ search, openId }: { search: CaseSearch; openId: number | null }) {
	const navigate = useNavigate();
	const change = useChangeSearch(openId);
	const changeWords = useCallback((q: string) => change({ q: q || undefined }), [change]);
	return (
		<div className="grid gap-2 border-b border-line px-3 py-2.5">
			<div className="flex gap-2 wide:hidden">
				<ViewChoice search={search} onChoose={(next) => void navigate({ to: "/cases", search: next })} />
			</div>
			<div className="flex gap-2">
				<SearchBox value={search.q ?? ""} onChange={changeWords} />
				<Filters search={search} onChange={change} />
				<ListLook search={search} onChange={change} />
			</div>
			<FilterChips search={search} onChange={change} />
			<SaveView search={search} />
		</div>
	);
}
