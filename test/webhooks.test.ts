import { sql } from "kysely";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
beforeAll(async () => {
	desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
	await sql`truncate delivery`.execute(desk.db);
});

const address = "/webhooks/vk/test-webhook-key";
const deliver = (body: Uint8Array | string, headers: Record<string, string> = {}, path = address) =>
	fetch(desk.url + path, {
		method: "POST",
		body: body as BodyInit,
		headers: { "x-secret": "test-secret", "content-type": "application/json", ...headers },
	});
const kept = async () =>
	(await sql<{ body: Buffer; page_id: number }>`select body, page_id from delivery order by id`.execute(desk.db)).rows;

test("a delivery is kept as it came before the network hears of it", async () => {
	const body = Buffer.concat([Buffer.from('{"broken": "'), Buffer.from([0, 0xff, 0xd8, 0x00])]);
	const response = await deliver(body);
	expect([response.status, await response.text()]).toEqual([200, "ok"]);
	expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
	const rows = await kept();
	expect(rows).toHaveLength(1);
	expect(rows[0]?.body.equals(body)).toBe(true);
	expect(rows[0]?.page_id).toBe(1);
});

test.each([["text/plain"], ["application/x-www-form-urlencoded"], ["nonsense"], [""]])(
	"whatever its content type says: %s",
	async (type) => {
		expect((await deliver("x=1", { "content-type": type })).status).toBe(200);
		expect((await kept())[0]?.body.toString()).toBe("x=1");
	},
);

test("an empty body is a body", async () => {
	expect((await deliver("")).status).toBe(200);
	expect((await kept())[0]?.body).toHaveLength(0);
});

test("a handshake is answered and not kept", async () => {
	const response = await deliver("who are you");
	expect([response.status, await response.text()]).toEqual([200, "c0ffee"]);
	expect(await kept()).toHaveLength(0);
});

test.each([
	["217.20.145.193", "217.20.145.193"],
	["10.0.0.1, ::ffff:217.20.151.161", "217.20.151.161"],
	["not an address", ""],
])("the channel hears who sent it through a trusted proxy: %s", async (forwarded, ip) => {
	const response = await deliver("who am i", { "x-forwarded-for": forwarded });
	expect([response.status, await response.text()]).toEqual([200, ip]);
});

test("a wrong secret is refused, counted on the page, and not kept", async () => {
	const before = await refusals();
	const responses = await Promise.all([1, 2, 3].map(() => deliver("x", { "x-secret": "guess" })));
	for (const response of responses) {
		expect(response.status).toBe(403);
		expect(await response.json()).toMatchObject({ code: "delivery-refused" });
	}
	expect(await kept()).toHaveLength(0);
	await expect.poll(refusals, { timeout: 5_000 }).toBe(before + 3);
});

const refusals = async () =>
	(await sql<{ n: number }>`select refused_count as n from page where id = 1`.execute(desk.db)).rows[0]?.n ?? 0;

test("a body over 4 MB is refused as too large and counted; one of 3 MB is kept", async () => {
	const before = await refusals();
	const large = await deliver(Buffer.alloc(4 * 1024 * 1024 + 1, "x"));
	expect([large.status, await large.json()]).toEqual([413, expect.objectContaining({ code: "too-large" })]);
	await expect.poll(refusals, { timeout: 5_000 }).toBe(before + 1);
	expect((await deliver(Buffer.alloc(3 * 1024 * 1024, "x"))).status).toBe(200);
	expect((await kept())[0]?.body).toHaveLength(3 * 1024 * 1024);
});

test.each([
	"/webhooks/vk/no-such-key",
	"/webhooks/telegram/test-webhook-key",
	"/webhooks/vk/",
	"/webhooks/vk",
	"/webhooks/vk/%00",
	"/webhooks/vk/..%2f..%2fapi",
	`/webhooks/vk/${"x".repeat(5000)}`,
])("nobody lives at %s", async (path) => {
	const response = await deliver("x", {}, path);
	expect([response.status, await response.json()]).toEqual([404, expect.objectContaining({ code: "not-found" })]);
	expect(await kept()).toHaveLength(0);
});

test("only POST delivers", async () => {
	expect((await fetch(desk.url + address)).status).toBe(404);
});

test("new keys hold within two seconds, also when another process saved them", async () => {
	expect((await deliver("before")).status).toBe(200);
	const { rows } = await sql<{ secrets: Buffer }>`select secrets from page where id = 1`.execute(desk.db);
	await sql`update page set webhook_key = 'another-key' where id = 1`.execute(desk.db);
	await pause(2_100);
	expect((await deliver("after")).status).toBe(404);
	expect((await deliver("after", {}, "/webhooks/vk/another-key")).status).toBe(200);
	await sql`update page set webhook_key = 'test-webhook-key', secrets = ${rows[0]?.secrets} where id = 1`.execute(
		desk.db,
	);
	await pause(2_100);
});

test("a page saved through this process is seen at once", async () => {
	const admin = await desk.signIn("login-5");
	const page = { channel: "vk", externalId: "900001", name: "Page", url: null, agencyId: 1, territoryCode: null };
	expect((await deliver("x", { "x-secret": "new-secret" })).status).toBe(403);
	const body = { ...page, secrets: { secret: "new-secret" } };
	expect((await desk.call("PUT", "/api/pages/1", { as: admin, body })).status).toBe(200);
	expect((await deliver("x", { "x-secret": "new-secret" })).status).toBe(200);
	const back = { ...page, secrets: { secret: "test-secret" } };
	expect((await desk.call("PUT", "/api/pages/1", { as: admin, body: back })).status).toBe(200);
	expect((await deliver("x")).status).toBe(200);
});

test("when storing fails, the network hears an error and delivers again", async () => {
	const broken = await openDesk({ accept: () => Promise.reject(Object.assign(new Error("gone"), { code: "57P01" })) });
	try {
		const response = await fetch(broken.url + address, {
			method: "POST",
			body: "x",
			headers: { "x-secret": "test-secret" },
		});
		expect([response.status, response.headers.get("retry-after")]).toEqual([503, "10"]);
		expect(await response.json()).toMatchObject({ code: "database-unavailable" });
	} finally {
		await broken.close();
	}
});
