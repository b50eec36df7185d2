import { useSyncExternalStore } from "react";
import { gatherMs } from "./at-most-every.ts";
import { api, type LiveEvent, onOutcome } from "./api.ts";
import type { Presence } from "./api-case.ts";

/** The one stream of changes for the whole app, and what is known about the connection. */

export type Connection = "up" | "lost" | "back" | "database" | "offline";

/** Who is at a case now, whenever that changes. */
export type PresenceNews = Presence & { caseId: number };

type LiveListener = (events: LiveEvent[]) => void;

const listeners = new Set<LiveListener>();
const resyncs = new Set<() => void>();
const presences = new Set<(news: PresenceNews) => void>();
const watchers = new Set<() => void>();
const quietMs = 1500;

let source: EventSource | null = null;
let batch: LiveEvent[] = [];
let batchTimer: ReturnType<typeof setTimeout> | undefined;
let lostTimer: ReturnType<typeof setTimeout> | undefined;
let retryTimer: ReturnType<typeof setTimeout> | undefined;
let probeTimer: ReturnType<typeof setTimeout> | undefined;
let wasLost = false;
let streamState: "up" | "lost" | "back" = "up";
let serverState: "up" | "database" | "offline" = "up";

function tell(): void {
	for (const watcher of watchers) watcher();
}
function setStream(state: typeof streamState): void {
	streamState = state;
	tell();
}

function flush(): void {
	batchTimer = undefined;
	const events = batch;
	batch = [];
	for (const listener of listeners) listener(events);
}

function resync(): void {
	for (const listener of resyncs) listener();
}

function open(after: string | null): void {
	source = new EventSource(after === null ? "/api/events" : `/api/events?after=${encodeURIComponent(after)}`);
	source.onmessage = (message) => {
		batch.push(JSON.parse(message.data) as LiveEvent);
		// a thousand messages a second must not redraw a thousand times
		batchTimer ??= setTimeout(flush, gatherMs());
	};
	source.addEventListener("resync", resync);
	source.addEventListener("presence", (message) => {
		const news = JSON.parse(message.data) as PresenceNews;
		for (const listener of presences) listener(news);
	});
	source.onopen = () => {
		clearTimeout(lostTimer);
		lostTimer = undefined;
		if (!wasLost) return;
		wasLost = false;
		setStream("back");
		setTimeout(() => streamState === "back" && setStream("up"), 3000);
	};
	source.onerror = () => {
		lostTimer ??= setTimeout(() => {
			wasLost = true;
			setStream("lost");
		}, quietMs);
		if (source?.readyState === EventSource.CLOSED) reopen();
	};
}

/** The browser gives up after an answer that is not a stream; the place in the stream is lost with it, so everything is read anew. */
function reopen(): void {
	source?.close();
	clearTimeout(retryTimer);
	retryTimer = setTimeout(() => {
		open(null);
		source?.addEventListener("open", resync, { once: true });
	}, 3000);
}

/** Watches the answers of every call: silence and a missing database are told to the person, and probed until they end. */
const stopWatching = onOutcome((error) => {
	const state = error?.code === "database-unavailable" ? "database" : error?.code === "offline" ? "offline" : "up";
	if (error && state === "up") return;
	if (state === serverState) return;
	const isRecovered = state === "up";
	serverState = state;
	clearTimeout(probeTimer);
	if (!isRecovered) probe();
	tell();
	if (isRecovered) resync();
});
if (import.meta.hot) import.meta.hot.dispose(stopWatching);

function probe(): void {
	probeTimer = setTimeout(async () => {
		const status = await api.status().catch(() => null);
		if (serverState === "up") return;
		if (status && !status.database && serverState !== "database") {
			serverState = "database";
			tell();
		}
		if (status?.database) {
			serverState = "up";
			tell();
			resync();
		} else probe();
	}, 3000);
}

/** @param after where the stream stood before the first reading: what changed between the two is told */
export function startLive(after: string): void {
	if (!source) open(after);
}
export function stopLive(): void {
	source?.close();
	source = null;
	clearTimeout(retryTimer);
	clearTimeout(lostTimer);
	lostTimer = undefined;
}

/** Batches of changes to cases the person may see. */
export function onLive(listener: LiveListener): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}
/** Somebody came to a case or left it, began to write or ended. */
export function onPresence(listener: (news: PresenceNews) => void): () => void {
	presences.add(listener);
	return () => presences.delete(listener);
}
/** Changes may have been missed: read again whatever is shown. */
export function onResync(listener: () => void): () => void {
	resyncs.add(listener);
	return () => resyncs.delete(listener);
}

export function useConnection(): Connection {
	return useSyncExternalStore(
		(watcher) => {
			watchers.add(watcher);
			return () => watchers.delete(watcher);
		},
		() => (serverState !== "up" ? serverState : streamState),
	);
}
