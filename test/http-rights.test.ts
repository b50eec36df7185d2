import fc from "fast-check";
import type { SimilarCases } from "../src/http/contract-similar.ts";
import { openApiText } from "../src/http/openapi-text.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let curator: string;
let executor: string;
let roads: string;
let admin: string;
beforeAll(async () => {
	desk = await openDesk();
	[curator, executor, roads, admin] = (await Promise.all(
		["login-1", "login-2", "login-4", "login-5"].map((login) => desk.signIn(login)),
	)) as [string, string, string, string];
});
afterAll(() => desk.close());

type Problem = { code: string };
const problem = async (response: Response) => ({ status: response.status, ...((await response.json()) as Problem) });

describe("who sees what", () => {
	test("an agency sees its own cases and nobody else's", async () => {
		const own = await desk.openCase(desk.region.housing);
		const foreign = await desk.openCase(desk.region.roads);
		const ids = async (as: string) => {
			const body = (await (await desk.call("GET", "/api/cases?limit=100", { as })).json()) as {
				items: { id: number }[];
			};
			return body.items.map((item) => item.id);
		};
		expect(await ids(executor)).toContain(own);
		expect(await ids(executor)).not.toContain(foreign);
		expect(await ids(roads)).toEqual([foreign]);
		expect(await ids(curator)).toEqual(expect.arrayContaining([own, foreign]));
		const path = `/api/cases/${foreign}`;
		const body = { text: "x", revision: null };
		for (const [method, at, given] of [
			["GET", path],
			["GET", `${path}/similar`],
			["POST", `${path}/actions`, { action: "accept", version: 1 }],
			["PUT", `${path}/topic`, { version: 1, topicCode: "roads.snow-on-road" }],
			["PUT", `${path}/reply`, body],
			["POST", `${path}/reply/check`, { text: "x" }],
			["POST", `${path}/reply/submit`, { revision: 1, requestKey: "12345678" }],
			["POST", `${path}/reply/approve`, { revision: 1 }],
			["POST", `${path}/reply/return`, { revision: 1, reason: "x" }],
			["POST", `${path}/reply/withdraw`],
		] as const) {
			const response = await desk.call(method, at, { as: executor, body: given });
			expect(await problem(response), `${method} ${at}`).toMatchObject({ status: 404, code: "not-found" });
		}
	});

	test("what may repeat a case is told of one's own cases only", async () => {
		const own = await desk.openCase(desk.region.housing);
		const earlier = await desk.openCase(desk.region.housing);
		const foreign = await desk.openCase(desk.region.roads);
		const read = async (as: string) =>
			(await (await desk.call("GET", `/api/cases/${own}/similar`, { as })).json()) as SimilarCases;
		const ids = ({ items }: SimilarCases) => items.map((item) => item.caseId);
		expect(ids(await read(executor))).toContain(earlier);
		expect(ids(await read(executor))).not.toContain(foreign);
		expect(ids(await read(curator))).toEqual(expect.arrayContaining([earlier, foreign]));
		expect((await read(curator)).people).toBe(1);
	});

	test.each<[string, string, "executor" | "curator", number]>([
		["GET", "/api/deliveries", "executor", 403],
		["GET", "/api/deliveries", "curator", 200],
		["GET", "/api/deliveries/1", "executor", 403],
		["POST", "/api/deliveries/1/retry", "executor", 403],
		["POST", "/api/publications/1/settle", "curator", 403],
		["POST", "/api/pages", "executor", 403],
		["PUT", "/api/pages/1", "curator", 403],
		["POST", "/api/pages/1/resume", "curator", 403],
		["GET", "/api/pages", "executor", 200],
		["GET", "/api/cases/counts", "executor", 200],
		["GET", "/api/publications", "executor", 200],
	])("%s %s by the %s: %i", async (method, path, who, status) => {
		const response = await desk.call(method, path, { as: who === "executor" ? executor : curator });
		expect(response.status).toBe(status);
	});

	test("the reference names the caller's people and every agency", async () => {
		const read = async (as: string) => (await (await desk.call("GET", "/api/reference", { as })).json()) as Reference;
		expect((await read(roads)).staff.map((person) => person.id)).toEqual([1, 4, 5]);
		expect((await read(curator)).staff).toHaveLength(5);
		expect((await read(roads)).agencies.map((agency) => agency.code)).toEqual(["housing", "roads"]);
	});
	type Reference = { staff: { id: number }[]; agencies: { code: string }[] };
});

describe("pages", () => {
	const page = { channel: "vk", externalId: "777", name: "Город", url: null, agencyId: 2, territoryCode: null };
	const json = async (response: Response) => (await response.json()) as Record<string, unknown> & { id: number };

	test("are connected and changed; keys go in and never come out", async () => {
		const secrets = { accessToken: "key-of-the-page", secret: "s1" };
		const made = await desk.call("POST", "/api/pages", { as: admin, body: { ...page, secrets } });
		expect(made.status).toBe(201);
		const text = await made.text();
		expect(text).not.toContain("key-of-the-page");
		const saved = JSON.parse(text) as Record<string, unknown> & { id: number };
		expect(saved).toMatchObject({ secretNames: ["accessToken", "secret"], status: "active", queued: 0 });
		expect(saved.webhookPath).toMatch(/^\/webhooks\/vk\/[\w-]{32}$/);
		const change = { ...page, name: "Городок", secrets: { secret: "" } };
		const changed = await json(await desk.call("PUT", `/api/pages/${saved.id}`, { as: admin, body: change }));
		expect(changed).toMatchObject({ name: "Городок", secretNames: ["accessToken"], webhookPath: saved.webhookPath });
		const seen = (await json(await desk.call("GET", "/api/pages", { as: roads }))) as unknown as { items: unknown[] };
		expect(seen.items).toEqual([expect.objectContaining({ id: saved.id, webhookPath: null, secretNames: [] })]);
		expect((await desk.call("POST", `/api/pages/${saved.id}/resume`, { as: admin })).status).toBe(200);
	});

	test.each<[string, Record<string, unknown>, number, string]>([
		["an unknown network", { channel: "myspace" }, 400, "invalid-request"],
		["an unknown agency", { agencyId: 99 }, 422, "agency-unknown"],
		["an agency beyond counting", { agencyId: 2 ** 40 }, 400, "invalid-request"],
		["an unknown territory", { territoryCode: "atlantis" }, 400, "invalid-request"],
		["a page that is connected already", { externalId: "900001" }, 400, "invalid-request"],
		["NUL in the name", { name: "a\0b" }, 400, "invalid-request"],
		["a script for an address", { url: "javascript:alert(1)" }, 400, "invalid-request"],
	])("%s is refused", async (_name, change, status, code) => {
		const response = await desk.call("POST", "/api/pages", {
			as: admin,
			body: { ...page, externalId: "778", ...change },
		});
		expect(await problem(response)).toMatchObject({ status, code });
	});

	test("a page that is not there", async () => {
		expect((await desk.call("PUT", "/api/pages/99", { as: admin, body: page })).status).toBe(404);
		expect((await desk.call("POST", "/api/pages/99/resume", { as: admin })).status).toBe(404);
	});
});

test("no input makes any route fail", async () => {
	const api = JSON.parse(await openApiText("1")) as { paths: Record<string, Record<string, object>> };
	const routes = Object.entries(api.paths)
		.flatMap(([path, methods]) => Object.keys(methods).map((method) => [method.toUpperCase(), path] as const))
		.filter(([method, path]) => path !== "/api/events" && !(method === "DELETE" && path === "/api/session"));
	const number = fc.oneof(fc.integer(), fc.constantFrom(0, 1, 2, 2 ** 31, 2 ** 53, 1e300, -1, 0.5));
	const text = fc.oneof(
		fc.string({ unit: "binary" }),
		fc.constantFrom("\0", "\ud800", "1; drop table staff", "-infinity"),
	);
	const value = fc.oneof({ depthSize: "small" }, number, text, fc.jsonValue());
	const names = [
		"version",
		"action",
		"revision",
		"text",
		"reason",
		"topicCode",
		"agencyId",
		"requestKey",
		"as",
		"login",
	];
	const body = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...names, "password", "outcome"), value));
	const query = fc.dictionary(
		fc.constantFrom("view", "q", "cursor", "limit", "agencyId", "sort", "state", "due"),
		text,
	);
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...routes), number, body, query, async ([method, path], id, given, asked) => {
			const at = path.replace("{id}", encodeURIComponent(String(id)));
			const search = new URLSearchParams(asked).toString();
			const options = method === "GET" ? {} : { body: given ?? {} };
			const response = await desk.call(method, `${at}?${search}`, { as: admin, ...options });
			expect(
				response.status,
				`${method} ${at}?${search} ${JSON.stringify(given)} ${await response.clone().text()}`,
			).toBeLessThan(500);
		}),
		{ numRuns: 400 },
	);
});
