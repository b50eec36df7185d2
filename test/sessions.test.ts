import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readCaller } from "../src/access/read-caller.ts";
import { hashToken } from "../src/access/session-token.ts";
import { signIn } from "../src/access/sign-in.ts";
import { signOut } from "../src/access/sign-out.ts";
import type { Db } from "../src/db/database.ts";
import { emptyAccess, openDesk, password } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { secretKey } from "./region.ts";

let desk: Desk;
let db: Db;
beforeAll(async () => {
	desk = await openDesk();
	db = desk.db;
});
afterAll(() => desk.close());
beforeEach(() => emptyAccess(db));

const order = { login: "login-2", password, ip: "192.0.2.7", userAgent: "a browser" };
const audit = async () =>
	(
		await sql<{ type: string; data: Record<string, unknown> }>`select type, data from audit_event order by id`.execute(
			db,
		)
	).rows;

describe("sessions", () => {
	const age = (token: string, change: ReturnType<typeof sql>) =>
		sql`update session set ${change} where token_hash = ${hashToken(token)}`.execute(db);

	test("end after 12 h without use, after 7 days in any case, and when the person is switched off", async () => {
		const idle = await signIn(db, secretKey, order);
		const old = await signIn(db, secretKey, order);
		await age(idle, sql`last_seen_at = now() - interval '12 hours 1 second'`);
		await age(old, sql`expires_at = now() - interval '1 second'`);
		expect(await readCaller(db, idle, null)).toBeNull();
		expect(await readCaller(db, old, null)).toBeNull();
		const { rows } = await sql<{ days: number }>`
			select extract(epoch from expires_at - created_at) / 86400 as days from session`.execute(db);
		expect(Math.max(...rows.map((row) => Number(row.days)))).toBeCloseTo(7, 1);
		const living = await signIn(db, secretKey, order);
		await sql`update staff set is_active = false where id = 2`.execute(db);
		expect(await readCaller(db, living, null)).toBeNull();
		await sql`update staff set is_active = true where id = 2`.execute(db);
		expect(await readCaller(db, living, null)).not.toBeNull();
	});

	test("note their use once a minute", async () => {
		const token = await signIn(db, secretKey, order);
		const seen = async () => {
			const { rows } = await sql<{ ago: number }>`
				select extract(epoch from now() - last_seen_at)::float8 as ago from session`.execute(db);
			return rows[0]?.ago ?? Number.NaN;
		};
		await age(token, sql`last_seen_at = now() - interval '50 seconds'`);
		await readCaller(db, token, null);
		expect(await seen()).toBeGreaterThan(49);
		await age(token, sql`last_seen_at = now() - interval '70 seconds'`);
		await readCaller(db, token, null);
		expect(await seen()).toBeLessThan(5);
	});

	test("sign-out ends one and is kept; ended ones are swept with the next sign-in", async () => {
		const token = await signIn(db, secretKey, order);
		const other = await signIn(db, secretKey, order);
		await signOut(db, token, order.ip);
		await signOut(db, token, order.ip);
		await signOut(db, "no such token", order.ip);
		expect(await readCaller(db, token, null)).toBeNull();
		expect(await readCaller(db, other, null)).not.toBeNull();
		expect((await audit()).map((event) => event.type)).toEqual(["signed-in", "signed-in", "signed-out"]);
		await age(other, sql`last_seen_at = now() - interval '13 hours'`);
		await signIn(db, secretKey, order);
		const { rows } = await sql<{ n: number }>`select count(*)::int as n from session`.execute(db);
		expect(rows[0]?.n).toBe(1);
	});

	test("no token but the right one is anybody's", async () => {
		await signIn(db, secretKey, order);
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: "binary" }), async (token) => {
				expect(await readCaller(db, token, null)).toBeNull();
			}),
			{ numRuns: 30 },
		);
	});
});
