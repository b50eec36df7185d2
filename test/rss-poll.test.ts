import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startFeedSite } from "../demo/networks/rss.ts";
import type { FeedFault, FeedSite } from "../demo/networks/rss.ts";
import type { Change, ChannelPage, IncomingMessage } from "../src/channels/channel.ts";
import { poll, readWindow } from "../src/channels/rss/poll.ts";
import { rss } from "../src/channels/rss/rss.ts";

const now = new Date("2025-11-21T12:00:00Z");
let site: FeedSite;
beforeEach(async () => {
	site = await startFeedSite();
});
afterEach(async () => {
	vi.restoreAllMocks();
	await site.close();
});
const page = (settings: Record<string, unknown> = {}): ChannelPage => ({
	id: 1,
	externalId: site.url,
	settings,
	secrets: {},
});
const item = (n: number, text = `Сообщение ${n}`) => ({ guid: `g${n}`, text, at: now.getTime() - 100_000 + n * 1000 });

/** One reading, as the desk does it: what it says and the cursor that is kept. */
async function read(cursor: string | null, settings = {}) {
	const polled = await poll(page(settings), cursor, now);
	if (polled.kind !== "read") throw new Error(`${polled.code}: ${polled.text}`);
	const changes = await Promise.all(
		polled.bodies.map(async (body) => {
			const parsed = await rss.parse(page(), body, now);
			return parsed.kind === "changes" ? parsed.changes[0] : undefined;
		}),
	);
	const told = changes.map((change) => `${change?.kind} ${messageOf(change)?.text}`);
	return { told, changes, cursor: polled.cursor, gap: polled.gap };
}
const messageOf = (change: Change | undefined): IncomingMessage | undefined =>
	change && "message" in change ? change.message : undefined;

test("the first reading begins now; what comes later is told once, oldest first", async () => {
	site.items.push(item(1), item(2));
	const first = await read(null);
	expect(first.told).toEqual([]);
	site.items.push(item(4), item(3));
	const second = await read(first.cursor);
	expect(second.told).toEqual(["message Сообщение 3", "message Сообщение 4"]);
	expect((await read(second.cursor)).told).toEqual([]);
	expect(site.counts).toEqual({ requests: 3, unchanged: 1 });
});

test("with history, what stands there is told too", async () => {
	site.items.push(item(1), item(2));
	expect((await read(null, { takesHistory: true })).told).toEqual(["message Сообщение 1", "message Сообщение 2"]);
});

test("a changed item is an edit of the same message, also when it comes back after it left", async () => {
	site.items.push(item(1));
	const first = await read(null, { takesHistory: true });
	site.items[0] = item(1, "Сообщение 1, дополнено");
	const second = await read(first.cursor);
	expect(second.told).toEqual(["edit Сообщение 1, дополнено"]);
	expect(messageOf(second.changes[0])?.externalId).toBe(messageOf(first.changes[0])?.externalId);
	site.items.splice(0, 1, item(2));
	const third = await read(second.cursor);
	expect(third.told).toEqual(["message Сообщение 2"]);
	site.items.unshift(item(1, "Сообщение 1, дополнено"));
	expect((await read(third.cursor)).told).toEqual([]);
});

test("a reading that was not kept is repeated whole", async () => {
	site.items.push(item(1));
	const first = await read(null);
	site.items.push(item(2), item(3));
	const lost = await read(first.cursor);
	expect((await read(first.cursor)).told).toEqual(lost.told);
	// a cursor that cannot be read tells everything again rather than nothing
	for (const broken of ["", "{", "[]", '{"seen":7}'])
		expect((await read(broken)).told).toEqual(["message Сообщение 1", ...lost.told]);
});

test("when nothing of the last reading is left, the gap is told", async () => {
	site.items.push(item(1));
	const first = await read(null);
	expect(first.gap).toBeUndefined();
	site.items.splice(0, 1, item(5), item(6));
	const second = await read(first.cursor);
	expect(second.told).toHaveLength(2);
	expect(second.gap).toMatch(/2 items/);
});

test("items without guid are known by link, without link by their words", async () => {
	site.items.push({ link: "https://e.org/1", title: "Раз" }, { title: "Два" });
	const first = await read(null, { takesHistory: true });
	expect(first.told.toSorted()).toEqual(["message Два", "message Раз"]);
	site.items[0] = { link: "https://e.org/1", title: "Раз и ещё" };
	site.items[1] = { title: "Два и ещё" };
	expect((await read(first.cursor)).told.toSorted()).toEqual(["edit Раз и ещё", "message Два и ещё"]);
});

test("the same key twice in a document is one message", async () => {
	site.items.push(item(1), item(1, "Сообщение 1 ещё раз"));
	const { told, changes } = await read(null, { takesHistory: true });
	expect(told).toHaveLength(2);
	expect(new Set(changes.map((change) => messageOf(change)?.externalId)).size).toBe(1);
	expect(changes.map((change) => change?.kind)).toEqual(["message", "edit"]);
});

test("a thousand items are remembered in a small cursor", async () => {
	for (let n = 0; n < 1000; n++) site.items.push(item(n));
	const first = await read(null);
	expect(first.cursor.length).toBeLessThan(60_000);
	site.items.push(item(1001));
	expect((await read(first.cursor)).told).toEqual(["message Сообщение 1001"]);
});

const document = (title: string) =>
	`<rss version="2.0"><channel><item><guid>g1</guid><title>${title}</title></item></channel></rss>`;
const windows1251 = Buffer.concat([
	Buffer.from('<?xml version="1.0" encoding="windows-1251"?>'),
	Buffer.from(document("?")).map((byte) => (byte === 0x3f ? 0xdf : byte)),
]);

describe("documents", () => {
	const cases: [string, FeedFault, string[]][] = [
		["windows-1251", { kind: "body", body: windows1251 }, ["message Я"]],
		[
			"a wrong encoding's name",
			{ kind: "body", body: document("Я"), headers: { "content-type": "text/xml; charset=none" } },
			["message Я"],
		],
		["packed", { kind: "body", body: gzipSync(document("Я")), headers: { "content-encoding": "gzip" } }, ["message Я"]],
		["broken bytes", { kind: "body", body: Buffer.from(document("А\u0000Б"), "utf16le") }, []],
		["HTML in a title", { kind: "body", body: document("&lt;b&gt;Я&lt;/b&gt; &amp;amp; ты") }, ["message Я & ты"]],
		[
			"Atom",
			{
				kind: "body",
				body: '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>u</id><title>Я</title><updated>2025-11-21T09:00:00Z</updated></entry></feed>',
			},
			["message Я"],
		],
		[
			"JSON Feed",
			{
				kind: "body",
				body: JSON.stringify({ version: "https://jsonfeed.org/version/1.1", items: [{ id: "1", content_text: "Я" }] }),
			},
			["message Я"],
		],
	];
	test.each(cases)("%s", async (_name, fault, told) => {
		site.faults.push(fault);
		const polled = await poll(page({ takesHistory: true }), null, now);
		if (told.length === 0) return expect(polled).toMatchObject({ kind: "not-sent", class: "content" });
		site.faults.push(fault);
		expect((await read(null, { takesHistory: true })).told).toEqual(told);
	});

	const laughs = `<!DOCTYPE l [<!ENTITY a "ха">${"bcdefgh".replaceAll(/./g, (name) => `<!ENTITY ${name} "${`&${String.fromCharCode(name.charCodeAt(0) - 1)};`.repeat(10)}">`)}]>`;
	const hostile: [string, FeedFault, object][] = [
		["laughs", { kind: "body", body: laughs + document("&h;") }, { class: "content", code: "no-feed" }],
		[
			"a file by an entity",
			{ kind: "body", body: `<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>${document("&x;")}` },
			{ class: "content" },
		],
		["endless attributes", { kind: "body", body: `<rss ${"a='1' ".repeat(200_000)}>` }, { class: "content" }],
		["endless depth", { kind: "body", body: "<a>".repeat(200_000) }, { class: "content" }],
		["6 MB", { kind: "body", body: Buffer.alloc(6_000_000, "x") }, { class: "content", code: "too-large" }],
		[
			"6 MB packed into little",
			{ kind: "body", body: gzipSync(Buffer.alloc(60_000_000)), headers: { "content-encoding": "gzip" } },
			{ class: "content", code: "too-large" },
		],
		[
			"what is not packed as it says",
			{ kind: "body", body: "plain", headers: { "content-encoding": "gzip" } },
			{ class: "retry-late" },
		],
		["a page", { kind: "body", body: "<!doctype html><html><body>Вход</body></html>" }, { class: "content" }],
		["nothing", { kind: "body", body: "" }, { class: "content" }],
		["404", { kind: "status", status: 404 }, { class: "target-gone", code: "http-404" }],
		["403", { kind: "status", status: 403 }, { class: "page-dead" }],
		["400", { kind: "status", status: 400 }, { class: "wrong-token" }],
		["500", { kind: "status", status: 500 }, { class: "retry-late" }],
		[
			"429",
			{ kind: "status", status: 429, headers: { "retry-after": "90" } },
			{ class: "retry-late", retryAfterSeconds: 90 },
		],
		["a broken line", { kind: "drop" }, { class: "retry-late" }],
		[
			"a way into a file",
			{ kind: "status", status: 302, headers: { location: "file:///etc/passwd" } },
			{ class: "wrong-token", code: "address" },
		],
	];
	test.each(hostile)("%s", async (_name, fault, expected) => {
		site.faults.push(fault);
		const started = performance.now();
		expect(await poll(page(), null, now)).toMatchObject({ kind: "not-sent", ...expected });
		expect(performance.now() - started).toBeLessThan(5000);
	});
});

test("a circle of redirects ends", async () => {
	for (let n = 0; n < 10; n++) site.faults.push({ kind: "status", status: 301, headers: { location: "/feed.xml" } });
	expect(await poll(page(), null, now)).toMatchObject({ kind: "not-sent", code: "redirects" });
	expect(site.counts.requests).toBe(6);
});

test("silence ends after 15 seconds", async () => {
	site.faults.push({ kind: "hang" });
	const abort = new AbortController();
	const limit = vi.spyOn(AbortSignal, "timeout").mockReturnValue(abort.signal);
	const polled = poll(page(), null, now);
	await expect.poll(() => site.counts.requests).toBe(1);
	expect(limit).toHaveBeenCalledWith(15_000);
	abort.abort(new DOMException("timed out", "TimeoutError"));
	expect(await polled).toMatchObject({ kind: "not-sent", class: "retry-late" });
});

test.each(["", "no address", "file:///etc/passwd", "ftp://e.org/feed", "javascript:1"])(
	"an address that is none: %j",
	async (feedUrl) => {
		const bad = { ...page({ feedUrl }), externalId: feedUrl };
		expect(await poll(bad, null, now)).toMatchObject({ kind: "not-sent", class: "wrong-token", code: "address" });
		expect(await rss.identify?.(bad)).toMatchObject({ kind: "not-sent" });
	},
);

test("a window holds the dated items in it, and is whole when the feed reaches behind it", async () => {
	site.items.push(item(1), item(20), item(30));
	const window = (from: number, to: number) =>
		readWindow(page(), new Date(item(from).at), new Date(item(to).at)) as Promise<{
			found: object[];
			isWhole: boolean;
		}>;
	expect(await window(20, 25)).toMatchObject({ kind: "read", isWhole: true });
	expect((await window(20, 25)).found).toHaveLength(1);
	expect(await window(1, 25)).toMatchObject({ isWhole: false });
	site.items.push({ guid: "undated", text: "?" });
	expect(await window(20, 25)).toMatchObject({ isWhole: false });
});

test("the wizard: name, address, findings", async () => {
	site.items.push(item(1));
	const found = await rss.identify?.(page());
	expect(found).toMatchObject({
		kind: "found",
		externalId: site.url,
		name: "Форум",
		url: "https://forum.example.org/",
		settings: { feedUrl: site.url },
	});
	expect(await rss.look?.(page(), "")).toEqual([{ code: "polling", state: "ok", text: "1 items" }]);
	site.faults.push({ kind: "status", status: 410 }, { kind: "status", status: 503 }, { kind: "status", status: 401 });
	expect(await rss.look?.(page(), "")).toMatchObject([{ code: "page-gone", state: "fail" }]);
	expect(await rss.look?.(page(), "")).toMatchObject([{ code: "polling", state: "warn" }]);
	expect(await rss.look?.(page(), "")).toMatchObject([{ code: "polling", state: "fail" }]);
	expect(await rss.connect?.(page(), "", async () => page())).toMatchObject([{ code: "check", state: "done" }]);
});
