import { Kysely, PostgresDialect, sql } from "kysely";
import type { LogEvent } from "kysely";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, openPool } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import type { DB } from "../src/db/tables.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { openStream } from "./stream.ts";
import type { Stream } from "./stream.ts";

let desk: Desk;
let curator: string;
let executor: string;
beforeAll(async () => {
	desk = await openDesk();
	curator = await desk.signIn("login-1");
	executor = await desk.signIn("login-2");
});
afterAll(() => desk.close());

const { housing, roads } = { housing: 1, roads: 2 };

describe("the live stream", () => {
	test("opens with a place to resume from and tells what happens, at once and in order", async () => {
		const stream = await openStream(desk, curator);
		expect(stream.lines[0]).toMatchObject({ event: "hello", id: expect.stringMatching(/^\d+-0$/) });
		const id = await desk.openCase(housing);
		for (const type of ["accept", "submit", "approve"]) await desk.note(id, housing, type);
		await stream.until(4);
		expect(stream.changes()).toEqual(["opened", "accept", "submit", "approve"].map((type) => `${id}:${type}`));
		expect(stream.lines.at(-1)?.data.at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
		stream.close();
	});

	test("an agency hears of its own cases, and that one was taken from it", async () => {
		const [all, own] = await Promise.all([openStream(desk, curator), openStream(desk, executor)]);
		const mine = await desk.openCase(housing);
		const foreign = await desk.openCase(roads);
		await desk.note(foreign, roads, "accept");
		await desk.note(mine, housing, "accept");
		await own.until(2);
		await desk.db.updateTable("case").set({ agency_id: roads }).where("id", "=", mine).execute();
		await desk.note(mine, roads, "assign", { agencyId: roads, fromAgencyId: housing });
		await all.until(5);
		expect(all.changes()).toHaveLength(5);
		expect(own.changes()).toEqual([`${mine}:opened`, `${mine}:accept`, `${mine}:left`]);
		all.close();
		own.close();
	});

	test("a change that a long transaction commits late is neither missed nor out of order", async () => {
		const stream = await openStream(desk, curator);
		const [early, late, other] = [
			await desk.openCase(housing),
			await desk.openCase(housing),
			await desk.openCase(housing),
		];
		await stream.until(3);
		const begun = Promise.withResolvers<void>();
		const finish = Promise.withResolvers<void>();
		const long = desk.db.transaction().execute(async (tx) => {
			await noteIn(tx, late, "slow");
			begun.resolve();
			await finish.promise;
		});
		await begun.promise;
		await desk.note(early, housing, "quick");
		await pause(300);
		// younger than the open transaction, so it waits: a reader who had it would pass the slow one by
		expect(stream.changes()).toHaveLength(3);
		const resumed = await openStream(desk, curator, stream.lastId());
		finish.resolve();
		await long;
		await desk.note(other, housing, "after");
		for (const one of [stream, resumed]) {
			await one.until(one === stream ? 6 : 3);
			expect(one.changes().slice(-3)).toEqual([`${late}:slow`, `${early}:quick`, `${other}:after`]);
			one.close();
		}
	});

	test("a transaction that takes its time and fails only delays", async () => {
		const stream = await openStream(desk, curator);
		const id = await desk.openCase(housing);
		await stream.until(1);
		const begun = Promise.withResolvers<void>();
		const failing = desk.db
			.transaction()
			.execute(async (tx) => {
				await noteIn(tx, id, "never");
				begun.resolve();
				await pause(200);
				throw new Error("rolled back");
			})
			.catch(() => {});
		await begun.promise;
		await desk.note(id, housing, "kept");
		await failing;
		await stream.until(2);
		expect(stream.changes()).toEqual([`${id}:opened`, `${id}:kept`]);
		stream.close();
	});

	test("whoever comes back hears what was missed, once, and goes on live", async () => {
		const first = await openStream(desk, executor);
		const id = await desk.openCase(housing);
		await first.until(1);
		const at = first.lastId();
		first.close();
		const foreign = await desk.openCase(roads);
		await desk.note(id, housing, "missed");
		await desk.note(foreign, roads, "missed");
		const second = await openStream(desk, executor, at);
		await second.until(1);
		await desk.note(id, housing, "live");
		await second.until(2);
		await pause(100);
		expect(second.changes()).toEqual([`${id}:missed`, `${id}:live`]);
		expect(second.lines[0]).toMatchObject({ event: "hello", id: at });
		second.close();
	});

	test("many at once lose nothing while readers come and go", async () => {
		const start = await openStream(desk, curator);
		const id = await desk.openCase(housing);
		await start.until(1);
		const at = start.lastId();
		const writers = Array.from({ length: 8 }, async (_, writer) => {
			for (let i = 0; i < 25; i++) await desk.note(id, housing, `w${writer}-${i}`);
		});
		await pause(30);
		const joined = await openStream(desk, curator, at);
		await Promise.all(writers);
		await Promise.all([start.until(201), joined.until(200)]);
		expect(start.changes().slice(1)).toEqual(joined.changes());
		expect(new Set(joined.changes()).size).toBe(200);
		for (let writer = 0; writer < 8; writer++) {
			const own = joined.changes().filter((change) => change.startsWith(`${id}:w${writer}-`));
			expect(own).toEqual(Array.from({ length: 25 }, (_, i) => `${id}:w${writer}-${i}`));
		}
		start.close();
		joined.close();
	});

	test("over a thousand missed, or a place from nowhere: read the lists again", async () => {
		const id = await desk.openCase(housing);
		const first = await openStream(desk, curator);
		const at = first.lastId();
		first.close();
		await desk.db.transaction().execute(async (tx) => {
			await sql`insert into case_event (region_id, case_id, agency_id, type, actor_kind)
				select 1, ${id}, 1, 'many', 'system' from generate_series(1, 1001)`.execute(tx);
			await noteIn(tx, id, "last of many");
		});
		for (const from of [at, "999999999999999-1", "nonsense", "1; drop table staff", "-1--1"]) {
			const stream = await openStream(desk, curator, from);
			expect(stream.lines[0]?.event).toBe("resync");
			const before = stream.changes().length;
			await desk.note(id, housing, "next");
			await stream.until(before + 1);
			expect(stream.changes()).toEqual([`${id}:next`]);
			stream.close();
		}
	});

	test("the place may stand in the address, too", async () => {
		const first = await openStream(desk, curator);
		const at = first.lastId();
		const id = await desk.openCase(housing);
		await first.until(1);
		first.close();
		const response = await desk.call("GET", `/api/events?after=${at}`, { as: curator });
		const reader = response.body!.getReader();
		let text = "";
		while (!text.includes('data: {"caseId"')) text += new TextDecoder().decode((await reader.read()).value);
		expect(text).toContain(`data: {"caseId":${id},"type":"opened"`);
		await reader.cancel();
	});
});

describe("a stream ends", () => {
	test("with the session, in whichever process it was ended", async () => {
		const cookie = await desk.signIn("login-3");
		const stream = await openStream(desk, cookie);
		const other = await openStream(desk, curator);
		await desk.call("DELETE", "/api/session", { as: cookie });
		await stream.ended;
		const id = await desk.openCase(housing);
		await other.until(1);
		expect(other.changes()).toEqual([`${id}:opened`]);
		expect(stream.changes()).toEqual([]);
		other.close();
	});

	test("with the oldest, when one person opens too many", async () => {
		const cookie = await desk.signIn("login-3");
		const streams: Stream[] = [];
		for (let i = 0; i < 21; i++) streams.push(await openStream(desk, cookie));
		await streams[0]!.ended;
		const id = await desk.openCase(housing);
		await Promise.all(streams.slice(1).map((stream) => stream.until(1)));
		expect(streams[20]!.changes()).toEqual([`${id}:opened`]);
		for (const stream of streams) stream.close();
	});

	test("when its reader takes nothing, and the others hear on", async () => {
		const other = await openStream(desk, curator);
		const { hostname, port } = new URL(desk.url);
		const lazy = connect(Number(port), hostname);
		lazy.on("error", () => {});
		lazy.write(`GET /api/events HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${curator}\r\n\r\n`);
		await new Promise((resolve) => lazy.once("readable", resolve));
		const connections = () =>
			new Promise<number>((resolve) => desk.app.server.getConnections((_error, count) => resolve(count)));
		const before = await connections();
		const id = await desk.openCase(housing);
		// 12 MB are more than a connection holds on its way, told in pieces that a reader takes easily
		for (let piece = 1; piece <= 120; piece++) {
			await desk.db.transaction().execute(async (tx) => {
				await sql`insert into case_event (region_id, case_id, agency_id, type, actor_kind)
					select 1, ${id}, 1, repeat('x', 50000), 'system' from generate_series(1, 2)`.execute(tx);
				await noteIn(tx, id, "after the flood");
			});
			await other.until(1 + piece * 3);
		}
		expect(other.changes().at(-1)).toBe(`${id}:after the flood`);
		await expect.poll(connections, { timeout: 5_000 }).toBeLessThan(before);
		lazy.destroy();
		other.close();
	});

	test("with the server, which does not wait for its readers", async () => {
		const own = await openDesk();
		const stream = await openStream(own, await own.signIn("login-1"));
		const from = performance.now();
		await own.close();
		await stream.ended;
		expect(performance.now() - from).toBeLessThan(5_000);
	});

	test("and nobody without a session opens one", async () => {
		expect((await desk.call("GET", "/api/events")).status).toBe(401);
		expect((await desk.call("GET", "/api/events", { as: "otklik_session=guess" })).status).toBe(401);
	});
});

test("when the listening connection is cut, it comes back and nothing is missed", async () => {
	const stream = await openStream(desk, curator);
	const id = await desk.openCase(housing);
	await stream.until(1);
	const other = openDatabase(desk.databaseUrl, 1);
	const { rows } = await sql<{ cut: boolean }>`select pg_terminate_backend(pid) as cut from pg_stat_activity
		where application_name = 'otklik live feed' and datname = current_database()`.execute(other);
	expect(rows.map((row) => row.cut)).toEqual([true]);
	await desk.note(id, housing, "unheard");
	await stream.until(2);
	await desk.note(id, housing, "heard");
	await stream.until(3);
	expect(stream.changes()).toEqual([`${id}:opened`, `${id}:unheard`, `${id}:heard`]);
	stream.close();
	await other.destroy();
});

test("nothing is read while nothing happens", async () => {
	const reads: string[] = [];
	const database = { url: "" };
	const log = (event: LogEvent) => {
		if (event.query.sql.includes("pg_snapshot_xmin")) reads.push(event.query.sql);
	};
	const dialect = new PostgresDialect({ pool: () => Promise.resolve(openPool(database.url, 2)) });
	const watched = new Kysely<DB>({ dialect, log });
	const own = await openDesk({ db: watched });
	database.url = own.databaseUrl;
	try {
		const stream = await openStream(own, await own.signIn("login-1"));
		await own.openCase(housing);
		await stream.until(1);
		expect(reads.length).toBeGreaterThan(1);
		// what the opening began may go on for a while on a busy machine
		let before = -1;
		for (let tries = 0; tries < 6 && before !== reads.length; tries++) {
			before = reads.length;
			await pause(1_500);
		}
		expect(reads.length).toBe(before);
		stream.close();
	} finally {
		await own.close();
		await watched.destroy();
	}
});

async function noteIn(tx: Db, caseId: number, type: string): Promise<void> {
	await sql`insert into case_event (region_id, case_id, agency_id, type, actor_kind)
		values (1, ${caseId}, 1, ${type}, 'system')`.execute(tx);
	await sql`select pg_notify('case_event', '1:' || pg_current_xact_id()::text)`.execute(tx);
}
