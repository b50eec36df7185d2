import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { CaseDetail, CasePage, CaseRow, LiveEvent } from "./api.ts";
import { atMostEvery } from "./at-most-every.ts";
import { onLive, onResync } from "./live.ts";
import { caseQuery, countsQuery } from "./queries.ts";

/** Rows changed by others at one moment: more than this are read again as a list. */
const singleReads = 12;

/** Puts the new state of a case into every list that shows it, in the place where it stands: nothing jumps. */
export function patchRows(client: QueryClient, row: CaseRow): void {
	client.setQueriesData<InfiniteData<CasePage>>({ queryKey: ["cases"] }, (data) => {
		if (!data?.pages.some((page) => page.items.some((item) => item.id === row.id && item !== row))) return data;
		const pages = data.pages.map((page) => ({
			...page,
			items: page.items.map((item) => (item.id === row.id ? row : item)),
		}));
		return { ...data, pages };
	});
}

/** A case that went to another agency leaves the lists. */
function dropRow(client: QueryClient, id: number): void {
	client.setQueriesData<InfiniteData<CasePage>>({ queryKey: ["cases"] }, (data) => {
		if (!data?.pages.some((page) => page.items.some((item) => item.id === id))) return data;
		const pages = data.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) }));
		return { ...data, pages };
	});
}

function shownIds(client: QueryClient): Set<number> {
	const ids = new Set<number>();
	for (const query of client.getQueryCache().findAll({ queryKey: ["cases"], type: "active" })) {
		const data = query.state.data as InfiniteData<CasePage> | undefined;
		for (const page of data?.pages ?? []) for (const item of page.items) ids.add(item.id);
	}
	return ids;
}

function readChanged(client: QueryClient, events: LiveEvent[]): void {
	const shown = shownIds(client);
	const left = new Set(events.filter((event) => event.type === "left").map((event) => event.caseId));
	for (const id of left) dropRow(client, id);
	const changed = [...new Set(events.map((event) => event.caseId))];
	for (const id of changed) void client.invalidateQueries({ queryKey: caseQuery(id).queryKey });
	const inLists = changed.filter((id) => shown.has(id) && !left.has(id));
	if (inLists.length > singleReads) void client.invalidateQueries({ queryKey: ["cases"] });
	else
		for (const id of inLists) void client.fetchQuery({ ...caseQuery(id), staleTime: 0, retry: false }).catch(() => {});
}

/** Lists whose time left may start or stop are read again when working hours usually begin or end. */
function atHalfHours(run: () => void): () => void {
	const half = 30 * 60_000;
	let timer: ReturnType<typeof setTimeout>;
	const next = () => {
		timer = setTimeout(
			() => {
				run();
				next();
			},
			half - (Date.now() % half) + 2000,
		);
	};
	next();
	return () => clearTimeout(timer);
}

/** Ties the stream of changes to what has been read. Returns the way to untie it. */
export function keepFresh(client: QueryClient): () => void {
	const recount = atMostEvery(2000, () => void client.invalidateQueries({ queryKey: countsQuery.queryKey }));
	const lookAround = atMostEvery(10_000, () => {
		void client.invalidateQueries({ queryKey: ["publications"] });
		void client.invalidateQueries({ queryKey: ["deliveries"] });
		void client.invalidateQueries({ queryKey: ["pages"] });
	});
	const offs = [
		onLive((events) => {
			readChanged(client, events);
			recount();
			lookAround();
		}),
		onResync(() => void client.invalidateQueries()),
		client.getQueryCache().subscribe((event) => {
			if (event.type !== "updated" || event.action.type !== "success" || event.query.queryKey[0] !== "case") return;
			const detail = event.query.state.data as CaseDetail | undefined;
			if (detail) patchRows(client, detail.case);
		}),
		atHalfHours(() => void client.invalidateQueries({ queryKey: ["cases"] })),
	];
	return () => {
		for (const off of offs) off();
	};
}
