import { afterEach, beforeEach, expect, test } from "vitest";
import { okKeys, startOkNetwork } from "../demo/networks/ok.ts";
import type { OkNetwork } from "../demo/networks/ok.ts";
import type { ChannelPage } from "../src/channels/channel.ts";
import { ok } from "../src/channels/ok/ok.ts";
import { poll } from "../src/channels/ok/poll.ts";

/** Against a fake of our own, not independently verified: what is shown is that nothing is lost and nothing told twice. */
const start = Date.parse("2025-11-21T09:00:00Z");
const now = new Date(start);
let network: OkNetwork;
beforeEach(async () => {
	network = await startOkNetwork();
});
afterEach(async () => {
	await network.close();
	if (network.breaches.length > 0) throw new Error(network.breaches.join("; "));
});
const page = (): ChannelPage => ({
	id: 1,
	externalId: "62190641",
	settings: { apiUrl: network.url },
	secrets: okKeys,
});
const topic = (n: number) => `GROUP_TOPIC/${n}`;
const second = (n: number) => start + n * 1000;

type Read = { told: string[]; titles: string[]; cursor: string; isMore: boolean };
async function read(cursor: string | null): Promise<Read> {
	const polled = await poll(page(), cursor, now);
	if (polled.kind !== "read") throw new Error(`${polled.code}: ${polled.text}`);
	const told: string[] = [];
	const titles: string[] = [];
	for (const body of polled.bodies) {
		const parsed = await ok.parse(page(), body, now);
		const [change] = parsed.kind === "changes" ? parsed.changes : [];
		if (change?.kind === "post") titles.push(change.text);
		else told.push(change?.kind === "message" ? change.message.externalId : parsed.kind);
	}
	return { told, titles, cursor: polled.cursor, isMore: polled.isMore };
}
/** Reads until the network has no more to say, as the desk does. */
async function readAll(cursor: string): Promise<Read & { readings: number }> {
	const all: Read & { readings: number } = { told: [], titles: [], cursor, isMore: true, readings: 0 };
	while (all.isMore && all.readings < 50) {
		const one = await read(all.cursor);
		all.told.push(...one.told);
		all.titles.push(...one.titles);
		Object.assign(all, { cursor: one.cursor, isMore: one.isMore, readings: all.readings + 1 });
	}
	return all;
}

test("the first reading begins now; later comments are told once, oldest first, with the post's title before them", async () => {
	network.comment(topic(1), "old", "Давно", start - 86_400_000);
	const first = await read(null);
	expect(first.told).toEqual([]);
	network.comment(topic(1), "a", "Раз", second(10));
	network.comment(topic(1), "b", "Два", second(20));
	const next = await read(first.cursor);
	expect(next).toMatchObject({ told: [`${topic(1)}/a`, `${topic(1)}/b`], titles: ["Подготовка к зиме"] });
	expect((await read(next.cursor)).told).toEqual([]);
	network.comment(topic(1), "c", "Три", second(30));
	expect(await read(next.cursor)).toMatchObject({ told: [`${topic(1)}/c`], titles: [] });
});

test("a comment that appears late or in the same second is not missed", async () => {
	const first = await read(null);
	network.comment(topic(1), "a", "Раз", second(100));
	const next = await read(first.cursor);
	network.comment(topic(1), "same", "В ту же секунду", second(100) + 5);
	network.comment(topic(1), "late", "Позже показан", second(40));
	expect((await read(next.cursor)).told).toEqual([`${topic(1)}/late`, `${topic(1)}/same`]);
});

test("thirty threads at once: the calls of one reading end, the next goes on, whoever kept the cursor", async () => {
	const first = await read(null);
	for (let n = 1; n <= 30; n++) network.comment(topic(n), "a", "Раз", second(n));
	const one = await read(first.cursor);
	expect(one.isMore).toBe(true);
	// a worker that dies before the cursor is kept: the same is told again, nothing else
	expect((await read(first.cursor)).told).toEqual(one.told);
	const rest = await readAll(one.cursor);
	expect([...one.told, ...rest.told].toSorted()).toEqual(
		Array.from({ length: 30 }, (_, n) => `${topic(n + 1)}/a`).toSorted(),
	);
	expect((await readAll(rest.cursor)).told).toEqual([]);
});

test("a thread of two thousand comments is read whole over several readings", async () => {
	const first = await read(null);
	for (let n = 0; n < 2000; n++) network.comment(topic(1), `c${n}`, `Слово ${n}`, second(n + 1));
	const all = await readAll(first.cursor);
	expect(all.readings).toBeGreaterThan(1);
	expect(new Set(all.told).size).toBe(2000);
	expect(all.told).toHaveLength(2000);
	network.comment(topic(1), "last", "Ещё", second(2001));
	expect((await readAll(all.cursor)).told).toEqual([`${topic(1)}/last`]);
});

test("when nothing is new, few calls are made; a quiet old thread that wakes is found", async () => {
	const first = await read(null);
	for (let n = 1; n <= 20; n++) network.comment(topic(n), "a", "Раз", second(n));
	const all = await readAll(first.cursor);
	network.calls = Object.assign(network.calls, { "discussions.getComments": 0, "discussions.getList": 0 });
	const quiet = await read(all.cursor);
	expect(quiet.told).toEqual([]);
	expect(network.calls).toMatchObject({ "discussions.getList": 1, "discussions.getComments": 3 });
	network.comment(topic(1), "b", "Два", second(50));
	expect((await read(quiet.cursor)).told).toEqual([`${topic(1)}/b`]);
});

test("another group's discussions of the same moderator are left alone", async () => {
	const first = await read(null);
	network.comment(topic(1), "a", "Раз", second(1));
	const thread = network.state.threads.get(topic(1));
	if (thread) thread.groupId = "999";
	network.comment(topic(2), "a", "Раз", second(1));
	expect((await read(first.cursor)).told).toEqual([`${topic(2)}/a`]);
});

test("a refusal in the middle keeps what was read, and is told at the next reading", async () => {
	const first = await read(null);
	for (let n = 1; n <= 3; n++) network.comment(topic(n), "a", "Раз", second(n));
	const flood = { kind: "error", code: 8, text: "flood" } as const;
	network.faults["discussions.getComments"] = [];
	network.faults["discussions.getList"] = [];
	const before = await poll(page(), first.cursor, now);
	expect(before).toMatchObject({ kind: "read" });
	network.faults["discussions.getComments"] = [flood];
	expect(await poll(page(), first.cursor, now)).toMatchObject({ kind: "not-sent", class: "retry-late", code: "8" });
	const all = await readAll(first.cursor);
	expect(all.told).toHaveLength(3);
});

test("one thread that cannot be read holds up no other, and is read when it can be", async () => {
	const first = await read(null);
	for (let n = 1; n <= 3; n++) network.comment(topic(n), "a", "Раз", second(n));
	network.faults["discussions.getComments"] = [{ kind: "error", code: 1 }];
	const next = await read(first.cursor);
	expect(next.told).toEqual([`${topic(2)}/a`, `${topic(1)}/a`]);
	expect((await readAll(next.cursor)).told).toEqual([`${topic(3)}/a`]);
	network.faults["discussions.getComments"] = Array.from(
		{ length: 3 },
		() => ({ kind: "status", status: 502 }) as const,
	);
	network.comment(topic(1), "b", "Два", second(9));
	expect(await poll(page(), next.cursor, now)).toMatchObject({ kind: "unknown", code: "http-502" });
});

test("a deleted thread is passed over", async () => {
	const first = await read(null);
	network.comment(topic(1), "a", "Раз", second(1));
	network.comment(topic(2), "a", "Раз", second(2));
	network.faults["discussions.getComments"] = [{ kind: "error", code: 300 }];
	expect((await read(first.cursor)).told).toEqual([`${topic(1)}/a`]);
});

test.each([
	[102, "page-dead"],
	[104, "wrong-token"],
	[403, "human-step"],
	[11, "retry-late"],
	[2, "retry-soon"],
])("error %i of the list is %s", async (code, name) => {
	network.faults["discussions.getList"] = [{ kind: "error", code }];
	expect(await poll(page(), null, now)).toMatchObject({ kind: "not-sent", class: name });
});

test("a cursor that cannot be read goes back a week rather than to now", async () => {
	network.comment(topic(1), "a", "Раз", start - 3_600_000);
	for (const broken of ["", "{", "[]", '{"since":"x"}']) expect((await read(broken)).told).toEqual([`${topic(1)}/a`]);
});

test("comments without id or time are kept, and told once", async () => {
	const first = await read(null);
	network.comment(topic(1), "a", "Раз", second(1), { id: { not: "an id" } });
	const next = await read(first.cursor);
	expect(next.told).toEqual(["not-understood"]);
	expect((await read(next.cursor)).told).toEqual([]);
});

test("a page without the keys says so and is not polled", async () => {
	const bare = { ...page(), secrets: { graphToken: "graph-token" } };
	expect(await poll(bare, null, now)).toMatchObject({ kind: "not-sent", class: "page-dead" });
	expect(ok.pollSeconds?.(bare, false)).toBeNull();
	expect(ok.pollSeconds?.(page(), false)).toBe(60);
	expect(ok.unreadable?.(bare)).toContain("no-service-key");
	expect(ok.unreadable?.(page())).not.toContain("no-service-key");
});
