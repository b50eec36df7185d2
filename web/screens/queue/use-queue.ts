import {
	type InfiniteData,
	infiniteQueryOptions,
	type QueryClient,
	useInfiniteQuery,
	useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { api, type CasePage, type CaseRow, type LiveEvent } from "../../api.ts";
import { atMostEvery } from "../../at-most-every.ts";
import { type CaseSearch, groupIn } from "../../case-search.ts";
import { onLive, onResync } from "../../live.ts";
import { setQueueOrder } from "../../queue-order.ts";
import { casesKey, orderIn, putBack, standsAfterIn } from "./list-cache.ts";

const pageSize = 50;
/** Of more changed cases at one moment the latest are looked at. */
const rowsAtOnce = 100;
/** A quiet line above the list may come a little later: hundreds of desks ask. */
const lookMs = 5_000;

/** `readAt` tells a list that was read again from one whose rows changed where they stand. */
type ReadPage = CasePage & { readAt: number };

/** The list for these filters: endless by cursor, never read again behind the person's back. */
export const queueQuery = (search: CaseSearch) =>
	infiniteQueryOptions({
		queryKey: casesKey(search),
		queryFn: async ({ pageParam, signal }): Promise<ReadPage> => {
			const cursor = pageParam ? { cursor: pageParam } : {};
			const page = await api.cases({ ...search, ...orderIn(search), limit: pageSize, ...cursor }, signal);
			return { ...page, readAt: Date.now() };
		},
		initialPageParam: "",
		getNextPageParam: (last) => last.nextCursor,
		staleTime: 10_000,
		refetchOnWindowFocus: false,
	});

export function useQueue(search: CaseSearch) {
	const query = useInfiniteQuery({
		...queueQuery(search),
		// while words are typed the old list stays; another view begins with an empty one
		placeholderData: (before, beforeQuery) =>
			(beforeQuery?.queryKey[1] as CaseSearch | undefined)?.view === search.view ? before : undefined,
	});
	const rows = useMemo(() => unique(query.data?.pages.flatMap((page) => page.items) ?? []), [query.data]);
	useEffect(() => setQueueOrder(rows.map((row) => row.id)), [rows]);
	return { ...query, rows, readAt: query.data?.pages[0]?.readAt ?? 0 };
}

/** A case may move to a later page while the pages are being read. */
function unique(rows: CaseRow[]): CaseRow[] {
	const seen = new Set<number>();
	return rows.filter((row) => !seen.has(row.id) && seen.add(row.id));
}

/** Whether a case that changed would stand among the rows already read; a new one is told of wherever it stands. */
function belongsHere(
	row: CaseRow,
	type: string,
	{ rows, hasMore }: Latest["current"],
	standsAfter: ReturnType<typeof standsAfterIn>,
): boolean {
	const last = rows.at(-1);
	if (type === "opened" || !hasMore || !last) return true;
	return !standsAfter(row, last);
}

/** Cases that came into the list since it was read: counted quietly, put on top when the person asks. */
export function useFresh(search: CaseSearch, rows: CaseRow[], hasMore: boolean, isReady: boolean) {
	const client = useQueryClient();
	const [pending, setPending] = useState<Pending>(nothing);
	const [arrived, setArrived] = useState<ReadonlySet<number>>(new Set());
	const key = JSON.stringify(search);
	const latest = useRef({ search, rows, hasMore, isReady });
	latest.current = { search, rows, hasMore, isReady };

	// another list begins anew
	useEffect(() => {
		setPending(nothing);
		setArrived(new Set());
		return watch(client, latest, setPending);
	}, [client, key]);

	const showFresh = useCallback(() => {
		if (pending.rows.length === 0) return;
		const list = latest.current.search;
		// a list in groups has a place for each
		if (groupIn(list)) for (const row of pending.rows) putBack(client, list, row);
		else client.setQueryData<InfiniteData<CasePage>>(casesKey(list), (data) => withOnTop(data, pending.rows));
		setArrived((before) => new Set([...before, ...pending.rows.map((row) => row.id)]));
		setPending(nothing);
	}, [client, pending]);

	// an empty list promises that new cases appear by themselves
	useEffect(() => {
		if (isReady && rows.length === 0 && pending.rows.length > 0) showFresh();
	}, [isReady, rows.length, pending.rows.length, showFresh]);

	const known = new Set(rows.map((row) => row.id));
	const freshCount = pending.rows.filter((row) => !known.has(row.id)).length;
	return { freshCount, isMoreFresh: pending.isMore, showFresh, arrived };
}

/** What came; `isMore`: more than could be counted. */
type Pending = { rows: CaseRow[]; isMore: boolean };
const nothing: Pending = { rows: [], isMore: false };

type Latest = { current: { search: CaseSearch; rows: CaseRow[]; hasMore: boolean; isReady: boolean } };

function watch(
	client: QueryClient,
	latest: Latest,
	setPending: (change: (before: Pending) => Pending) => void,
): () => void {
	const changed = new Map<number, string>();
	let isOver = false;
	const look = atMostEvery(lookMs, async () => {
		const list = latest.current;
		const { search } = list;
		if (!list.isReady || changed.size === 0) return;
		const ids = [...changed.keys()].toReversed().slice(0, rowsAtOnce);
		const isMore = changed.size > ids.length;
		const types = new Map(changed);
		const answer = await api.caseRows(ids, { ...search, view: search.view ?? "open" }).catch(() => null);
		if (!answer || isOver) return;
		// what changed again meanwhile is looked at again
		for (const [id, type] of types) if (changed.get(id) === type) changed.delete(id);
		const known = new Set(latest.current.rows.map((row) => row.id));
		const after = standsAfterIn(client, search);
		const found = answer.items.filter(
			(row) => !known.has(row.id) && belongsHere(row, types.get(row.id) ?? "", list, after),
		);
		if (found.length === 0) return;
		found.sort((a, b) => b.registeredAt.localeCompare(a.registeredAt));
		setPending((before) => ({ rows: unique([...found, ...before.rows]), isMore: before.isMore || isMore }));
	});
	const off = onLive((events: LiveEvent[]) => {
		const known = new Set(latest.current.rows.map((row) => row.id));
		for (const event of events)
			if (event.type !== "left" && !known.has(event.caseId) && changed.get(event.caseId) !== "opened")
				changed.set(event.caseId, event.type);
		if (changed.size > 0) look();
	});
	// under a flood the stream skips: what is counted is then the least there is
	const offResync = onResync(() => setPending((before) => ({ ...before, isMore: before.rows.length > 0 })));
	return () => {
		isOver = true;
		off();
		offResync();
		look.cancel();
	};
}

function withOnTop(data: InfiniteData<CasePage> | undefined, fresh: CaseRow[]): InfiniteData<CasePage> | undefined {
	const [first, ...rest] = data?.pages ?? [];
	if (!data || !first) return data;
	return { ...data, pages: [{ ...first, items: unique([...fresh, ...first.items]) }, ...rest] };
}
