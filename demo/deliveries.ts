import type { Agents, CallbackAnswer } from "./post-event.ts";
import { closeAgents, openAgents, postEvent } from "./post-event.ts";
import { servingServer } from "./callback-servers.ts";
import type { CallbackServer, CommunityState, PendingEvent, State } from "./state.ts";

/** After 10 s, 3 min, 10 min, 30 min and 1 h, then the event is lost (dev.vk.com, Callback API). */
export const vkLadderSeconds = [10, 180, 600, 1800, 3600];
const longestRetryAfterSeconds = 3 * 3600;
const atOncePerCommunity = 16;

type Job = { event: PendingEvent; attempt: number; run: Run | null };

/** What became of the deliveries of one replay, whatever else goes on; `refused` counts attempts. */
export type Run = { ordered: number; acknowledged: number; refused: number; lost: number };
type Lane = { of: CommunityState; ready: Job[]; head: number; running: number };

export type Deliveries = {
	state: State;
	ladderSeconds: readonly number[];
	agents: Agents;
	lanes: Map<number, Lane>;
	timers: Set<NodeJS.Timeout>;
	/** HTTP requests made, and those of them not answered with `ok` */
	counts: { deliveries: number; refused: number };
	unfinished: number;
	runs: Map<string, Run>;
	isClosed: boolean;
	/** hears of what should not happen, a full disk say */
	onError: (error: unknown) => void;
	wakeWhenIdle: (() => void)[];
};

/** Sends events to the communities' servers, some at a time, and repeats those that are not answered with `ok`. */
export function openDeliveries(
	state: State,
	ladderSeconds: readonly number[],
	onError: (error: unknown) => void,
): Deliveries {
	const deliveries: Deliveries = {
		state,
		ladderSeconds,
		agents: openAgents(),
		lanes: new Map(),
		timers: new Set(),
		counts: { deliveries: 0, refused: 0 },
		unfinished: 0,
		runs: new Map(),
		isClosed: false,
		onError,
		wakeWhenIdle: [],
	};
	for (const of of state.communities.values())
		deliveries.lanes.set(of.community.groupId, { of, ready: [], head: 0, running: 0 });
	return deliveries;
}

/** The tally of a replay by its name, begun when it is asked for first. */
export function runOf(deliveries: Deliveries, name: string): Run {
	const run = deliveries.runs.get(name) ?? { ordered: 0, acknowledged: 0, refused: 0, lost: 0 };
	deliveries.runs.set(name, run);
	return run;
}

/**
 * Takes events that the state keeps already. The same event twice is delivered twice.
 * @param runOfEvent the tally an event belongs to
 */
export function sendEvents(
	deliveries: Deliveries,
	events: PendingEvent[],
	runOfEvent: (event: PendingEvent) => Run | null = () => null,
): void {
	for (const event of events) {
		const lane = deliveries.lanes.get(event.groupId);
		if (!lane) continue;
		deliveries.unfinished++;
		const run = runOfEvent(event);
		if (run) run.ordered++;
		lane.ready.push({ event, attempt: 0, run });
	}
	for (const lane of deliveries.lanes.values()) pump(deliveries, lane);
}

function pump(deliveries: Deliveries, lane: Lane): void {
	while (!deliveries.isClosed && lane.running < atOncePerCommunity) {
		const job = lane.ready[lane.head];
		if (!job) break;
		lane.head++;
		if (lane.head === lane.ready.length) {
			lane.ready = [];
			lane.head = 0;
		}
		lane.running++;
		void attempt(deliveries, lane, job)
			.catch(deliveries.onError)
			.finally(() => {
				lane.running--;
				pump(deliveries, lane);
			});
	}
}

async function attempt(deliveries: Deliveries, lane: Lane, job: Job): Promise<void> {
	deliveries.counts.deliveries++;
	const server = servingServer(lane.of);
	const answer = await postEvent(deliveries.agents, server?.url ?? "", job.event.body, job.attempt);
	// after the end nothing is written: the event is still kept as undelivered
	if (deliveries.isClosed) return;
	const { eventId } = job.event;
	if (answer.status === 200 && answer.body === "ok") {
		if (server) Object.assign(server, { status: "ok", errors: 0 });
		if (job.run) job.run.acknowledged++;
		deliveries.state.put({ t: "acknowledged", eventId });
		return finish(deliveries);
	}
	deliveries.counts.refused++;
	if (job.run) job.run.refused++;
	noteError(server);
	const wait = waitSeconds(answer, deliveries.ladderSeconds[job.attempt]);
	if (wait === null) {
		if (job.run) job.run.lost++;
		deliveries.state.put({ t: "lost", eventId });
		return finish(deliveries);
	}
	const timer = setTimeout(() => {
		deliveries.timers.delete(timer);
		lane.ready.push({ ...job, attempt: job.attempt + 1 });
		pump(deliveries, lane);
	}, wait * 1000);
	deliveries.timers.add(timer);
}

/** Documented as "several errors in a row", without a number. */
const errorsInRow = 3;

function noteError(server: CallbackServer | undefined): void {
	if (!server) return;
	server.errors = (server.errors ?? 0) + 1;
	if (server.errors >= errorsInRow) server.status = "failed";
}

function finish(deliveries: Deliveries): void {
	deliveries.unfinished--;
	if (deliveries.unfinished > 0) return;
	for (const wake of deliveries.wakeWhenIdle.splice(0)) wake();
}

/** How long to wait for the next attempt; null: given up. Retry-After counts with 410, 429 and 503, below three hours. */
function waitSeconds(answer: CallbackAnswer, step: number | undefined): number | null {
	if (step === undefined) return null;
	if (answer.retryAfter === undefined || ![410, 429, 503].includes(answer.status)) return step;
	const seconds = /^\d+$/.test(answer.retryAfter)
		? Number(answer.retryAfter)
		: (Date.parse(answer.retryAfter) - Date.now()) / 1000;
	return seconds >= 0 && seconds < longestRetryAfterSeconds ? seconds : step;
}

/** Asks a server of a community the handshake question; true when it gave the right string. */
export async function confirmServer(
	deliveries: Deliveries,
	{ community }: CommunityState,
	server: CallbackServer | undefined,
): Promise<boolean> {
	if (!server) return false;
	const body = JSON.stringify({ type: "confirmation", group_id: community.groupId });
	const answer = await postEvent(deliveries.agents, server.url, body, 0);
	const isRight = answer.status === 200 && answer.body === community.callback.confirmation;
	server.status = isRight ? "ok" : "failed";
	return isRight;
}

/**
 * Resolves when every event is acknowledged or given up.
 * @throws Error after `timeoutMs`
 */
export function waitIdle(deliveries: Deliveries, timeoutMs: number): Promise<void> {
	return new Promise((resolve, reject) => {
		if (deliveries.unfinished === 0) return resolve();
		const timer = setTimeout(
			() => reject(new Error(`the demo network still has ${deliveries.unfinished} deliveries under way`)),
			timeoutMs,
		);
		deliveries.wakeWhenIdle.push(() => {
			clearTimeout(timer);
			resolve();
		});
	});
}

export function closeDeliveries(deliveries: Deliveries): void {
	deliveries.isClosed = true;
	for (const timer of deliveries.timers) clearTimeout(timer);
	closeAgents(deliveries.agents);
}
