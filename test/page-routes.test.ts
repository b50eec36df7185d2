import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sealSecrets } from "../src/registry/page-secrets.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { channels, network } from "./page-desk.ts";

let desk: Desk;
let admin: string;
let executor: string;
let roads: string;
beforeAll(async () => {
	desk = await openDesk({ channels });
	[admin, executor, roads] = (await Promise.all(["login-5", "login-2", "login-4"].map(desk.signIn))) as [
		string,
		string,
		string,
	];
	await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 4, 'agency') on conflict do nothing`.execute(
		desk.db,
	);
});
afterAll(() => desk.close());

const planted = { accessToken: "planted-access-token-1", serviceToken: "planted+secret/2 «ключ»" };
const madeOnTheWay = "a-secret-made-on-the-way";
const found = {
	kind: "found" as const,
	externalId: "777",
	name: `Page ${planted.accessToken}`,
	url: "https://network.example/777",
	settings: { group: "777" },
	secrets: { confirmation: "planted-confirmation-3" },
	findings: [{ code: "key" as const, state: "ok" as const, text: `token ${planted.accessToken}` }],
};
const order = { channel: "vk", externalId: "777", name: "Page", url: null, agencyId: 1, territoryCode: null };

test("keys never come back: not in an answer, the audit, or a row that screens read", async () => {
	Object.assign(network, {
		identified: found,
		steps: [{ code: "server", state: "failed", text: `key ${madeOnTheWay}` }],
	});
	Object.assign(network, {
		findings: [{ code: "webhook", state: "warn", text: `no ${planted.serviceToken}` }],
		windows: [],
	});
	Object.assign(network, {
		window: { kind: "read", found: [], isWhole: true },
		notified: [],
		outcome: { kind: "sent", externalId: "1" },
	});
	const answers: string[] = [];
	const ask = async (method: string, path: string, body?: unknown, as = admin) => {
		const response = await desk.call(method, path, { as, body });
		const text = await response.text();
		answers.push(text);
		return { status: response.status, json: text ? (JSON.parse(text) as Record<string, never>) : {} };
	};
	const identify = { channel: "vk", settings: {}, secrets: planted };
	expect((await ask("POST", "/api/pages/identify", identify)).json).toMatchObject({
		...{ kind: "found", externalId: "777", secretNames: ["confirmation"], pageId: null },
	});
	expect(
		(await ask("POST", "/api/pages", { ...order, externalId: "1", identify: true, secrets: planted })).status,
	).toBe(400);
	const saved = await ask("POST", "/api/pages", { ...order, identify: true, secrets: planted });
	expect(saved).toMatchObject({
		status: 201,
		json: { secretNames: ["accessToken", "confirmation", "serviceToken"], health: null },
	});
	const id = saved.json.id as unknown as number;
	const connected = await ask("POST", `/api/pages/${id}/connect`);
	expect(connected.json).toMatchObject({ steps: [{ code: "server", state: "failed", text: "key …" }] });
	expect((await ask("GET", `/api/pages/${id}`)).json).toMatchObject({
		...{
			steps: [{ text: "key …" }],
			health: expect.arrayContaining([expect.objectContaining({ code: "webhook", text: "no …" })]),
		},
	});
	await ask("POST", `/api/pages/${id}/look`);
	network.identified = new Error(planted.accessToken);
	expect((await ask("POST", "/api/pages/identify", { ...identify, pageId: id })).json).toMatchObject({
		kind: "failed",
	});
	network.identified = { kind: "not-sent", class: "page-dead", code: "5", text: `${planted.accessToken} is dead` };
	expect((await ask("POST", "/api/pages/identify", identify)).json).toMatchObject({ failure: { text: "… is dead" } });
	const window = { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date().toISOString() };
	expect((await ask("POST", `/api/pages/${id}/reconcile`, window)).status).toBe(202);
	for (const path of [
		"/api/pages",
		`/api/pages/${id}/ledger?days=7`,
		"/api/notices",
		"/api/channels",
		"/api/reference",
	])
		expect((await ask("GET", path)).status).toBe(200);
	for (const action of ["webhook-key", "stop", "resume"])
		expect((await ask("POST", `/api/pages/${id}/${action}`)).status).toBe(200);
	const { rows } = await sql<{ all: string }>`select concat_ws(' ',
		(select string_agg(data::text, ' ') from audit_event), (select string_agg(text, ' ') from page_health),
		(select string_agg(data::text, ' ') from notice), (select string_agg(connect_steps::text, ' ') from page)) as all`.execute(
		desk.db,
	);
	const everything = [...answers, rows[0]!.all].join("\n");
	expect(everything).toContain("keysSet");
	for (const secret of [...Object.values(planted), "planted-confirmation-3", madeOnTheWay])
		expect(everything).not.toContain(secret);
});

test("only managers act, and an agency sees its own pages alone", async () => {
	for (const [method, path] of [
		["POST", "/api/pages/1/connect"],
		["POST", "/api/pages/1/look"],
		["POST", "/api/pages/1/reconcile"],
		["POST", "/api/pages/1/stop"],
		["POST", "/api/pages/1/webhook-key"],
		["POST", "/api/pages/identify"],
	] as const)
		expect((await desk.call(method, path, { as: executor, body: {} })).status, path).toBe(403);
	expect((await desk.call("GET", "/api/pages/1", { as: executor })).status).toBe(200);
	for (const path of ["/api/pages/1", "/api/pages/1/ledger"])
		expect((await desk.call("GET", path, { as: roads })).status).toBe(404);
});

test("a new webhook address makes the former one dead", async () => {
	const { webhookPath } = (
		(await (await desk.call("GET", "/api/pages/1", { as: admin })).json()) as { page: { webhookPath: string } }
	).page;
	const renewed = (await (await desk.call("POST", "/api/pages/1/webhook-key", { as: admin })).json()) as {
		webhookPath: string;
	};
	expect(renewed.webhookPath).not.toBe(webhookPath);
	expect((await desk.call("POST", webhookPath)).status).toBe(404);
	expect((await desk.call("POST", renewed.webhookPath)).status).toBe(403);
});

test("a person says where their notices go, and may try it once a minute", async () => {
	const put = (body: unknown) => desk.call("PUT", "/api/me/notices", { as: executor, body });
	expect((await put({ channel: "vk", address: "1" })).status).toBe(422);
	await sql`update page set settings = settings || '{"sendsNotices": true}' where id = 1`.execute(desk.db);
	expect((await put({ channel: "vk", address: null })).status).toBe(400);
	expect(await (await put({ channel: "vk", address: " 12345 ", language: "en" })).json()).toEqual({
		...{ channel: "vk", address: "12345", language: "en", quiet: { from: 1320, to: 480 }, channels: ["vk"] },
	});
	const attempt = () => desk.call("POST", "/api/me/notices/try", { as: executor });
	expect(await (await attempt()).json()).toEqual({ state: "sent", text: "" });
	expect(network.notified.at(-1)).toMatchObject({ address: "12345" });
	expect((await attempt()).status).toBe(429);
	expect(await (await put({ channel: null, address: null })).json()).toMatchObject({ channel: null, address: null });
});

test("a page whose keys are sealed with another secret key says so, and is mended by entering them", async () => {
	const sealed = sealSecrets(Buffer.alloc(32, 9), planted);
	await sql`update page set secrets = ${sealed} where id = 1`.execute(desk.db);
	for (const path of ["look", "connect"]) {
		const response = await desk.call("POST", `/api/pages/1/${path}`, { as: admin });
		expect(response.status, path).toBe(422);
		expect(await response.json(), path).toMatchObject({ code: "page-keys-sealed" });
	}
	const { rows } = await sql<{ external_id: string }>`select external_id from page where id = 1`.execute(desk.db);
	const mended = { ...order, externalId: rows[0]?.external_id, secrets: planted };
	expect((await desk.call("PUT", "/api/pages/1", { as: admin, body: mended })).status).toBe(200);
	expect((await desk.call("POST", "/api/pages/1/look", { as: admin })).status).toBe(200);
});
