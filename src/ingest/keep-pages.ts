import type { Channel, Channels } from "../channels/channel.ts";
import type { Db } from "../db/database.ts";
import { isDatabaseAway } from "../db/database.ts";
import type { Turn, TurnWork } from "../registry/page-work.ts";
import type { PageStatus } from "../registry/reads.ts";
import { failTurn, findDue, prepareTurns, takeTurns, TurnLost } from "../registry/turns.ts";

/** One kind of what is done with pages again and again, and how many at once. */
export type PageWork = {
	work: TurnWork;
	/** whether pages of a network have it at all */
	suits: (channel: Channel) => boolean;
	statuses: readonly PageStatus[];
	/** pages of one network at once, in one process */
	slots: number;
	/** of them at most so many for pages whose last try failed: the stuck ones wait for each other, not for the well */
	slotsOfTroubled: number;
	leaseSeconds: number;
	/** new pages are spread over this time */
	spreadSeconds: number;
	run: (turn: Turn, now: () => Date) => Promise<void>;
};

export type KeepParts = { db: Db; channels: Channels; onError: (error: unknown) => void };

/** Who is at work, per network. */
type Busy = Map<string, { well: number; troubled: number }>;

const prepareEveryMs = 60_000;
/** An unforeseen error: tried again after so many seconds, more each time. */
const firstPauseSeconds = 30;
const longestPauseSeconds = 3_600;

export type OpenWork = {
	look: (now: () => Date) => Promise<Promise<void>[]>;
	/** whether the last look may have left something for want of room */
	isFull: () => boolean;
};

/** Does one kind of work as turns fall due. `look` takes what it has room for and gives the ends of what it has begun. */
export function openWork(parts: KeepParts, kind: PageWork): OpenWork {
	const names = [...parts.channels].filter(([, channel]) => kind.suits(channel)).map(([name]) => name);
	const busy: Busy = new Map(names.map((name) => [name, { well: 0, troubled: 0 }]));
	let preparedAt = -Infinity;
	let isFull = false;
	return {
		isFull: () => isFull,
		look: async (now) => {
			if (now().getTime() - preparedAt >= prepareEveryMs) {
				await prepareTurns(parts.db, kind.work, names, kind.spreadSeconds, now());
				preparedAt = now().getTime();
			}
			const begun: Promise<void>[] = [];
			isFull = false;
			for (const { channel, isWell } of await findDue(parts.db, kind.work, names, now())) {
				const free = freeOf(kind, busy, channel, isWell);
				const taken = free > 0 ? await takeSome(parts, kind, busy, { channel, isWell, limit: free }, now) : [];
				isFull ||= taken.length === free;
				begun.push(...taken);
			}
			return begun;
		},
	};
}

function freeOf(kind: PageWork, busy: Busy, channel: string, isWell: boolean): number {
	const count = busy.get(channel) ?? { well: 0, troubled: 0 };
	const free = isWell ? kind.slots - kind.slotsOfTroubled - count.well : kind.slotsOfTroubled - count.troubled;
	return Math.max(0, free);
}

async function takeSome(
	parts: KeepParts,
	kind: PageWork,
	busy: Busy,
	{ channel, isWell, limit }: { channel: string; isWell: boolean; limit: number },
	now: () => Date,
): Promise<Promise<void>[]> {
	const count = busy.get(channel);
	if (!count) return [];
	const { work, statuses, leaseSeconds } = kind;
	const wanted = { work, channel, statuses, isWell, limit, leaseSeconds, now: now() };
	const lane = isWell ? "well" : "troubled";
	return (await takeTurns(parts.db, wanted)).map(async (turn) => {
		count[lane]++;
		try {
			await runTurn(parts, kind, turn, now);
		} finally {
			count[lane]--;
		}
	});
}

async function runTurn({ db, onError }: KeepParts, kind: PageWork, turn: Turn, now: () => Date): Promise<void> {
	try {
		await kind.run(turn, now);
	} catch (error) {
		// somebody else has it: a save of the page, or a worker to whom it went after this one was too slow
		if (error instanceof TurnLost) return;
		onError(error);
		// its lease ends by itself
		if (isDatabaseAway(error)) return;
		const pause = Math.min(firstPauseSeconds * 2 ** Math.min(turn.failures, 10), longestPauseSeconds);
		const next = new Date(now().getTime() + pause * 1000);
		const text = error instanceof Error ? error.name : "error";
		await failTurn(db, turn, next, { at: now(), class: "internal", text }).catch(() => {});
	}
}

const lookEveryMs = 1_000;
/** When there was no room for all, the next look follows the next end so soon. */
const refillMs = 20;

export type KeptPages = {
	/** looks at once: something was wished for */
	hasten: () => void;
	/** begins nothing more and waits for what was begun, at most `seconds` */
	stop: () => Promise<void>;
};

const stopSeconds = 10;

/** Looks every second, for each kind of work by itself, until stopped. */
export function keepPages(parts: KeepParts, kinds: readonly PageWork[]): KeptPages {
	const loops = kinds.map((kind) => keepOne(parts, kind));
	return {
		hasten: () => {
			for (const loop of loops) loop.hasten();
		},
		stop: async () => {
			await Promise.all(loops.map((loop) => loop.stop()));
		},
	};
}

function keepOne(parts: KeepParts, kind: PageWork): KeptPages {
	const { look, isFull } = openWork(parts, kind);
	const running = new Set<Promise<void>>();
	let timer: NodeJS.Timeout | null = null;
	let isStopped = false;
	let isLooking = false;
	let looking: Promise<void> = Promise.resolve();
	/** wished for while a look was under way */
	let wish = lookEveryMs;
	let plannedAt = Infinity;
	const plan = (ms: number) => {
		if (isStopped) return;
		if (timer) clearTimeout(timer);
		plannedAt = performance.now() + ms;
		timer = setTimeout(() => {
			isLooking = true;
			wish = lookEveryMs;
			looking = lookOnce().finally(() => {
				isLooking = false;
				plan(wish);
			});
		}, ms);
	};
	const hasten = (ms: number) => {
		if (isLooking) wish = Math.min(wish, ms);
		else if (performance.now() + ms < plannedAt) plan(ms);
	};
	const lookOnce = () =>
		beginDue(parts, look, running, () => {
			if (isFull()) hasten(refillMs);
		});
	plan(0);
	return {
		hasten: () => hasten(0),
		stop: async () => {
			isStopped = true;
			if (timer) clearTimeout(timer);
			await looking;
			await allEnded(running);
		},
	};
}

/** Begins what is due; each end is told. */
async function beginDue(
	parts: KeepParts,
	look: OpenWork["look"],
	running: Set<Promise<void>>,
	onEnd: () => void,
): Promise<void> {
	try {
		for (const end of await look(() => new Date())) {
			running.add(end);
			void end.finally(() => {
				running.delete(end);
				onEnd();
			});
		}
	} catch (error) {
		if (!isDatabaseAway(error)) parts.onError(error);
	}
}

async function allEnded(running: ReadonlySet<Promise<void>>): Promise<void> {
	let late: NodeJS.Timeout | undefined;
	const limit = new Promise<void>((resolve) => {
		late = setTimeout(resolve, stopSeconds * 1000);
	});
	await Promise.race([Promise.allSettled(running), limit]);
	clearTimeout(late);
}
