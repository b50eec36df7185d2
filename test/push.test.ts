import { createPublicKey, randomBytes, verify } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pushKeysOf, rotatePushKeys } from "../src/notify/push-keys.ts";
import { findUnsent } from "../src/notify/reads-sending.ts";
import { sendPushes } from "../src/notify/send-pushes.ts";
import { digestOf } from "../src/notify/words.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { makePushBrowser } from "./push-browser.ts";
import { secretKey } from "./region.ts";

const { keys, read } = makePushBrowser();

let desk: Desk;
let cookie: string;
let service: Server;
let trustedHost: string;
let status = 201;
let calls: { path: string; headers: IncomingMessage["headers"]; body: Buffer }[] = [];
const day = new Date("2026-03-02T12:00:00Z");
const staffId = 2;

beforeAll(async () => {
	desk = await openDesk();
	cookie = await desk.signIn("login-2");
	service = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on("data", (part: Buffer) => parts.push(part));
		request.on("end", () => {
			calls.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(parts) });
			response.writeHead(status).end();
		});
	});
	await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
	trustedHost = `127.0.0.1:${(service.address() as AddressInfo).port}`;
});
afterAll(async () => {
	service.close();
	await desk.close();
});
beforeEach(async () => {
	calls = [];
	status = 201;
	await sql`delete from notice`.execute(desk.db);
	await sql`delete from push_subscription`.execute(desk.db);
	await sql`update staff set quiet_from = null, quiet_to = null`.execute(desk.db);
});

const send = (now = day, trusted: string | null = trustedHost) =>
	sendPushes({ db: desk.db, secretKey, publicUrl: "https://desk.example", trustedHost: trusted }, now, (error) =>
		expect(error).toBeUndefined(),
	);
const subscribe = (path = "/browser", address = `http://${trustedHost}`) =>
	sql`insert into push_subscription (region_id, staff_id, endpoint, p256dh, auth)
		values (1, ${staffId}, ${address + path}, ${keys.p256dh}, ${keys.auth})`.execute(desk.db);
async function raise(code: string, isUrgent = false, at = day): Promise<number> {
	const caseId = await desk.openCase(1);
	await sql`insert into notice (region_id, staff_id, kind, case_id, code, data, is_urgent, created_at)
		values (1, ${staffId}, 'case', ${caseId}, ${code}, '{}', ${isUrgent}, ${at})`.execute(desk.db);
	return caseId;
}
const subscriptions = async () => (await desk.db.selectFrom("push_subscription").selectAll().execute()).length;

/** Who signed the call, by the key that browsers know. */
function isSigned(authorization: string | undefined, publicKey: string): boolean {
	const [, token = "", key] = /^vapid t=(.+), k=(.+)$/.exec(authorization ?? "") ?? [];
	const [head, claims, signature = ""] = token.split(".");
	const raw = Buffer.from(publicKey, "base64url");
	const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map((part) => part.toString("base64url"));
	const known = createPublicKey({ format: "jwk", key: { kty: "EC", crv: "P-256", x, y } as never });
	const { aud } = JSON.parse(Buffer.from(claims ?? "", "base64url").toString());
	const bytes = Buffer.from(signature, "base64url");
	return (
		key === publicKey &&
		aud === `http://${trustedHost}` &&
		verify("sha256", Buffer.from(`${head}.${claims}`), { key: known, dsaEncoding: "ieee-p1363" }, bytes)
	);
}

test("a browser is told once, in its own cipher, what happened to which case, and nothing of the resident", async () => {
	await subscribe();
	const caseId = await raise("term-over");
	await send();
	await send(new Date(day.getTime() + 3_600_000));
	expect(calls).toHaveLength(1);
	const [call] = calls;
	expect(call?.headers).toMatchObject({ "content-encoding": "aes128gcm", urgency: "normal" });
	expect(read(call!.body)).toEqual({
		title: "Отклик",
		body: `Инцидент № ${caseId}: срок истёк`,
		path: `/cases/${caseId}`,
	});
	const { publicKey } = await pushKeysOf(desk.db, secretKey, 1);
	expect(isSigned(call?.headers.authorization, publicKey)).toBe(true);
});

test("many cases of a watched view are one message that leads to the view, by whatever way", async () => {
	await subscribe();
	await sql`insert into notice (region_id, staff_id, kind, code, data, created_at)
		values (1, ${staffId}, 'desk', 'view-many', '{"viewId": 7, "count": 12}', ${day})`.execute(desk.db);
	await send();
	const words = "В виде, за которым вы следите, новых инцидентов: 12";
	expect(read(calls[0]!.body)).toEqual({ title: "Отклик", body: words, path: "/views/7" });
	const notices = await desk.db.transaction().execute((tx) => findUnsent(tx, { regionId: 1, staffId }, day));
	expect(digestOf(notices, "ru", { publicUrl: "https://desk.example", zone: "Europe/Moscow" })).toBe(
		`${words}. https://desk.example/views/7`,
	);
});

test("what comes within the pause waits for one message with all of it; something urgent waits less", async () => {
	await subscribe();
	await raise("term-half");
	await send();
	const later = (seconds: number) => new Date(day.getTime() + seconds * 1000);
	await raise("term-near", false, later(30));
	await raise("task-given", false, later(40));
	await send(later(120));
	expect(calls).toHaveLength(1);
	await raise("life-danger", true, later(121));
	await send(later(122));
	expect(calls).toHaveLength(2);
	expect(calls[1]?.headers.urgency).toBe("high");
	expect(read(calls[1]!.body)).toMatchObject({ body: "Новых оповещений: 3, срочных: 1", path: "/notices" });
});

test("quiet hours are kept, except on duty, and what was read on the screen is not sent", async () => {
	await subscribe();
	// 12:00 UTC is 15:00 by the region's clock
	await sql`update staff set quiet_from = 840, quiet_to = 960 where id = ${staffId}`.execute(desk.db);
	await raise("term-over");
	await send();
	expect(calls).toEqual([]);
	await sql`insert into duty_shift (region_id, staff_id, starts_at, ends_at, created_by)
		values (1, ${staffId}, ${new Date(day.getTime() - 1000)}, ${new Date(day.getTime() + 1000)}, 1)`.execute(desk.db);
	await send();
	expect(calls).toHaveLength(1);
	await sql`delete from duty_shift`.execute(desk.db);
	await sql`update staff set quiet_from = null, quiet_to = null`.execute(desk.db);
	await raise("term-over");
	await sql`update notice set read_at = now()`.execute(desk.db);
	await send(new Date(day.getTime() + 3_600_000));
	expect(calls).toHaveLength(1);
});

test.each([404, 410])("a browser that is gone (%i) is forgotten, and the notice is not lost", async (gone) => {
	await subscribe();
	await raise("term-over");
	status = gone;
	await send();
	expect(await subscriptions()).toBe(0);
	status = 201;
	await subscribe("/another");
	await send();
	expect(calls.map(({ path }) => path)).toEqual(["/browser", "/another"]);
});

test("a push service in trouble is tried again, but not at once", async () => {
	await subscribe();
	await raise("term-over");
	status = 503;
	await send();
	await send(new Date(day.getTime() + 60_000));
	expect(calls).toHaveLength(1);
	status = 201;
	await send(new Date(day.getTime() + 601_000));
	expect(calls).toHaveLength(2);
	expect(await subscriptions()).toBe(1);
});

test("an address of an inner network is neither taken nor called", async () => {
	const ask = (body: unknown, as: string | undefined = cookie) => desk.call("POST", "/api/me/push", { as, body });
	for (const endpoint of [
		"http://push.example/x",
		"https://127.0.0.1/x",
		"https://10.0.0.8/x",
		"https://a:b@push.example/x",
	])
		expect(await (await ask({ endpoint, keys })).json(), endpoint).toMatchObject({ code: "push-address-refused" });
	for (const wrong of [
		{ endpoint: "x", keys },
		{ endpoint: "https://push.example/x", keys: { ...keys, auth: "short" } },
		{ endpoint: "https://push.example/x", keys: { ...keys, p256dh: "a".repeat(87) + "=".repeat(9) } },
		{ endpoint: `https://push.example/${"x".repeat(2000)}`, keys },
	])
		expect((await ask(wrong)).status).toBe(400);
	expect((await desk.call("POST", "/api/me/push", { body: { endpoint: "https://push.example/x", keys } })).status).toBe(
		401,
	);
	expect(await subscriptions()).toBe(0);
	await subscribe("/x");
	await raise("term-over");
	await send(day, null);
	expect(calls).toEqual([]);
});

test("a person's browsers are their own; whoever shares one takes it over", async () => {
	const endpoint = "https://push.example/browser";
	const other = await desk.signIn("login-4");
	const first = await (await desk.call("POST", "/api/me/push", { as: cookie, body: { endpoint, keys } })).json();
	expect(first).toMatchObject({ browsers: 1, publicKey: (await pushKeysOf(desk.db, secretKey, 1)).publicKey });
	expect(
		await (await desk.call("POST", "/api/me/push/forget", { as: other, body: { endpoint } })).json(),
	).toMatchObject({ browsers: 0 });
	expect(await (await desk.call("GET", "/api/me/push", { as: cookie })).json()).toMatchObject({ browsers: 1 });
	await desk.call("POST", "/api/me/push", { as: other, body: { endpoint, keys } });
	expect(await (await desk.call("GET", "/api/me/push", { as: cookie })).json()).toMatchObject({ browsers: 0 });
	await desk.call("POST", "/api/me/push/forget", { as: other, body: { endpoint } });
	expect(await subscriptions()).toBe(0);
});

test("the pair of keys is sealed, stays the same, and is sealed anew with another secret key", async () => {
	const [one, two] = await Promise.all([pushKeysOf(desk.db, secretKey, 1), pushKeysOf(desk.db, secretKey, 1)]);
	expect(one).toEqual(two);
	const { private_key } = await desk.db.selectFrom("push_key").select("private_key").executeTakeFirstOrThrow();
	expect(private_key.includes(Buffer.from(one.privateKey))).toBe(false);
	const newKey = randomBytes(32);
	await rotatePushKeys(desk.db, secretKey, newKey);
	await rotatePushKeys(desk.db, secretKey, newKey);
	expect(await pushKeysOf(desk.db, newKey, 1)).toEqual(one);
	await rotatePushKeys(desk.db, newKey, secretKey);
	await expect(rotatePushKeys(desk.db, newKey, newKey)).rejects.toThrow("sealed");
});
