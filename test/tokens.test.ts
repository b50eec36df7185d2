import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newApiToken } from "../src/access/api-token.ts";
import { permissions } from "../src/domain/permission.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let admin: string;
let executor: string;
beforeAll(async () => {
	desk = await openDesk();
	admin = await desk.signIn("login-5");
	executor = await desk.signIn("login-2");
});
afterAll(() => desk.close());
beforeEach(async () => {
	await sql`delete from api_token`.execute(desk.db);
	await sql`delete from staff_role where role_code like 'bot%'`.execute(desk.db);
});

type Order = { name?: string; permissions: readonly string[]; staffId?: number; agencyId?: number; days?: number };

const make = (order: Order, as = admin, headers: Record<string, string> = {}) =>
	desk.call("POST", "/api/tokens", { as, headers, body: { name: "A program", days: 30, ...order } });

async function makeToken(order: Order): Promise<{ id: number; token: string }> {
	const response = await make(order);
	expect(response.status, await response.clone().text()).toBe(201);
	return (await response.json()) as { id: number; token: string };
}

/** A request of a program: no cookie, no origin. */
const ask = (token: string, method: string, path: string, body?: unknown) =>
	fetch(desk.url + path, {
		method,
		headers: {
			authorization: `Bearer ${token}`,
			...(body !== undefined && { "content-type": "application/json" }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
	});

async function addService(roles: string[], agencyId: number | null = null): Promise<number> {
	const response = await desk.call("POST", "/api/service-accounts", {
		as: admin,
		body: { name: "Portal", roles, agencyId },
	});
	expect(response.status, await response.clone().text()).toBe(201);
	return ((await response.json()) as { id: number }).id;
}

async function addRole(code: string, of: string[]): Promise<void> {
	await sql`insert into role (region_id, code, title_ru, title_en, permissions) values (1, ${code}, ${code}, ${code}, ${of})
		on conflict (region_id, code) do update set permissions = excluded.permissions`.execute(desk.db);
}

describe("a token", () => {
	test("is shown once, kept as a hash, and says when it was used", async () => {
		const { id, token } = await makeToken({ permissions: ["case.read.region"] });
		expect(token).toMatch(/^otk_/);
		expect((await ask(token, "GET", "/api/cases")).status).toBe(200);
		const list = await (await desk.call("GET", "/api/tokens", { as: admin })).text();
		expect(list).not.toContain(token);
		expect(JSON.parse(list)).toMatchObject({
			items: [
				{ id, ending: token.slice(-4), lastUsedIp: "127.0.0.1", lastUsedAt: expect.any(String), revokedAt: null },
			],
		});
		const { rows } = await sql<{ text: string }>`select t::text as text from api_token t`.execute(desk.db);
		expect(rows[0]?.text).not.toContain(token);
		const { rows: kept } = await sql<{ data: object }>`
			select data from audit_event where type = 'token-created' order by id desc limit 1`.execute(desk.db);
		expect(kept[0]?.data).toMatchObject({ tokenMade: id, permissions: ["case.read.region"] });
		expect(JSON.stringify(kept)).not.toContain(token);
	});

	test("does what it was given and nothing else, also where its person may", async () => {
		const { token } = await makeToken({ permissions: ["case.read.region"] });
		const me = (await (await ask(token, "GET", "/api/session")).json()) as { permissions: string[] };
		expect(me.permissions).toEqual(["case.read.region"]);
		const api = (await (await desk.call("GET", "/api/openapi.json")).json()) as {
			paths: Record<string, Record<string, { "x-permissions": string | string[] }>>;
		};
		let refused = 0;
		for (const [path, operations] of Object.entries(api.paths))
			for (const [method, { "x-permissions": needed }] of Object.entries(operations)) {
				if (typeof needed === "string" || needed.includes("case.read.region")) continue;
				const response = await ask(token, method.toUpperCase(), path.replaceAll(/\{\w+\}/g, "1"));
				expect(response.status, `${method} ${path}`).toBe(403);
				refused++;
			}
		expect(refused).toBeGreaterThan(20);
	});

	test("writes without an origin, and a cookie beside it counts for nothing", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		const { token } = await makeToken({ permissions: ["case.read.region", "case.triage"] });
		const body = { version: 1, action: "triage" };
		expect((await ask(token, "POST", `/api/cases/${caseId}/actions`, body)).status).toBe(200);
		const headers = { authorization: `Bearer ${newApiToken()}` };
		expect((await desk.call("GET", "/api/cases", { as: admin, headers })).status).toBe(401);
		for (const authorization of ["Bearer", "Bearer x", "Basic YTpi", `Bearer ${token} ${token}`, ""])
			expect((await desk.call("GET", "/api/cases", { as: admin, headers: { authorization } })).status).toBe(401);
	});

	test("ends by being revoked, by its time, and with its person", async () => {
		const { id, token } = await makeToken({ permissions: ["case.read.region"] });
		const status = async () => (await ask(token, "GET", "/api/cases")).status;
		expect(await status()).toBe(200);
		await sql`update staff set is_active = false where id = 5`.execute(desk.db);
		expect(await status()).toBe(401);
		await sql`update staff set is_active = true where id = 5`.execute(desk.db);
		expect(await status()).toBe(200);
		await sql`update api_token set expires_at = now() - interval '1 second'`.execute(desk.db);
		expect(await status()).toBe(401);
		await sql`update api_token set expires_at = now() + interval '1 hour'`.execute(desk.db);
		expect((await desk.call("DELETE", `/api/tokens/${id}`, { as: admin })).status).toBe(204);
		expect((await desk.call("DELETE", `/api/tokens/${id}`, { as: admin })).status).toBe(204);
		expect(await status()).toBe(401);
	});

	test("loses at once what its person loses", async () => {
		const { token } = await makeToken({ permissions: ["case.read.region", "page.read"] });
		await sql`update role set permissions = array_remove(permissions, 'page.read') where code = 'admin'`.execute(
			desk.db,
		);
		expect((await ask(token, "GET", "/api/pages")).status).toBe(403);
		expect((await ask(token, "GET", "/api/cases")).status).toBe(200);
		await sql`update role set permissions = ${[...permissions]} where code = 'admin'`.execute(desk.db);
		expect((await ask(token, "GET", "/api/pages")).status).toBe(200);
	});

	test("is held back when it asks too much, each by itself", async () => {
		const { token } = await makeToken({ permissions: ["case.read.region"] });
		const { token: other } = await makeToken({ permissions: ["case.read.region"] });
		const statuses = new Map<number, number>();
		for (let done = 0; done < 1_220; done += 61) {
			const some = await Promise.all(Array.from({ length: 61 }, () => ask(token, "GET", "/api/session")));
			for (const { status } of some) statuses.set(status, (statuses.get(status) ?? 0) + 1);
		}
		expect(Object.fromEntries(statuses)).toEqual({ 200: 1_200, 429: 20 });
		expect((await ask(token, "GET", "/api/session")).headers.get("retry-after")).toMatch(/^\d+$/);
		expect((await ask(other, "GET", "/api/session")).status).toBe(200);
	});
});

test("a token has no way to what is its person's own: their notices, the address for them, absences", async () => {
	const { token } = await makeToken({ permissions: ["case.read.region"] });
	const body = { channel: "email", address: "somebody@else.example" };
	expect((await ask(token, "PUT", "/api/me/notices", body)).status).toBe(403);
	expect((await ask(token, "GET", "/api/notices")).status).toBe(403);
	expect((await ask(token, "POST", "/api/notices/read", { upTo: 1 })).status).toBe(403);
	expect((await ask(token, "DELETE", "/api/absences/1")).status).toBe(403);
});

describe("nobody gives away what they do not have:", () => {
	test("people without the right make none; a program makes none", async () => {
		expect((await make({ permissions: ["case.read.agency"] }, executor)).status).toBe(403);
		const { token } = await makeToken({ permissions: ["integration.manage", "case.read.region"] });
		const made = await ask(token, "POST", "/api/tokens", { name: "x", permissions: ["case.read.region"], days: 1 });
		expect(made.status).toBe(403);
		expect((await ask(token, "POST", "/api/service-accounts", { name: "x", roles: ["curator"] })).status).toBe(403);
	});

	test("a token has rights of its maker, a service account roles within them", async () => {
		await addRole("keeper", ["integration.manage", "case.read.agency"]);
		await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 4, 'keeper') on conflict do nothing`.execute(
			desk.db,
		);
		const keeper = await desk.signIn("login-4");
		expect((await make({ permissions: ["case.read.agency"] }, keeper)).status).toBe(201);
		for (const beyond of ["case.read.region", "audit.read", "staff.manage"]) {
			const refused = await make({ permissions: [beyond] }, keeper);
			expect(await refused.json()).toMatchObject({ code: "token-beyond-rights", details: { permissions: [beyond] } });
		}
		const other = { permissions: ["case.read.agency"], agencyId: desk.region.housing };
		expect((await make(other, keeper)).status).toBe(403);
		const add = (body: object) => desk.call("POST", "/api/service-accounts", { as: keeper, body });
		expect((await add({ name: "x", roles: ["curator"], agencyId: desk.region.roads })).status).toBe(403);
		expect((await add({ name: "x", roles: [], agencyId: desk.region.housing })).status).toBe(403);
		expect((await add({ name: "x", roles: [], agencyId: null })).status).toBe(403);
		expect((await add({ name: "x", roles: [], agencyId: desk.region.roads })).status).toBe(201);
		await sql`delete from staff_role where role_code = 'keeper'`.execute(desk.db);
	});

	test("not for other people: only for oneself and for programs", async () => {
		expect(await (await make({ permissions: ["case.read.region"], staffId: 2 })).json()).toMatchObject({
			code: "account-unknown",
		});
		expect((await make({ permissions: ["case.read.region"], agencyId: 99 })).status).toBe(422);
		expect((await make({ permissions: ["everything"] })).status).toBe(400);
		expect((await make({ permissions: [] })).status).toBe(400);
		expect((await make({ permissions: ["case.read.region"], days: 367 })).status).toBe(400);
	});
});

describe("a service account", () => {
	test("acts by its roles, whatever its token says, and nobody signs in as it", async () => {
		await addRole("bot-reader", ["case.read.region"]);
		const staffId = await addService(["bot-reader"]);
		const { token } = await makeToken({ permissions: ["case.read.region", "page.read"], staffId });
		expect((await ask(token, "GET", "/api/cases")).status).toBe(200);
		expect((await ask(token, "GET", "/api/pages")).status).toBe(403);
		const { rows } = await sql<{ login: string }>`select login from staff where id = ${staffId}`.execute(desk.db);
		for (const password of ["-", ""]) {
			const body = { login: rows[0]!.login, password };
			expect((await desk.call("POST", "/api/session", { body })).ok).toBe(false);
		}
		expect((await desk.call("DELETE", `/api/service-accounts/${staffId}`, { as: admin })).status).toBe(204);
		expect((await ask(token, "GET", "/api/cases")).status).toBe(401);
	});
});

describe("a token bound to an agency", () => {
	test("sees and changes that agency's cases alone, and none of the region's own matters", async () => {
		const own = await desk.openCase(desk.region.roads, "Яма на дороге у школы");
		const foreign = await desk.openCase(desk.region.housing, "Нет воды во всём доме");
		const { token } = await makeToken({ permissions: [...permissions], agencyId: desk.region.roads });
		expect((await ask(token, "GET", `/api/cases/${own}`)).status).toBe(200);
		expect((await ask(token, "GET", `/api/cases/${foreign}`)).status).toBe(404);
		const body = { version: 1, action: "accept" };
		expect((await ask(token, "POST", `/api/cases/${foreign}/actions`, body)).status).toBe(404);
		expect((await ask(token, "POST", `/api/cases/${own}/actions`, body)).status).toBe(200);
		expect((await ask(token, "GET", "/api/tokens")).status).toBe(403);
		const me = (await (await ask(token, "GET", "/api/session")).json()) as { permissions: string[]; agencyId: number };
		expect(me.agencyId).toBe(desk.region.roads);
		expect(me.permissions).not.toContain("case.read.region");
	});

	test("sees nothing when its account belongs elsewhere by now", async () => {
		await addRole("bot-agency", ["case.read.agency"]);
		const staffId = await addService(["bot-agency"], desk.region.roads);
		const { token } = await makeToken({
			...{ permissions: ["case.read.agency"], staffId, agencyId: desk.region.roads },
		});
		expect((await ask(token, "GET", "/api/cases")).status).toBe(200);
		await sql`update staff set agency_id = ${desk.region.housing} where id = ${staffId}`.execute(desk.db);
		expect((await ask(token, "GET", "/api/cases")).status).toBe(403);
	});
});

test("the live stream opens to a token and ends with it", async () => {
	const { id, token } = await makeToken({ permissions: ["case.read.region"] });
	const response = await ask(token, "GET", "/api/events");
	expect(response.status).toBe(200);
	const reader = response.body!.getReader();
	const next = async () => Buffer.from((await reader.read()).value ?? []).toString();
	expect(await next()).toContain("event: hello");
	// whoever hears of a case hears of the end, too
	await desk.openCase(desk.region.housing);
	expect(await next()).toContain("caseId");
	await desk.call("DELETE", `/api/tokens/${id}`, { as: admin });
	for (;;) if ((await reader.read()).done) break;
});
