import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCaller } from "../src/access/read-caller.ts";
import { signIn } from "../src/access/sign-in.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { SetupError } from "../src/db/setup-error.ts";
import { dueAfter } from "../src/domain/sla.ts";
import { demoRegion } from "../src/registry/demo-region.ts";
import { openSecrets, sealSecrets } from "../src/registry/page-secrets.ts";
import { listOpenPages } from "../src/registry/reads-pages.ts";
import { findWebhookPage, readChannelPage, readRegistry } from "../src/registry/reads.ts";
import { nameBefore, seedDemo, seedOwnRegion, seedRegion } from "../src/registry/seed.ts";
import { createTestDatabase } from "./database.ts";

const secretKey = Buffer.alloc(32, 3);
const apiUrl = "http://127.0.0.1:4001";
let db: Db;
let close: () => Promise<void>;
beforeAll(async () => {
	const database = await createTestDatabase();
	db = openDatabase(database.url, 10);
	close = async () => {
		await db.destroy();
		await database.drop();
	};
});
afterAll(() => close());

const count = async (table: string): Promise<number> =>
	(await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)).rows[0]!.n;

describe("the demo region", () => {
	test("is written once, whoever starts at the same moment", async () => {
		const results = await Promise.all([1, 2, 3].map(() => seedDemo(db, { secretKey, apiUrl })));
		expect(results.filter((result) => result.isNew)).toHaveLength(1);
		expect(new Set(results.map((result) => result.regionId)).size).toBe(1);
		expect(await count("region")).toBe(1);
		expect(await count("page")).toBe(demoRegion.pages.length);
		expect(await count("routing_rule")).toBe(demoRegion.routingRules.length);
		expect(results[0]?.accounts).toEqual(results[1]?.accounts);
	});

	test("lets each of its people in, with what their role may", async () => {
		const { accounts, regionId } = await seedDemo(db, { secretKey, apiUrl });
		for (const { login, password } of accounts) {
			const token = await signIn(db, secretKey, { login, password, ip: null, userAgent: null });
			const account = demoRegion.accounts.find((one) => one.login === login);
			const role = demoRegion.roles.find((one) => one.code === account?.roleCode);
			const caller = await readCaller(db, token, null);
			expect([...(caller?.permissions ?? [])].toSorted()).toEqual([...(role?.permissions ?? [])].toSorted());
			expect(caller?.agencyId === null).toBe(account?.agencyCode === null);
			expect(caller?.regionId).toBe(regionId);
		}
	});

	test("reads as a registry whose clocks go", async () => {
		const { regionId } = await seedDemo(db, { secretKey, apiUrl });
		const registry = await readRegistry(db, regionId!);
		expect(registry.agencies.size).toBe(demoRegion.agencies.length);
		expect(registry.calendars.size).toBe(registry.agencies.size);
		const moscow = [...registry.agencies.values()].filter((agency) => agency.timeZone === "Europe/Moscow");
		expect(new Set(moscow.map((agency) => registry.calendars.get(agency.id))).size).toBe(1);
		// Friday 17:20 in Moscow and four working hours: Monday 12:20
		const due = dueAfter(registry.calendars.get(moscow[0]!.id)!, new Date("2026-11-20T14:20:00Z"), 240);
		expect(due.dueAt.toISOString()).toBe("2026-11-23T09:20:00.000Z");
		for (const rule of registry.routingRules) expect(registry.agencies.has(rule.agencyId)).toBe(true);
		expect(registry.topics.get("roads.snow-on-road")?.groupCode).toBe("roads");
		expect([...registry.pages.values()].every((page) => page.status === "active")).toBe(true);
		await expect(readRegistry(db, 999)).rejects.toThrow();
	});

	test("gives every page keys of its own, and moves with the demo network", async () => {
		const moved = "http://127.0.0.1:4002";
		const { regionId } = await seedDemo(db, { secretKey, apiUrl: moved });
		const pages = await listOpenPages(db, regionId!, secretKey);
		const words = pages.flatMap((page) => [...Object.values(page.secrets), page.webhookPath]);
		expect(new Set(words).size).toBe(words.length);
		for (const page of pages) {
			const key = page.webhookPath.split("/").at(-1)!;
			const found = await findWebhookPage(db, "vk", key, secretKey);
			expect(found).toEqual(await readChannelPage(db, regionId!, page.id, secretKey));
			expect(found).toMatchObject({ externalId: page.externalId, settings: { apiUrl: moved, siteUrl: moved } });
			expect(Object.keys(found!.secrets).toSorted()).toEqual(["accessToken", "confirmation", "secret", "serviceToken"]);
			expect(await findWebhookPage(db, "telegram", key, secretKey)).toBeNull();
		}
		expect(await findWebhookPage(db, "vk", "\0", secretKey)).toBeNull();
		const { rows } = await sql<{ url: string }>`select url from page limit 1`.execute(db);
		expect(rows[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:4002\/club\d+$/);
		await expect(findWebhookPage(db, "vk", pages[0]!.webhookPath.split("/").at(-1)!, Buffer.alloc(32))).rejects.toThrow(
			"another secret key",
		);
	});
});

describe("a real region", () => {
	const region = {
		code: "primer",
		name: "Примерный край",
		timeZone: "Asia/Vladivostok",
		admin: { login: "Head", name: "Администратор", password: "correct horse battery" },
	};

	test("starts with topics, a calendar, roles, the regional centre and its administrator", async () => {
		const id = await seedRegion(db, region);
		const registry = await readRegistry(db, id);
		expect(registry.region).toEqual({
			id,
			code: "primer",
			name: "Примерный край",
			timeZone: "Asia/Vladivostok",
			wantedPrecision: 0.9,
			calendarId: expect.any(Number),
		});
		expect([...registry.sla.profiles.values()].map(({ code }) => code)).toEqual(["four-hours", "nine-hours"]);
		expect(registry.sla.rules).toHaveLength(1);
		expect([...registry.agencies.values()].map((agency) => agency.code)).toEqual(["rmc"]);
		expect(registry.pages.size).toBe(0);
		expect(registry.topics.size).toBeGreaterThan(100);
		const token = await signIn(db, secretKey, {
			login: "head",
			password: region.admin.password,
			ip: null,
			userAgent: null,
		});
		const caller = await readCaller(db, token, null);
		expect(caller?.regionId).toBe(id);
		expect(caller?.permissions.has("page.manage")).toBe(true);
		await expect(seedRegion(db, region)).rejects.toThrow(SetupError);
	});

	test.each([
		["a code with spaces", { code: "My region" }],
		["no zone", { timeZone: "Mars/Olympus" }],
		["no name", { name: " " }],
		["a short password", { admin: { ...region.admin, password: "short" } }],
	])("%s is refused before anything is written", async (_name, change) => {
		const before = await count("region");
		await expect(seedRegion(db, { ...region, code: "other", ...change })).rejects.toThrow(SetupError);
		expect(await count("region")).toBe(before);
	});

	test("one of one's own is begun where there is none, with a password that must be changed", async () => {
		expect(await seedOwnRegion(db, "Asia/Omsk")).toBeNull();
		const database = await createTestDatabase();
		const own = openDatabase(database.url, 2);
		try {
			const admins = await Promise.all([1, 2].map(() => seedOwnRegion(own, "Asia/Omsk")));
			const [admin] = admins.filter((one) => one !== null);
			expect(admins).toContain(null);
			const entry = { login: admin!.login, password: admin!.password, ip: null, userAgent: null };
			const caller = await readCaller(own, await signIn(own, secretKey, entry), null);
			expect(caller?.owes).toBe("password");
			const { region } = await readRegistry(own, caller!.regionId);
			expect(region).toMatchObject({ name: nameBefore, timeZone: "Asia/Omsk" });
		} finally {
			await own.destroy();
			await database.drop();
		}
	});

	test("keeps the demo out", async () => {
		const database = await createTestDatabase();
		const own = openDatabase(database.url, 2);
		try {
			await seedRegion(own, region);
			expect(await seedDemo(own, { secretKey, apiUrl })).toEqual({ regionId: null, isNew: false, accounts: [] });
		} finally {
			await own.destroy();
			await database.drop();
		}
	});
});

describe("the keys of a page", () => {
	test("come back as they went in, sealed each time anew", () => {
		const secrets = { accessToken: "vk1.a.😀", empty: "", confirmation: "a\0b" };
		const sealed = sealSecrets(secretKey, secrets);
		expect(openSecrets(secretKey, sealed)).toEqual(secrets);
		expect(sealSecrets(secretKey, secrets).equals(sealed)).toBe(false);
		expect(sealed.includes("vk1.a.")).toBe(false);
	});

	test("do not open when a byte is changed", () => {
		const sealed = sealSecrets(secretKey, { a: "b" });
		for (let at = 0; at < sealed.length; at++) {
			const spoilt = Buffer.from(sealed);
			spoilt[at] = spoilt[at]! ^ 1;
			expect(() => openSecrets(secretKey, spoilt)).toThrow();
		}
		expect(() => openSecrets(secretKey, sealed.subarray(0, 10))).toThrow();
	});
});
