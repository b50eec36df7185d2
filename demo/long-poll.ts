import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { ApiError } from "./api-error.ts";
import type { Envelope } from "./events.ts";
import { flagsOf, numberOf } from "./parameters.ts";
import type { Parameters } from "./parameters.ts";

/** Bots Long Poll: the same events, asked for instead of delivered (dev.vk.com, Bots Long Poll). */

const keptEvents = 1000;
const longestWaitSeconds = 90;

type Queue = {
	key: string;
	/** number of the last event */
	ts: number;
	events: { ts: number; envelope: Envelope }[];
	/** null: switched off */
	wanted: Set<string> | null;
	isLost: boolean;
	wake: Set<() => void>;
};
export type LongPoll = Map<number, Queue>;

export function queueOf(longPoll: LongPoll, groupId: number): Queue {
	const queue = longPoll.get(groupId) ?? {
		...{ key: newKey(), ts: 0, events: [], wanted: null, isLost: false, wake: new Set() },
	};
	longPoll.set(groupId, queue);
	return queue;
}

const newKey = (): string => randomBytes(20).toString("hex");

/** Keeps events for whoever asks later; those of a community that has it switched off are not kept. */
export function recordEvents(longPoll: LongPoll, groupId: number, envelopes: Envelope[]): void {
	const queue = queueOf(longPoll, groupId);
	for (const envelope of envelopes)
		if (queue.wanted?.has(envelope.type)) queue.events.push({ ts: ++queue.ts, envelope });
	queue.events.splice(0, queue.events.length - keptEvents);
	for (const wake of queue.wake) wake();
}

/** groups.setLongPollSettings */
export function setLongPoll(longPoll: LongPoll, groupId: number, given: Parameters): number {
	const queue = queueOf(longPoll, groupId);
	const { on, off } = flagsOf(given, ["group_id", "enabled"]);
	const isEnabled = numberOf(given, "enabled", queue.wanted ? 1 : 0) === 1;
	const wanted = new Set([...(queue.wanted ?? []), ...on].filter((type) => !off.includes(type)));
	queue.wanted = isEnabled ? wanted : null;
	return 1;
}

/** groups.getLongPollServer; @throws ApiError 15 when it is switched off */
export function openLongPoll(longPoll: LongPoll, groupId: number, networkUrl: string) {
	const { key, ts, wanted } = queueOf(longPoll, groupId);
	if (!wanted) throw new ApiError(15, "longpoll for this group is not enabled");
	return { key, server: `${networkUrl}/longpoll/${groupId}`, ts: String(ts) };
}

/** Answers `GET {server}?act=a_check&key=&ts=&wait=`. */
export async function answerLongPoll(longPoll: LongPoll, response: ServerResponse, url: URL): Promise<void> {
	const queue = longPoll.get(Number(url.pathname.slice("/longpoll/".length)));
	const end = (body: object) =>
		response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
	const given = new Map(url.searchParams);
	const since = Number(given.get("ts"));
	if (!queue || given.get("act") !== "a_check" || given.get("key") !== queue.key) return void end({ failed: 2 });
	if (queue.isLost) {
		queue.isLost = false;
		queue.key = newKey();
		return void end({ failed: 3 });
	}
	const first = queue.events[0]?.ts ?? queue.ts + 1;
	if (!Number.isSafeInteger(since) || since > queue.ts || since < first - 1)
		return void end({ failed: 1, ts: queue.ts });
	if (since === queue.ts)
		await waitForNews(queue, response, Math.min(Number(given.get("wait")) || 25, longestWaitSeconds));
	const updates = queue.events.filter(({ ts }) => ts > since).map(({ envelope }) => envelope);
	end({ ts: String(queue.ts), updates });
}

function waitForNews(queue: Queue, response: ServerResponse, seconds: number): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			clearTimeout(timer);
			queue.wake.delete(done);
			resolve();
		};
		const timer = setTimeout(done, seconds * 1000);
		queue.wake.add(done);
		response.on("close", done);
	});
}

/** What tests do to a community's long poll. */
export function spoilLongPoll(longPoll: LongPoll, groupId: number, how: "expire" | "forget" | "lose"): void {
	const queue = queueOf(longPoll, groupId);
	if (how === "expire") queue.key = newKey();
	else if (how === "forget") queue.events.length = 0;
	else queue.isLost = true;
}
