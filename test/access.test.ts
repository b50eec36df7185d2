import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { plainAddress, throttleKey } from "../src/access/address.ts";
import { bounded } from "../src/access/bounded.ts";
import { hashPassword, verifyNothing, verifyPassword } from "../src/access/password.ts";
import { readCaller } from "../src/access/read-caller.ts";
import { signIn } from "../src/access/sign-in.ts";
import { throttleSeconds } from "../src/access/throttle.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { DomainError } from "../src/domain/errors.ts";
import { emptyAccess, openDesk, password } from "./desk.ts";
import { secretKey } from "./region.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let db: Db;
beforeAll(async () => {
	desk = await openDesk();
	db = desk.db;
});
afterAll(() => desk.close());
beforeEach(() => emptyAccess(db));

const order = { login: "login-2", password, ip: "192.0.2.7", userAgent: "a browser" };
const wrong = { ...order, password: "wrong" };
const attempt = async (given: typeof order, from: Db = db): Promise<DomainError | string> =>
	signIn(from, secretKey, given).catch((error: unknown) => {
		if (error instanceof DomainError) return error;
		throw error;
	});
const codeOf = (result: DomainError | string) => (result instanceof DomainError ? result.code : "signed-in");
const audit = async () =>
	(
		await sql<{ type: string; data: Record<string, unknown> }>`select type, data from audit_event order by id`.execute(
			db,
		)
	).rows;

describe("passwords", () => {
	test("a stored hash names its cost and fits its password only", async () => {
		const stored = await hashPassword("пароль");
		expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
		expect(await verifyPassword("пароль", stored)).toBe(true);
		expect(await verifyPassword("пароль ", stored)).toBe(false);
		expect(await hashPassword("пароль")).not.toBe(stored);
	});

	test("a hash made by the argon2 reference program is understood", async () => {
		const stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
		expect(await verifyPassword("password", stored)).toBe(true);
		expect(await verifyPassword("Password", stored)).toBe(false);
	});

	test("letters composed otherwise are the same password", async () => {
		expect(await verifyPassword("Ёж".normalize("NFD"), await hashPassword("Ёж".normalize("NFC")))).toBe(true);
	});

	test("an unknown login costs as much work as a known one", async () => {
		const stored = await hashPassword("x");
		await verifyNothing("warm up");
		// work of this process, not time: other processes do not disturb it
		const work = async (task: () => Promise<unknown>) => {
			const from = process.cpuUsage();
			for (let i = 0; i < 5; i++) await task();
			const { user, system } = process.cpuUsage(from);
			return user + system;
		};
		const ratio = (await work(() => verifyNothing("y"))) / (await work(() => verifyPassword("y", stored)));
		expect(ratio).toBeGreaterThan(0.3);
		expect(ratio).toBeLessThan(3);
	});
});

describe("throttling, the rule", () => {
	const none = { count: 0, lastAgoSeconds: 0 };
	test.each([
		[4, 0, 0],
		[5, 0, 30],
		[5, 29.5, 1],
		[5, 30, 0],
		[6, 0, 60],
		[9, 0, 480],
		[10, 0, 900],
		[40, 0, 900],
		[400, 0, 900],
	])("after %i failures, the last %d s ago, wait %i s", (count, lastAgoSeconds, seconds) => {
		expect(throttleSeconds({ count, lastAgoSeconds }, none)).toBe(seconds);
	});

	test("an address has fifty free failures, and the longer wait counts", () => {
		expect(throttleSeconds(none, { count: 49, lastAgoSeconds: 0 })).toBe(0);
		expect(throttleSeconds({ count: 5, lastAgoSeconds: 0 }, { count: 51, lastAgoSeconds: 0 })).toBe(60);
	});

	test("more failures never shorten the wait", () => {
		const failures = fc.record({ count: fc.nat(2000), lastAgoSeconds: fc.double({ min: 0, max: 2000, noNaN: true }) });
		fc.assert(
			fc.property(failures, failures, (a, b) => {
				const seconds = throttleSeconds(a, b);
				expect(seconds).toBeGreaterThanOrEqual(0);
				expect(seconds).toBeLessThanOrEqual(900);
				expect(throttleSeconds({ ...a, count: a.count + 1 }, b)).toBeGreaterThanOrEqual(seconds);
			}),
		);
	});
});

describe("addresses", () => {
	test.each([
		["192.0.2.1", "192.0.2.1"],
		["::ffff:192.0.2.1", "192.0.2.1"],
		["fe80::1%eth0", "fe80::1"],
		["", null],
		[undefined, null],
		["unix:", null],
		["1.2.3.4, 5.6.7.8", null],
	])("%s is kept as %s", (given, kept) => {
		expect(plainAddress(given)).toBe(kept);
	});

	test.each([
		["192.0.2.1", "192.0.2.1"],
		["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"],
		["2001:db8::6", "2001:db8:0:0::"],
		["::1", "0:0:0:0::"],
		["64:ff9b::192.0.2.1", "64:ff9b:0:0::"],
	])("%s is throttled as %s", (given, key) => {
		expect(throttleKey(given)).toBe(key);
	});

	test("every key is an address to the database", async () => {
		const keys = fc.sample(fc.ipV6(), 200).map(throttleKey);
		const { rows } = await sql<{ n: number }>`select count(k::inet)::int as n from unnest(${keys}::text[]) k`.execute(
			db,
		);
		expect(rows[0]?.n).toBe(200);
	});
});

test("bounded runs so many at once, lets so many wait, refuses the rest", async () => {
	const run = bounded(2, 3);
	let now = 0;
	let most = 0;
	const task = async () => {
		most = Math.max(most, ++now);
		await new Promise((resolve) => setTimeout(resolve, 5));
		now--;
		return "done";
	};
	const results = await Promise.all(Array.from({ length: 8 }, () => run(task)));
	expect(results.filter((result) => result === "done")).toHaveLength(5);
	expect(results.filter((result) => result === null)).toHaveLength(3);
	expect(most).toBe(2);
	await expect(run(() => Promise.reject(new Error("its own")))).rejects.toThrow("its own");
	expect(await Promise.all([run(task), run(task), run(task)])).toEqual(["done", "done", "done"]);
});

describe("sign-in", () => {
	test("gives a session whose token the database does not know", async () => {
		const token = await signIn(db, secretKey, { ...order, login: "  LOGIN-2 " });
		const { rows } = await sql<{ text: string }>`select session::text as text from session`.execute(db);
		expect(rows).toHaveLength(1);
		expect(rows[0]?.text).not.toContain(token);
		const caller = await readCaller(db, token, "192.0.2.7");
		expect(caller).toMatchObject({ regionId: 1, staffId: 2, name: "Person 2", agencyId: 1, ip: "192.0.2.7" });
		expect(caller?.permissions.has("reply.write")).toBe(true);
		expect(caller?.permissions.has("case.triage")).toBe(false);
		expect(await audit()).toEqual([{ type: "signed-in", data: { by: "password" } }]);
	});

	test("a permission of a newer version is left out", async () => {
		const caller = await readCaller(db, await signIn(db, secretKey, { ...order, login: "login-5" }), null);
		expect([...(caller?.permissions ?? [])]).not.toContain("permission.of-a-newer-version");
		expect(caller?.permissions.has("page.manage")).toBe(true);
	});

	test("an unknown login, a wrong password and a person switched off look the same", async () => {
		const unknown = await attempt({ ...order, login: "nobody" });
		const mistaken = await attempt(wrong);
		await sql`update staff set is_active = false where id = 3`.execute(db);
		const off = await attempt({ ...order, login: "login-3" });
		await sql`update staff set is_active = true where id = 3`.execute(db);
		for (const result of [unknown, mistaken, off])
			expect(result).toMatchObject({ code: "sign-in-failed", details: {} });
		expect(await audit()).toEqual([
			{ type: "sign-in-refused", data: { reason: "wrong-password", failures: 1 } },
			{ type: "sign-in-refused", data: { reason: "switched-off", failures: 1 } },
		]);
	});

	test("a login with NUL or quotes is only a wrong login", async () => {
		for (const login of ["login-2\0", "' or 1=1 --", "\ud800", "x".repeat(100)])
			expect(codeOf(await attempt({ ...order, login }))).toBe("sign-in-failed");
	});

	test("after five failures even the right password waits, and success clears the count", async () => {
		for (let i = 0; i < 5; i++) expect(codeOf(await attempt(wrong))).toBe("sign-in-failed");
		const refused = await attempt(order);
		expect(refused).toMatchObject({ code: "sign-in-throttled" });
		const { retryAfterSeconds } = (refused as DomainError).details as { retryAfterSeconds: number };
		expect(retryAfterSeconds).toBeGreaterThan(20);
		expect(retryAfterSeconds).toBeLessThanOrEqual(30);
		await sql`update sign_in_failure set at = at - interval '31 seconds'`.execute(db);
		expect(codeOf(await attempt(order))).toBe("signed-in");
		expect(codeOf(await attempt(wrong))).toBe("sign-in-failed");
		expect(codeOf(await attempt(order))).toBe("signed-in");
	});

	test("attempts refused for waiting do not lengthen the wait", async () => {
		for (let i = 0; i < 5; i++) await attempt(wrong);
		for (let i = 0; i < 5; i++) expect(codeOf(await attempt(wrong))).toBe("sign-in-throttled");
		const { rows } = await sql<{ n: number }>`select count(*)::int as n from sign_in_failure`.execute(db);
		expect(rows[0]?.n).toBe(5);
	});

	test("failures older than the window are forgotten", async () => {
		for (let i = 0; i < 5; i++) await attempt(wrong);
		await sql`update sign_in_failure set at = at - interval '16 minutes'`.execute(db);
		expect(codeOf(await attempt(wrong))).toBe("sign-in-failed");
	});

	test("attempts at once from several processes do not slip through", async () => {
		const other = openDatabase(desk.databaseUrl, 10);
		const results = await Promise.all(Array.from({ length: 24 }, (_, i) => attempt(wrong, i % 2 ? db : other)));
		await other.destroy();
		expect(results.filter((result) => codeOf(result) === "sign-in-failed")).toHaveLength(5);
		expect(results.filter((result) => codeOf(result) === "sign-in-throttled")).toHaveLength(19);
	});

	test("an address that fails with fifty logins waits with every login; another address does not", async () => {
		await sql`insert into sign_in_failure (login, ip) select 'guess-' || n, '2001:db8:1:2::' from generate_series(1, 50) n`.execute(
			db,
		);
		expect(codeOf(await attempt({ ...order, ip: "2001:db8:1:2::77" }))).toBe("sign-in-throttled");
		expect(codeOf(await attempt({ ...order, ip: "2001:db8:1:3::77" }))).toBe("signed-in");
	});

	test("a flood keeps a bounded queue", async () => {
		const flood = Array.from({ length: 130 }, (_, i) => attempt({ ...order, login: `flood-${i}`, ip: `192.0.2.${i}` }));
		const codes = (await Promise.all(flood)).map(codeOf);
		expect(codes.filter((code) => code === "sign-in-throttled")).toHaveLength(28);
		expect(codes.filter((code) => code === "sign-in-failed")).toHaveLength(102);
	});
});
