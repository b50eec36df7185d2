import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../src/db/database.ts";
import { errorCodes } from "../src/domain/errors.ts";
import { refusalOf, statusOf } from "../src/http/errors.ts";
import { openApiText } from "../src/http/openapi-text.ts";
import { openDesk, password } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let curator: string;
let admin: string;
beforeAll(async () => {
	desk = await openDesk();
	curator = await desk.signIn("login-1");
	admin = await desk.signIn("login-5");
});
afterAll(() => desk.close());

const problem = async (response: Response) => ({ status: response.status, ...((await response.json()) as Problem) });
type Problem = { code: string; requestId: string; title: string; type: string; details?: Record<string, unknown> };

describe("session", () => {
	test("the cookie opens the desk and only the browser can read it", async () => {
		const response = await desk.call("POST", "/api/session", { body: { login: "login-3", password } });
		expect(response.status).toBe(200);
		const cookie = response.headers.get("set-cookie") ?? "";
		expect(cookie).toMatch(/^otklik_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
		const me = await (await desk.call("GET", "/api/session", { as: cookie.split(";")[0] })).json();
		expect(me).toEqual(await response.json());
		expect(me).toMatchObject({
			id: 3,
			login: "login-3",
			agencyId: 1,
			region: { id: 1, name: "Test region", timeZone: "Europe/Moscow" },
		});
	});

	test("a wrong password, and too many of them", async () => {
		const wrong = () => desk.call("POST", "/api/session", { body: { login: "guessed", password: "x" } });
		for (let i = 0; i < 5; i++)
			expect(await problem(await wrong())).toMatchObject({ status: 401, code: "sign-in-failed" });
		const refused = await wrong();
		expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
		expect(await problem(refused)).toMatchObject({ status: 429, code: "sign-in-throttled" });
	});

	test("signing out ends the session, signing in again ends the former one", async () => {
		const first = await desk.signIn("login-3");
		const again = await desk.call("POST", "/api/session", { as: first, body: { login: "login-3", password } });
		expect(again.status).toBe(200);
		expect((await desk.call("GET", "/api/session", { as: first })).status).toBe(401);
		const second = (again.headers.get("set-cookie") ?? "").split(";")[0];
		const out = await desk.call("DELETE", "/api/session", { as: second });
		expect(out.status).toBe(204);
		expect(out.headers.get("set-cookie")).toMatch(/^otklik_session=; .*Expires=Thu, 01 Jan 1970/);
		expect((await desk.call("GET", "/api/session", { as: second })).status).toBe(401);
		expect((await desk.call("DELETE", "/api/session")).status).toBe(204);
	});
});

describe("other sites", () => {
	const own = "http://desk.example";
	test.each<[string, Record<string, string>, boolean]>([
		["the desk's own page", { "sec-fetch-site": "same-origin", origin: own }, true],
		["an old browser on the desk's own page", { origin: own }, true],
		["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }, false],
		["another site that names our origin", { "sec-fetch-site": "cross-site", origin: own }, false],
		[
			"a neighbour under the same domain",
			{ "sec-fetch-site": "same-site", origin: "http://other.desk.example" },
			false,
		],
		["an old browser on another site", { origin: "https://evil.example" }, false],
		["a page without an origin", { origin: "null" }, false],
		["a name that begins like ours", { origin: "http://desk.example.evil.example" }, false],
		["another port", { origin: "http://desk.example:8080" }, false],
	])("%s", async (_name, headers, isAdmitted) => {
		const response = await desk.call("DELETE", "/api/session", { headers });
		expect(response.status).toBe(isAdmitted ? 204 : 403);
		if (!isAdmitted) expect(await problem(response)).toMatchObject({ code: "cross-site-request" });
	});

	test("a program that does not say where it calls from is told to", async () => {
		const response = await fetch(`${desk.url}/api/session`, { method: "DELETE" });
		expect(await problem(response)).toMatchObject({ code: "cross-site-request", details: { missing: "Origin" } });
	});

	test("an address people really opened counts as ours, whatever the setting says", async () => {
		const response = await desk.call("DELETE", "/api/session", { headers: { origin: desk.url } });
		expect(response.status).toBe(204);
	});

	test("reading needs no origin", async () => {
		expect((await fetch(`${desk.url}/api/session`, { headers: { cookie: curator } })).status).toBe(200);
	});
});

describe("refusals", () => {
	test("are problem details that name the request", async () => {
		const response = await desk.call("GET", "/api/cases/1");
		expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
		const body = await problem(response);
		expect(body).toMatchObject({ status: 401, code: "unauthenticated", type: "urn:otklik:problem:unauthenticated" });
		expect(body.requestId).toBe(response.headers.get("x-request-id"));
	});

	test("of a body name the fields", async () => {
		const response = await desk.call("POST", "/api/cases/1/actions", {
			as: curator,
			body: { action: "dance", version: "1" },
		});
		const { status, code, details } = await problem(response);
		expect({ status, code }).toEqual({ status: 400, code: "invalid-request" });
		const fields = (details as { fields: { path: string }[] }).fields.map((field) => field.path);
		expect(fields.toSorted()).toEqual(["action", "version"]);
	});

	test.each<[string, string, number, string]>([
		["broken JSON", '{"login":', 400, "invalid-request"],
		["no body", "", 400, "invalid-request"],
		["an array", "[]", 400, "invalid-request"],
		["null", "null", 400, "invalid-request"],
		["a prototype", '{"login":"a","password":"b","__proto__":{"x":1}}', 400, "invalid-request"],
		["deep nesting", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, 400, "invalid-request"],
		["a megabyte and more", `"${"x".repeat(1024 * 1024)}"`, 413, "too-large"],
		["NUL in the login", '{"login":"a\\u0000","password":"b"}', 401, "sign-in-failed"],
	])("%s is refused", async (_name, body, status, code) => {
		const response = await desk.call("POST", "/api/session", { body, headers: { "content-type": "application/json" } });
		expect(await problem(response)).toMatchObject({ status, code });
	});

	test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "nonsense"])(
		"a body of type %s is refused",
		async (type) => {
			const body = JSON.stringify({ login: "login-1", password });
			const response = await desk.call("POST", "/api/session", { body, headers: { "content-type": type } });
			expect(await problem(response)).toMatchObject({ status: 400, code: "invalid-request" });
		},
	);

	test("a cursor that the desk did not give is refused, its own is taken", async () => {
		const foreign = ["1.5", "1e400", "-1", "x", "-271821-04-20T00:00:00.000Z_1", "2026-01-01T00:00:00.000Z_9e99"];
		for (const path of ["cases", "cases?view=all", "deliveries", "publications"])
			for (const cursor of foreign) {
				const search = `${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
				const response = await desk.call("GET", `/api/${path}${search}`, { as: admin });
				expect(await problem(response), path + search).toMatchObject({ status: 400, code: "invalid-request" });
			}
		for (const cursor of [
			"2026-13-45T99:99:99.999Z_1",
			"0000-01-01T00:00:00.000Z_1",
			"9999-12-31T23:59:59.999Z_999999999999999",
		])
			expect((await desk.call("GET", `/api/cases?cursor=${cursor}`, { as: admin })).status, cursor).toBeLessThan(500);
		await Promise.all([1, 2, 3].map(() => desk.openCase(desk.region.housing)));
		const read = async (search: string) =>
			(await (await desk.call("GET", `/api/cases?limit=2${search}`, { as: admin })).json()) as Listed;
		const first = await read("");
		const second = await read(`&cursor=${encodeURIComponent(first.nextCursor ?? "")}`);
		const ids = [...first.items, ...second.items].map((item) => item.id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids.length).toBeGreaterThanOrEqual(3);
	});
	type Listed = { items: { id: number }[]; nextCursor: string | null };

	test("nothing is found where nothing is", async () => {
		for (const path of ["/api", "/api/nothing", "/api/cases/1/nothing", "/nothing", "/%zz", "/api/cases/%00"]) {
			const response = await desk.call("GET", path, { as: curator });
			expect([400, 404], path).toContain(response.status);
			expect(response.headers.get("content-type"), path).toMatch(/^application\/problem\+json/);
		}
	});

	test("every code has a status, and a strange error is nobody's business", () => {
		expect(Object.keys(statusOf).toSorted()).toEqual([...errorCodes].toSorted());
		const error = Object.assign(new Error("password authentication failed for user x"), { detail: "secret row" });
		expect(refusalOf(error)).toMatchObject({ code: "internal", details: {} });
	});
});

test("every answer carries the security headers", async () => {
	for (const path of ["/api/status", "/api/session", "/nothing"]) {
		const { headers } = await desk.call("GET", path);
		expect(headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
		expect(headers.get("x-content-type-options")).toBe("nosniff");
		expect(headers.get("referrer-policy")).toBe("same-origin");
		expect(headers.get("cache-control")).toBe("no-store");
		expect(headers.has("server") || headers.has("x-powered-by")).toBe(false);
	}
});

test("the description lists every route and is the same each time", async () => {
	const text = await openApiText("1.2.3");
	expect(await openApiText("1.2.3")).toBe(text);
	const api = JSON.parse(text) as { openapi: string; paths: Record<string, object>; info: { version: string } };
	expect(api).toMatchObject({ openapi: "3.1.0", info: { version: "1.2.3" } });
	expect(Object.keys(api.paths)).toContain("/api/cases/{id}/reply/approve");
	const operations = Object.values(api.paths).flatMap((path) => Object.values(path) as Record<string, unknown>[]);
	for (const operation of operations)
		expect(operation["x-permissions"]).toSatisfy(
			(who) => who === "anyone" || who === "signed-in" || (Array.isArray(who) && who.length > 0),
		);
	expect(api.paths["/api/cases/{id}/reply/approve"]).toMatchObject({
		post: { "x-permissions": ["reply.approve", "reply.review"] },
	});
	const served = (await (await desk.call("GET", "/api/openapi.json")).json()) as typeof api;
	expect(served.paths).toEqual(api.paths);
});

test("with the database away every route says so, quickly", async () => {
	const db = openDatabase("postgres://nobody@127.0.0.1:9/none", 2);
	const away = await openDesk({ db, databaseUrl: "postgres://nobody@127.0.0.1:9/none" });
	try {
		const status = await away.call("GET", "/api/status");
		expect(await status.json()).toEqual({ version: "test", database: false, demo: null });
		const calls = [
			away.call("GET", "/api/cases", { as: curator }),
			away.call("GET", "/api/events", { as: curator }),
			away.call("POST", "/api/session", { body: { login: "login-1", password } }),
			away.call("POST", "/webhooks/vk/test-webhook-key", { body: "x" }),
		];
		for (const response of await Promise.all(calls)) {
			expect(response.headers.get("retry-after")).toBe("10");
			expect(await problem(response)).toMatchObject({ status: 503, code: "database-unavailable" });
		}
	} finally {
		await away.close();
		await db.destroy();
	}
});

test("a value whose length is no number is a bad request", async () => {
	const body = { login: { length: [{ toString: 1, valueOf: 1 }] }, password: "x" };
	expect((await desk.call("POST", "/api/session", { body })).status).toBe(400);
});
