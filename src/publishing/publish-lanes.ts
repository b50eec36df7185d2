import type { PageKey } from "../registry/page-work.ts";

/**
 * Publishing of many pages at once in one process, each page in a lane of its own. Pages that were slow the last time share a
 * few lanes, so that however many networks hang, the others find a free one. A page whose job is lost with its process is woken
 * within a minute (`wakePublishing`): the orders themselves are the queue.
 */
export type PublishLanes = {
	/** begins, or has a page looked at once more when it is under way; never waits */
	take: (pages: readonly PageKey[]) => void;
	/** begins nothing more and waits for what is under way */
	stop: () => Promise<void>;
};

const mostAtOnce = 64;
const mostSlowAtOnce = 16;
/** A network answers within a second or two; a page that took longer is slow until it was quick again. */
const slowMs = 3_000;
const pauseAfterErrorMs = 5_000;

type Lanes = {
	run: (page: PageKey) => Promise<number | null>;
	onError: (error: unknown) => void;
	waiting: Map<string, PageKey>;
	running: Map<string, Promise<void>>;
	/** pages that were slow, or have been at it for long */
	slow: Set<string>;
	slowRunning: Set<string>;
	isStopped: boolean;
};

const keyOf = ({ regionId, pageId }: PageKey): string => `${regionId}|${pageId}`;

/**
 * @param run publishes a page's next order and gives the milliseconds after which it may have another; null: not of itself
 * @param onError told of every error; the page is tried again after a few seconds
 */
export function openPublishLanes(
	run: (page: PageKey) => Promise<number | null>,
	onError: (error: unknown) => void,
): PublishLanes {
	const lanes: Lanes = {
		run,
		onError,
		waiting: new Map(),
		running: new Map(),
		slow: new Set(),
		slowRunning: new Set(),
		isStopped: false,
	};
	return {
		take: (pages) => {
			for (const { regionId, pageId } of pages) lanes.waiting.set(keyOf({ regionId, pageId }), { regionId, pageId });
			begin(lanes);
		},
		stop: async () => {
			lanes.isStopped = true;
			await Promise.allSettled(lanes.running.values());
		},
	};
}

function begin(lanes: Lanes): void {
	const { waiting, running, slow, slowRunning } = lanes;
	for (const [key, page] of waiting) {
		if (lanes.isStopped || running.size - slowRunning.size >= mostAtOnce) return;
		// a page under way is looked at once more after that
		if (running.has(key) || (slow.has(key) && slowRunning.size >= mostSlowAtOnce)) continue;
		waiting.delete(key);
		if (slow.has(key)) slowRunning.add(key);
		running.set(key, publish(lanes, key, page));
	}
}

async function publish(lanes: Lanes, key: string, page: PageKey): Promise<void> {
	const { running, slow, slowRunning } = lanes;
	// a page that hangs gives its place to others while it still hangs
	const patience = setTimeout(() => {
		slow.add(key);
		slowRunning.add(key);
		begin(lanes);
	}, slowMs);
	const begunAt = performance.now();
	let waitMs: number | null = null;
	try {
		waitMs = await lanes.run(page);
	} catch (error) {
		lanes.onError(error);
		waitMs = pauseAfterErrorMs;
	} finally {
		clearTimeout(patience);
		if (performance.now() - begunAt < slowMs) slow.delete(key);
		slowRunning.delete(key);
		running.delete(key);
	}
	// behind all that wait already: pages take turns, and none holds a lane while it only waits
	if (waitMs !== null) setTimeout(() => takeAgain(lanes, key, page), waitMs).unref();
	begin(lanes);
}

function takeAgain(lanes: Lanes, key: string, page: PageKey): void {
	lanes.waiting.set(key, page);
	begin(lanes);
}
