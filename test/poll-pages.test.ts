import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Polled } from "../src/channels/channel.ts";
import { begin, body, clock, desk, errors, ingest, messages, network, now, pass, read, reading } from "./page-desk.ts";
import { turnOf, usePageDesk, work, worker } from "./page-desk.ts";

usePageDesk();

const deliveries = () => desk.db.selectFrom("delivery").select(["source", "status"]).orderBy("id").execute();
const addPages = (count: number) =>
	sql`insert into page (region_id, id, channel, external_id, name, agency_id, webhook_key)
		select 1, n, 'vk', 'p' || n, 'Page ' || n, 1, 'key-' || n from generate_series(2, ${count + 1}::int) n`.execute(
		desk.db,
	);
const failed = (change: object): Polled =>
	({ kind: "not-sent", class: "retry-soon", code: "10", text: "internal", ...change }) as Polled;

test("what is read becomes deliveries, and the next reading begins where it ended", async () => {
	network.polls = [
		read([body({ id: "1" }), body({ id: "2" })], "c1", { isMore: true }),
		read([body({ id: "3" })], "c2"),
	];
	await work("poll");
	expect(network.cursors).toEqual([null, "c1"]);
	await ingest();
	expect(await messages()).toEqual(["1", "2", "3"]);
	expect(await deliveries()).toEqual(Array.from({ length: 3 }, () => ({ source: "poll", status: "done" })));
	await work("poll");
	expect(network.cursors).toHaveLength(2);
	pass(30);
	await work("poll");
	expect(network.cursors).toEqual([null, "c1", "c2"]);
});

test("a crash between the network and the commit reads the same again, and nothing is doubled", async () => {
	const crash = new Promise<Polled>(() => {});
	network.polls = [read([body({ id: "1" })], "c1", { isMore: true }), crash];
	const [lost] = await worker("poll").look(now);
	await expect.poll(() => network.cursors.length).toBe(2);
	// the worker is gone; its lease runs out
	await work("poll");
	expect(network.cursors).toHaveLength(2);
	pass(181);
	network.polls = [read([body({ id: "1" }), body({ id: "2" })], "c2")];
	await work("poll");
	await ingest();
	expect(network.cursors[2]).toBe("c1");
	expect(await messages()).toEqual(["1", "2"]);
	void lost;
});

test("one that comes back after its turn was given away writes nothing", async () => {
	let answer: (polled: Polled) => void = () => {};
	network.polls = [new Promise<Polled>((resolve) => (answer = resolve)), read([body({ id: "2" })], "new")];
	const [late] = await worker("poll").look(now);
	await expect.poll(() => network.cursors.length).toBe(1);
	pass(181);
	await work("poll");
	answer(read([body({ id: "1" })], "old"));
	await late;
	await ingest();
	expect(await messages()).toEqual(["2"]);
	expect((await reading()).cursor).toBe("new");
	expect(errors).toEqual([]);
});

test("two workers share the pages and no page is read twice", async () => {
	await addPages(60);
	const ends = await Promise.all([worker("poll").look(now), worker("poll").look(now), worker("poll").look(now)]);
	await Promise.all(ends.flat());
	await work("poll");
	await work("poll");
	expect(network.cursors).toHaveLength(61);
});

test("pages that hang delay no other: once they failed they wait among themselves", async () => {
	await addPages(40);
	await work("poll");
	await work("poll");
	// twenty pages fail and then hang for ever
	await sql`update page_turn set failures = 1, next_at = ${clock.now} where page_id between 2 and 21`.execute(desk.db);
	network.cursors = [];
	network.polls = Array.from({ length: 8 }, () => new Promise<Polled>(() => {}));
	const { look } = worker("poll");
	expect(await look(now)).toHaveLength(8);
	await expect.poll(() => network.cursors.length).toBe(8);
	pass(31);
	const well = await look(now);
	expect(well).toHaveLength(21);
	await Promise.all(well);
});

test("failures pause the page by their class, and success forgets them", async () => {
	const nextIn = async () => ((await turnOf("poll")).next_at!.getTime() - clock.now.getTime()) / 1000;
	network.polls = [failed({}), failed({}), failed({ class: "retry-late" }), failed({ retryAfterSeconds: 77 })];
	for (const expected of [5, 10, 600, 77]) {
		await work("poll");
		expect(await nextIn()).toBe(expected);
		pass(expected);
	}
	expect(await turnOf("poll")).toMatchObject({ failures: 4, failure_text: "10: internal" });
	network.polls = [failed({ retryAfterSeconds: 1e15 })];
	await work("poll");
	expect(await nextIn()).toBe(24 * 3600);
	pass(24 * 3600);
	await work("poll");
	expect(await turnOf("poll")).toMatchObject({ failures: 0, failure_text: null });
});

test("a dead page needs to be connected again; a key that may not read stops the reading alone", async () => {
	network.polls = [failed({ class: "wrong-token", text: "the key test-token may not" })];
	await work("poll");
	const status = () => desk.db.selectFrom("page").select(["status", "status_reason"]).where("id", "=", 1).execute();
	expect(await status()).toEqual([{ status: "active", status_reason: null }]);
	expect((await turnOf("poll")).failure_text).toBe("10: the key … may not");
	pass(3600);
	network.polls = [failed({ class: "page-dead", text: "access denied" })];
	await work("poll");
	expect(await status()).toEqual([{ status: "needs-reconnect", status_reason: "10: access denied" }]);
	pass(7 * 24 * 3600);
	await work("poll");
	expect(network.cursors).toHaveLength(2);
});

test("what a channel throws is a failure, told once and tried again", async () => {
	network.polls = [new Error("a defect"), read([body({ id: "1" })], "c1")] as typeof network.polls;
	await work("poll");
	expect(await turnOf("poll")).toMatchObject({ failures: 1 });
	pass(60);
	await work("poll");
	expect((await reading()).cursor).toBe("c1");
});

test("a page that is not to be read is left alone until its webhook fails", async () => {
	network.seconds = null;
	await work("poll");
	expect(await turnOf("poll")).toMatchObject({ next_at: null });
	network.findings = [{ code: "webhook", state: "fail", text: "failed" }];
	await work("look");
	await work("poll");
	expect(network.cursors).toEqual([null]);
	pass(10);
	await work("poll");
	expect(network.cursors).toHaveLength(2);
	// well again: the reading ends, and the time between is compared
	network.findings = [{ code: "webhook", state: "ok", text: "" }];
	pass(300);
	await work("look");
	await work("poll");
	expect(await turnOf("poll")).toMatchObject({ next_at: null });
	await work("reconcile");
	expect(network.windows.at(-1)).toEqual({ from: new Date(begin.getTime() - 15 * 60_000), to: clock.now });
});

test("what was surely missed is kept in words and seen on the page", async () => {
	network.polls = [read([], "c1", { gap: "the history is outdated" })];
	await work("poll");
	await work("look");
	expect(await reading()).toMatchObject({ gap: "the history is outdated", gap_at: begin });
	const health = await desk.db.selectFrom("page_health").select(["code", "state", "text"]).execute();
	expect(health).toContainEqual({ code: "polling", state: "warn", text: "the history is outdated" });
});

test("a wish that comes during a reading is not lost", async () => {
	let answer: (polled: Polled) => void = () => {};
	network.polls = [new Promise<Polled>((resolve) => (answer = resolve))];
	const [end] = await worker("poll").look(now);
	await expect.poll(() => network.cursors.length).toBe(1);
	pass(1);
	await sql`update page_turn set next_at = ${clock.now} where work = 'poll'`.execute(desk.db);
	answer(read([], "c1"));
	await end;
	await work("poll");
	expect(network.cursors).toEqual([null, "c1"]);
});
