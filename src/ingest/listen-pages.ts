import type { Channels } from "../channels/channel.ts";
import type { Db } from "../db/database.ts";
import type { Turn } from "../registry/page-work.ts";
import { readReading } from "../registry/reads-health.ts";
import { readChannelPage } from "../registry/reads.ts";
import { endTurn, failTurn, keepTurns, prepareTurns, takeTurns, wishTurns } from "../registry/turns.ts";

export type ListenParts = {
	db: Db;
	channels: Channels;
	secretKey: Buffer;
	onError: (error: unknown) => void;
	/** told when a page has news: its turn to be read has come */
	onNews: () => void;
};

export const listenLeaseSeconds = 60;
/** A page that is not listened to now is asked again after this time. */
const askAgainSeconds = 600;
const firstPauseSeconds = 5;
const longestPauseSeconds = 600;
/** A connection that stood so long was a good one: the next pause is the first again. */
const goodSeconds = 60;

type Held = { turn: Turn; abort: AbortController; end: Promise<void> };

/**
 * Listens to pages whose networks can tell of news, each from one worker at a time: whoever holds a page's turn.
 * @param most connections at once in this process
 */
export function openListening(parts: ListenParts, most: number) {
	const held = new Map<string, Held>();
	const names = [...parts.channels].filter(([, channel]) => channel.listen).map(([name]) => name);
	return {
		/** renews what is held, lets go what was lost, and takes pages that nobody listens to */
		look: async (now: () => Date): Promise<void> => {
			await prepareTurns(parts.db, "listen", names, 0, now());
			const kept = await keepTurns(parts.db, "listen", [...held.keys()], listenLeaseSeconds, now());
			for (const [key, one] of held) if (!kept.has(key)) one.abort.abort();
			for (const channel of names) {
				const limit = most - held.size;
				if (limit <= 0) return;
				const common = { work: "listen" as const, channel, statuses: ["active"], limit };
				for (const isWell of [true, false]) {
					const taken = await takeTurns(parts.db, {
						...common,
						isWell,
						leaseSeconds: listenLeaseSeconds,
						now: now(),
					});
					for (const turn of taken) hold(parts, held, turn, now);
				}
			}
		},
		count: () => held.size,
		/** lets everything go, so that another worker may have it at once */
		stop: async (): Promise<void> => {
			const ends = [...held.values()].map((one) => {
				one.abort.abort();
				return one.end;
			});
			await Promise.allSettled(ends);
		},
	};
}

function hold(parts: ListenParts, held: Map<string, Held>, turn: Turn, now: () => Date): void {
	const abort = new AbortController();
	const end = listenTo(parts, turn, abort.signal, now)
		.catch(parts.onError)
		.finally(() => held.delete(turn.key));
	held.set(turn.key, { turn, abort, end });
}

async function listenTo(parts: ListenParts, turn: Turn, signal: AbortSignal, now: () => Date): Promise<void> {
	const { db, channels, secretKey } = parts;
	const later = (seconds: number) => new Date(now().getTime() + seconds * 1000);
	const page = await readChannelPage(db, turn.regionId, turn.pageId, secretKey).catch(() => null);
	const channel = page && channels.get(page.channel);
	const { standbySince } = await readReading(db, turn);
	// what may not be read now is not listened to either
	const isRead = page && channel?.pollSeconds?.(page, standbySince !== null) != null;
	if (!page || !channel?.listen || !isRead) return release(parts, turn, later(askAgainSeconds), now());
	const onNews = () => {
		wishTurns(db, turn, ["poll"], now()).then(parts.onNews).catch(parts.onError);
	};
	const begunAt = now().getTime();
	try {
		await channel.listen(page, onNews, signal);
		await release(parts, turn, now(), now());
	} catch (error) {
		if (signal.aborted) return release(parts, turn, now(), now());
		const failures = now().getTime() - begunAt > goodSeconds * 1000 ? 0 : turn.failures;
		const pause = Math.min(firstPauseSeconds * 2 ** Math.min(failures, 10), longestPauseSeconds);
		const text = error instanceof Error ? error.name : "error";
		await failTurn(db, turn, later(pause), { at: now(), class: "retry-soon", text });
		// news may have come while nobody listened
		onNews();
	}
}

/** A turn that was lost meanwhile needs no release. */
async function release({ db }: ListenParts, turn: Turn, next: Date, now: Date): Promise<void> {
	await endTurn(db, turn, next, now).catch(() => {});
}
