import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { countDays, dayIn, daysOf } from "../src/ingest/compare-window.ts";
import { orderCheckByHand } from "../src/ingest/order-check.ts";
import { planCheck } from "../src/registry/plan-check.ts";
import { readLedger } from "../src/registry/reads-ledger.ts";
import { readChannelPage } from "../src/registry/reads.ts";
import { createAcceptor } from "../src/ingest/accept-delivery.ts";
import type { Acceptor } from "../src/ingest/accept-delivery.ts";
import { begin, body, channels, clock, desk, ingest, messages, network, parts, pass, scripted } from "./page-desk.ts";
import type { Body } from "./page-desk.ts";
import { turnOf, usePageDesk, work } from "./page-desk.ts";
import { secretKey } from "./region.ts";

usePageDesk();

type Row = Parameters<Acceptor["accept"]>[0];
type DeliverySource = NonNullable<Row["source"]>;
const insert = (rows: Row[]) => Promise.all(rows.map(createAcceptor(desk.db, desk.enqueue).accept));

const hour = 3_600_000;
const at = (hours: number) => new Date(begin.getTime() + hours * hour);
const shown = (bodies: Body[], isWhole = true) => ({
	kind: "read" as const,
	found: bodies.map((one) => ({ externalId: one.id, body: body(one) })),
	isWhole,
});
async function order(from = at(-24), to = at(0)): Promise<number> {
	const page = await readChannelPage(desk.db, 1, 1, secretKey);
	return orderCheckByHand(desk.db, desk.region.curator, scripted, page!, { from, to }, clock.now);
}
const check = (id: number) =>
	desk.db.selectFrom("page_check").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const days = () => desk.db.selectFrom("page_day").selectAll().orderBy("day").execute();
const store = (bodies: Body[], source: DeliverySource = "webhook") =>
	insert(bodies.map((one) => ({ regionId: 1, pageId: 1, source, body: body(one) })));
const ledger = (count = 3) => readLedger({ ...parts(), channels }, desk.region.curator, 1, count, new Date());

describe("comparing", () => {
	test("fills what is missing, and leaves alone what is here, was deleted, or is no message", async () => {
		await store([
			{ id: "1", at: at(-3).toISOString() },
			{ id: "9", at: at(-5).toISOString() },
		]);
		await ingest();
		await sql`insert into message_tombstone values (1, 1, '2', now())`.execute(desk.db);
		network.window = shown([
			{ id: "1", at: at(-3).toISOString() },
			{ id: "2" },
			{ id: "3", at: at(-2).toISOString() },
			{ id: "4", kind: "ignored" },
			{ id: "5", at: at(-1).toISOString() },
		]);
		const id = await order();
		await work("reconcile");
		await ingest();
		expect(await messages()).toEqual(["1", "9", "3", "5"]);
		expect(await check(id)).toMatchObject({
			seen: 4,
			missing: 2,
			filled: 2,
			absent: 1,
			is_whole: true,
			ended_at: begin,
		});
		expect(network.windows).toEqual([{ from: at(-24), to: at(0) }]);
		await order();
		await work("reconcile");
		expect(await check(id + 1)).toMatchObject({ seen: 4, missing: 0, filled: 0 });
	});

	test("counts by the day on which a message was sent, in the region's zone", async () => {
		network.window = shown([
			// 23:30 and 00:30 in the region
			{ id: "1", at: "2026-03-03T20:30:00Z" },
			{ id: "2", at: "2026-03-03T21:30:00Z" },
			{ id: "3", at: "2026-03-03T22:30:00Z" },
		]);
		await order(new Date("2026-03-01T21:00:00Z"));
		await work("reconcile");
		const rows = (await days()).map((row) => [
			dayIn("Europe/Moscow")(row.day as Date),
			row.seen,
			row.missing,
			row.is_whole,
		]);
		expect(rows).toEqual([
			["2026-03-02", 0, 0, true],
			["2026-03-03", 1, 1, true],
			["2026-03-04", 2, 2, false],
		]);
	});

	test("does not store every night what it cannot read", async () => {
		network.window = { kind: "read", found: [{ externalId: "x", body: Buffer.from("not JSON") }], isWhole: true };
		for (let count = 0; count < 3; count++) {
			await order();
			await work("reconcile");
			await ingest();
		}
		const rows = await desk.db.selectFrom("delivery").select(["source", "status"]).execute();
		expect(rows).toEqual([{ source: "reconcile", status: "not-understood" }]);
		const checks = await desk.db.selectFrom("page_check").select(["missing", "filled"]).orderBy("id").execute();
		expect(checks).toEqual([
			{ missing: 1, filled: 1 },
			{ missing: 1, filled: 0 },
			{ missing: 1, filled: 0 },
		]);
	});

	test("corrects a known message whose text is another in the network", async () => {
		await store([{ id: "1", text: "Нет воды", isCropped: true }]);
		await ingest();
		const { rows } = await sql<{ data: object }>`select data from pgboss.job where name = 'reread-message'`.execute(
			desk.db,
		);
		expect(rows).toEqual([{ data: { regionId: 1, pageId: 1, externalId: "1" } }]);
		await store([{ id: "1", text: "Нет воды в доме третий день", isCropped: true }], "reconcile");
		await ingest();
		const [message] = await desk.db.selectFrom("message").select("text").execute();
		expect(message).toEqual({ text: "Нет воды в доме третий день" });
		const jobs = await sql`select 1 from pgboss.job where name = 'reread-message'`.execute(desk.db);
		expect(jobs.rows).toHaveLength(1);
	});

	test("says why it cannot be read back, or that the network failed in the end", async () => {
		network.window = { kind: "cannot-read", reason: "no-service-key" };
		const first = await order();
		await work("reconcile");
		expect(await check(first)).toMatchObject({ unreadable: "no-service-key", seen: null, ended_at: begin });
		expect((await days()).map((row) => row.unreadable)).toEqual(["no-service-key", "no-service-key"]);
		network.window = { kind: "unknown", code: "timeout", text: "no answer, test-token" };
		const second = await order();
		for (let count = 0; count < 5; count++) {
			expect(await check(second)).toMatchObject({ ended_at: null });
			await work("reconcile");
			pass(700);
		}
		expect(await check(second)).toMatchObject({ failure_text: "timeout: no answer, …", seen: null });
		await work("look");
		const health = await desk.db
			.selectFrom("page_health")
			.select(["code", "state"])
			.where("code", "=", "reading-back")
			.execute();
		expect(health).toEqual([{ code: "reading-back", state: "warn" }]);
	});

	test("by hand takes no time to come and none longer than 31 days", async () => {
		await expect(order(at(-24 * 32), at(0))).rejects.toMatchObject({ code: "invalid-request" });
		await expect(order(at(1), at(2))).rejects.toMatchObject({ code: "invalid-request" });
		const id = await order(at(-1), at(24));
		expect(await check(id)).toMatchObject({ to_at: begin });
	});

	test("several that wait are done one after the other", async () => {
		const ids = [await order(at(-3), at(-2)), await order(at(-2), at(-1))];
		await work("reconcile");
		await work("reconcile");
		expect(await Promise.all(ids.map(check))).toMatchObject([{ ended_at: begin }, { ended_at: begin }]);
	});
});

describe("when pages are compared", () => {
	const times = { timeZone: "Europe/Moscow", nightAt: null, hourAt: null, isTroubled: false };
	const night = new Date("2026-03-04T01:59:00Z");

	test("each night, spread over it by the page", () => {
		expect(planCheck(times, 1, begin)).toMatchObject({ due: null });
		const starts = Array.from({ length: 500 }, (_, id) => planCheck(times, id, begin).nextAt.getTime());
		const first = Date.parse("2026-03-04T22:00:00Z");
		expect(Math.min(...starts)).toBeGreaterThanOrEqual(first);
		expect(Math.max(...starts)).toBeLessThan(first + 4 * hour);
		expect(new Set(starts).size).toBeGreaterThan(200);
		expect(planCheck(times, 0, night).due).toEqual({
			reason: "night",
			from: new Date(night.getTime() - 48 * hour),
			to: night,
		});
		expect(planCheck({ ...times, nightAt: new Date(night.getTime() - hour) }, 0, night).due).toBeNull();
	});

	test("each hour while the webhook is in trouble", () => {
		const troubled = { ...times, isTroubled: true };
		expect(planCheck(troubled, 1, begin)).toMatchObject({
			due: { reason: "hour", from: at(-2), to: begin },
			nextAt: at(1),
		});
		expect(planCheck({ ...troubled, hourAt: at(-0.5) }, 1, begin).due).toBeNull();
	});

	test("is done without anybody asking", async () => {
		clock.now = night;
		await sql`insert into page (region_id, id, channel, external_id, name, agency_id, webhook_key)
			select 1, n, 'vk', 'p' || n, 'Page', 1, 'key-' || n from generate_series(2, 30) n`.execute(desk.db);
		await work("reconcile");
		for (let count = 0; count < 25; count++) await work("reconcile");
		const { rows } = await sql<{ reason: string; count: number }>`
			select reason, count(*)::int as count from page_check where ended_at is not null group by 1`.execute(desk.db);
		expect(rows).toEqual([{ reason: "night", count: 30 }]);
		expect((await turnOf("reconcile")).next_at!.getTime()).toBeGreaterThan(night.getTime());
	});
});

describe("the ledger", () => {
	test("adds up to the deliveries, whatever became of them", async () => {
		const one = fc.record({
			source: fc.constantFrom<DeliverySource>("webhook", "poll", "reconcile", "hand"),
			kind: fc.constantFrom("new", "again", "ignored", "broken", "waiting"),
			hoursAgo: fc.integer({ min: 0, max: 70 }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(one, { maxLength: 25 }), async (list) => {
				await sql`truncate delivery`.execute(desk.db);
				let next = 0;
				for (const { source, kind, hoursAgo } of list) {
					const id = kind === "again" ? "same" : `m${Math.random()}`;
					const bytes = kind === "broken" ? Buffer.from("{") : body({ id, kind: kind === "ignored" ? kind : "" });
					await insert([{ regionId: 1, pageId: 1, source, body: bytes }]);
					await sql`update delivery set received_at = now() - make_interval(hours => ${hoursAgo}) where id = (select max(id) from delivery)`.execute(
						desk.db,
					);
					if (kind !== "waiting") await ingest();
					next++;
				}
				const { days: rows } = await ledger(5);
				const { rows: real } = await sql<{ status: string; source: string; count: number }>`
					select status, source, count(*)::int as count from delivery group by 1, 2`.execute(desk.db);
				const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0);
				const count = (test: (row: (typeof real)[number]) => boolean) =>
					real.filter(test).reduce((total, row) => total + row.count, 0);
				expect(sum((row) => row.total)).toBe(next);
				for (const row of rows)
					expect(row.total).toBe(
						row.delivered + row.filled + row.duplicate + row.ignored + row.notUnderstood + row.waiting,
					);
				expect(sum((row) => row.filled)).toBe(count((row) => row.status === "done" && row.source === "reconcile"));
				expect(sum((row) => row.delivered)).toBe(count((row) => row.status === "done" && row.source !== "reconcile"));
				expect(sum((row) => row.duplicate)).toBe(count((row) => row.status === "duplicate"));
				expect(sum((row) => row.ignored)).toBe(count((row) => row.status === "ignored"));
				expect(sum((row) => row.notUnderstood)).toBe(count((row) => row.status === "not-understood"));
				expect(sum((row) => row.waiting)).toBe(count((row) => row.status === "accepted"));
			}),
			{ numRuns: 15 },
		);
	});

	test("puts what comparing said beside it, and shows no foreign page", async () => {
		clock.now = new Date();
		network.window = shown([{ id: "1", at: clock.now.toISOString() }]);
		await order(new Date(clock.now.getTime() - hour), clock.now);
		await work("reconcile");
		await ingest();
		expect((await ledger()).days[0]).toMatchObject({
			total: 1,
			filled: 1,
			check: { seen: 1, missing: 1, isWhole: false },
		});
		const foreign = { ...desk.region.roadsExecutor, permissions: new Set(["page.read"] as const) };
		await expect(readLedger({ ...parts(), channels }, foreign, 1, 3, clock.now)).rejects.toMatchObject({
			code: "page-unknown",
		});
	});
});

test("the days of any window are all there, once, and only the cut ones are parts", () => {
	const dayOf = dayIn("Europe/Moscow");
	const moment = fc
		.integer({ min: 0, max: 40 * 24 * 60 })
		.map((minutes) => new Date(begin.getTime() + minutes * 60_000));
	fc.assert(
		fc.property(moment, moment, fc.array(moment, { maxLength: 20 }), (a, b, seen) => {
			fc.pre(a.getTime() !== b.getTime());
			const [from, to] = a < b ? [a, b] : [b, a];
			const found = daysOf(from, to, dayOf);
			const inside = [...found.values()].slice(1, -1);
			expect(inside.every(Boolean)).toBe(true);
			expect([...found.keys()]).toEqual([...found.keys()].toSorted());
			expect(found.has(dayOf(from)) && found.has(dayOf(new Date(to.getTime() - 1)))).toBe(true);
			const rows = countDays({ from, to, isWhole: true, unreadable: null }, dayOf, { seen, missing: [], absent: [] });
			expect(rows.reduce((sum, row) => sum + row.seen, 0)).toBe(seen.length);
		}),
	);
});
