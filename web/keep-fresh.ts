import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { api } from "./api.ts";
import type { CaseDetail, CasePage, CaseRow, LiveEvent } from "./api.ts";
import { atMostEvery } from "./at-most-every.ts";
import { partsKey } from "./case-parts.ts";
import { onLive, onPresence, onResync } from "./live.ts";
import { presenceQuery } from "./presence.ts";
import { caseQuery, countsQuery } from "./queries.ts";

/** Rows changed by others at one moment: more than are asked for at once are read again as a list. */
const rowsAtOnce = 100;
/** A desk of hundreds counts for each of them: often enough for the eye, while one's own step counts at once. */
const recountMs = 5_000;

/** Puts the new state of a case into every list that shows it, in the place where it stands: nothing jumps. */
export function patchRows(client: QueryClient, row: CaseRow): void {
	client.setQueriesData<InfiniteData<CasePage>>({ queryKey: ["cases"] }, (data) => {
		// answers may overtake each other
		const isOlder = (item: CaseRow) => item.id === row.id && item !== row && item.version <= row.version;
		if (!data?.pages.some((page) => page.items.some(isOlder))) return data;
		const pages = data.pages.map((page) => ({
			...page,
			items: page.items.map((item) => (isOlder(item) ? row : item)),
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
	for (const id of changed) {
		void readAnew(client, caseQuery(id).queryKey);
		void client.invalidateQueries({ queryKey: partsKey(id) });
	}
	const inLists = changed.filter((id) => shown.has(id) && !left.has(id) && !isOpen(client, id));
	if (inLists.length > rowsAtOnce) void client.invalidateQueries({ queryKey: ["cases"] });
	else if (inLists.length > 0) void readRows(client, inLists).catch(() => {});
}

/** What is being read for the first time was asked for before the change, perhaps: it is read once more. */
async function readAnew(client: QueryClient, queryKey: readonly unknown[]): Promise<void> {
	const query = client.getQueryCache().find({ queryKey });
	if (query?.state.data === undefined) await query?.promise?.catch(() => {});
	await client.invalidateQueries({ queryKey });
}

/** The case on the screen is read whole, and its row with it. */
const isOpen = (client: QueryClient, id: number): boolean =>
	client
		.getQueryCache()
		.find({ queryKey: caseQuery(id).queryKey })
		?.isActive() ?? false;

async function readRows(client: QueryClient, ids: number[]): Promise<void> {
	const { items } = await api.caseRows(ids);
	for (const row of items) patchRows(client, row);
	const found = new Set(items.map(({ id }) => id));
	for (const id of ids) if (!found.has(id)) dropRow(client, id);
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
	const recount = atMostEvery(recountMs, () => void client.invalidateQueries({ queryKey: countsQuery.queryKey }));
	const lookAround = atMostEvery(10_000, () => {
		void client.invalidateQueries({ queryKey: ["publications"] });
		void client.invalidateQueries({ queryKey: ["deliveries"] });
		void client.invalidateQueries({ queryKey: ["pages"] });
		void client.invalidateQueries({ queryKey: ["day"] });
	});
	const offs = [
		onLive((events) => {
			readChanged(client, events);
			recount();
			lookAround();
		}),
		onPresence(({ caseId, ...presence }) => client.setQueryData(presenceQuery(caseId).queryKey, presence)),
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
