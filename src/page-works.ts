import { openListening } from "./ingest/listen-pages.ts";
import type { ListenParts } from "./ingest/listen-pages.ts";
import { keepPages } from "./ingest/keep-pages.ts";
import type { KeptPages, PageWork } from "./ingest/keep-pages.ts";
import { lookAtPage } from "./ingest/look-at-page.ts";
import type { LookParts } from "./ingest/look-at-page.ts";
import { pollLeaseSeconds, pollPage } from "./ingest/poll-page.ts";
import type { PollParts } from "./ingest/poll-page.ts";
import { reconcileLeaseSeconds, reconcilePage } from "./ingest/reconcile-page.ts";
import { endTurn, failTurn } from "./registry/turns.ts";

export type PageWorkParts = LookParts & PollParts & Pick<ListenParts, "onError">;

const lookEverySeconds = 300;
/** A page whose network could not be looked at is looked at later and later, at most so late. */
const longestLookSeconds = 3_600;
const mostListened = 500;
const renewEveryMs = 5_000;

/** Everything that is done with pages again and again. */
export function pageWorks(parts: PageWorkParts): PageWork[] {
	return [
		{
			work: "poll",
			suits: (channel) => channel.poll !== undefined,
			statuses: ["active"],
			slots: 32,
			slotsOfTroubled: 8,
			leaseSeconds: pollLeaseSeconds,
			spreadSeconds: 10,
			run: (turn, now) => pollPage(parts, turn, now),
		},
		{
			work: "look",
			suits: () => true,
			statuses: ["active", "needs-reconnect", "stopped"],
			slots: 8,
			slotsOfTroubled: 2,
			leaseSeconds: 180,
			spreadSeconds: lookEverySeconds,
			run: async (turn, now) => {
				const isSeen = await lookAtPage(parts, turn, now());
				const later = (seconds: number) => new Date(now().getTime() + seconds * 1000);
				if (isSeen) return endTurn(parts.db, turn, later(lookEverySeconds), now());
				const pause = Math.min(lookEverySeconds * 2 ** Math.min(turn.failures, 10), longestLookSeconds);
				const failure = { at: now(), class: "retry-soon", text: "the network could not be looked at" };
				return failTurn(parts.db, turn, later(pause), failure);
			},
		},
		{
			work: "reconcile",
			suits: (channel) => channel.readWindow !== undefined,
			statuses: ["active"],
			slots: 4,
			slotsOfTroubled: 1,
			leaseSeconds: reconcileLeaseSeconds,
			spreadSeconds: 600,
			run: (turn, now) => reconcilePage(parts, turn, now),
		},
	];
}

/** Does all of it until stopped. */
export function workOnPages(parts: PageWorkParts): { stop: () => Promise<void> } {
	const kept: KeptPages = keepPages(parts, pageWorks(parts));
	const listening = openListening({ ...parts, onNews: kept.hasten }, mostListened);
	let looking: Promise<void> = Promise.resolve();
	const timer = setInterval(() => {
		// one look at a time; one that fails is made up for by the next
		looking = looking.then(() => listening.look(() => new Date())).catch(parts.onError);
	}, renewEveryMs);
	return {
		stop: async () => {
			clearInterval(timer);
			await looking;
			await Promise.all([kept.stop(), listening.stop()]);
		},
	};
}
