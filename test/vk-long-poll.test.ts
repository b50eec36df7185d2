import { afterEach, beforeEach, expect, test } from "vitest";
import type { DemoNetwork } from "../demo/network.ts";
import type { ChannelPage } from "../src/channels/channel.ts";
import { vk } from "../src/channels/vk/vk.ts";
import { openNetwork, pageOn, resident } from "./vk-network.ts";

let network: DemoNetwork;
let page: ChannelPage;
beforeEach(async () => {
	network = await openNetwork();
	page = pageOn(network);
});
afterEach(() => network.close());

const write = (text: string) => network.writeComment({ groupId: 101, postId: 5, author: resident, text });
async function poll(cursor: string | null) {
	const polled = await vk.poll?.(page, cursor, new Date());
	if (polled?.kind !== "read") throw new Error(JSON.stringify(polled));
	const changes = await Promise.all(
		polled.bodies.map(async (body) => vk.parse({ ...page, secrets: {} }, body, new Date())),
	);
	const texts = changes.flatMap((parsed) =>
		parsed.kind === "changes" ? parsed.changes.flatMap((one) => ("message" in one ? [one.message.text] : [])) : [],
	);
	return { ...polled, texts, eventIds: changes.map(({ eventId }) => eventId) };
}

test("stands by only while the callback server fails", () => {
	expect(vk.pollSeconds?.(page, false)).toBeNull();
	expect(vk.pollSeconds?.(page, true)).toBe(15);
});

test("begins now, switches itself on, and goes on behind a restart", async () => {
	write("До того");
	const first = await poll(null);
	expect(first).toMatchObject({ bodies: [], isMore: false });
	expect(first).not.toHaveProperty("gap");
	write("Первое");
	write("Второе");
	const second = await poll(first.cursor);
	expect(second).toMatchObject({ texts: ["Первое", "Второе"], isMore: true });
	for (const id of second.eventIds) expect(id).toMatch(/^[0-9a-f]{40}$/);
	expect(second.bodies.join()).not.toContain("callback-secret");
	// the same cursor gives the same events: what was not committed is not lost
	expect((await poll(first.cursor)).eventIds).toEqual(second.eventIds);
	expect(Object.keys(JSON.parse(second.cursor)).toSorted()).toEqual(["key", "server", "ts"]);
	expect((await poll(second.cursor)).texts).toEqual([]);
	write("Третье");
	expect((await poll(second.cursor)).texts).toEqual(["Третье"]);
});

test("failed 1: goes on from the number given and tells the gap", async () => {
	const { cursor } = await poll(null);
	write("Пропало");
	network.spoilLongPoll(101, "forget");
	const after = await poll(cursor);
	expect(after).toMatchObject({ bodies: [], isMore: true, gap: expect.any(String) });
	write("Дальше");
	expect((await poll(after.cursor)).texts).toEqual(["Дальше"]);
});

test("failed 2: takes a new key and keeps the number", async () => {
	const { cursor } = await poll(null);
	write("Не пропало");
	network.spoilLongPoll(101, "expire");
	const after = await poll(cursor);
	expect(after).toMatchObject({ bodies: [], isMore: true });
	expect(after).not.toHaveProperty("gap");
	expect((await poll(after.cursor)).texts).toEqual(["Не пропало"]);
});

test("failed 3: begins anew and tells the gap", async () => {
	const { cursor } = await poll(null);
	write("Пропало");
	network.spoilLongPoll(101, "lose");
	const after = await poll(cursor);
	expect(after).toMatchObject({ bodies: [], gap: expect.any(String) });
	expect((await poll(after.cursor)).texts).toEqual([]);
	write("Дальше");
	expect((await poll(after.cursor)).texts).toEqual(["Дальше"]);
});

test.each(["", "{", "null", '{"server":"file:///etc/passwd","key":"k","ts":"1"}', '{"server":7}'])(
	"a cursor that cannot be read (%s) begins now",
	async (cursor) => {
		expect(await poll(cursor)).toMatchObject({ bodies: [] });
	},
);

test("a key that may not, and a network that is away, are failures", async () => {
	network.setRights(101, ["messages", "wall"]);
	expect(await vk.poll?.(page, null, new Date())).toMatchObject({ kind: "not-sent", class: "page-dead", code: "7" });
	const away = JSON.stringify({ server: "http://127.0.0.1:9/longpoll/101", key: "k", ts: "1" });
	expect(await vk.poll?.(page, away, new Date())).toMatchObject({ kind: "not-sent", class: "retry-soon" });
	const elsewhere = JSON.stringify({ server: `${network.url}/elsewhere`, key: "k", ts: "1" });
	expect(await vk.poll?.(page, elsewhere, new Date())).toMatchObject({ kind: "not-sent", class: "retry-soon" });
});
