import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { channels } from "../src/channels/index.ts";
import type { Arrival, ImportPreview, ImportReport } from "../src/http/contract-take.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

/** What people bring in, over HTTP: rights, shapes, sizes. How it is read is tested where it is done. */

let desk: Desk;
let curator: string;
let executor: string;
let roads: string;
beforeAll(async () => {
	desk = await openDesk({ channels });
	await sql`insert into page (region_id, id, channel, external_id, name, agency_id, webhook_key) values
		(1, 7, 'hand', 'reception', 'Reception', 1, 'hand-key'), (1, 8, 'portal', 'pos', 'Cabinet', 1, 'portal-key')`.execute(
		desk.db,
	);
	[curator, executor, roads] = (await Promise.all(
		["login-1", "login-2", "login-4"].map((login) => desk.signIn(login)),
	)) as [string, string, string];
});
afterAll(() => desk.close());

const json = async <T>(response: Response) => (await response.json()) as T;
const call = {
	pageId: 7,
	source: "phone",
	text: "Нет воды",
	sentAt: new Date().toISOString(),
	requestKey: "request-1",
};

test("a call is stored at once and found once it is read", async () => {
	const response = await desk.call("POST", "/api/messages/by-hand", { as: executor, body: call });
	// no worker runs here
	expect(response.status).toBe(202);
	const arrival = await json<Arrival>(response);
	expect(arrival).toMatchObject({ pageId: 7, caseId: null, isVisible: false });
	const query = `pageId=7&externalId=${arrival.externalId}`;
	expect(await json(await desk.call("GET", `/api/messages/arrival?${query}`, { as: executor }))).toEqual(arrival);
	const [delivery] = await desk.db.selectFrom("delivery").select(["source", "status"]).execute();
	expect(delivery).toEqual({ source: "hand", status: "accepted" });
});

test("who may take for which desk, and what is refused", async () => {
	const pages = async (as: string) =>
		(await json<{ items: { id: number }[] }>(await desk.call("GET", "/api/messages/by-hand/pages", { as }))).items;
	expect((await pages(executor)).map((page) => page.id)).toEqual([7]);
	expect(await pages(roads)).toEqual([]);
	const status = async (as: string | undefined, body: unknown) =>
		(await desk.call("POST", "/api/messages/by-hand", { as, body })).status;
	expect(await status(undefined, call)).toBe(401);
	expect(await status(roads, call)).toBe(404);
	for (const change of [
		{ text: " " },
		{ text: "x".repeat(15_001) },
		{ source: "owl" },
		{ sentAt: "today" },
		{ sentAt: "2030-01-01T00:00:00Z" },
		{ requestKey: "short" },
		{ pageId: 2 ** 31 },
	])
		expect(await status(executor, { ...call, ...change }), JSON.stringify(change)).toBe(400);
});

const upload = (as: string | undefined, body: BodyInit, query = "pageId=8&fileName=a.csv") =>
	fetch(`${desk.url}/api/imports?${query}`, {
		method: "POST",
		headers: { origin: "http://desk.example", "content-type": "text/csv", ...(as && { cookie: as }) },
		body,
	});

test("a file is uploaded as it is, looked at, and started", async () => {
	const response = await upload(curator, "Номер;Дата;Текст\n1;10.03.2026;Нет воды\n");
	expect(response.status).toBe(201);
	const preview = await json<ImportPreview>(response);
	expect(preview).toMatchObject({ mapping: { number: "Номер", sentAt: "Дата", text: "Текст" }, isSaved: false });
	const path = `/api/imports/${preview.id}/start`;
	const bad = await desk.call("POST", path, { as: curator, body: { mapping: { number: "Номер" } } });
	expect(bad.status).toBe(400);
	const started = await desk.call("POST", path, { as: curator, body: { mapping: preview.mapping } });
	expect(started.status).toBe(202);
	expect(await json<ImportReport>(started)).toMatchObject({ status: "running", rowsDone: 0, refusals: [] });
	expect((await desk.call("POST", path, { as: curator, body: { mapping: preview.mapping } })).status).toBe(409);
	const list = await json<{ items: unknown[] }>(await desk.call("GET", "/api/imports", { as: curator }));
	expect(list.items).toHaveLength(1);
});

test("files that are no tables, too large, or not one's to give", async () => {
	const code = async (response: Promise<Response>) => {
		const { status } = await response;
		return [status, await json<{ code: string; details?: { reason?: string } }>(await response)] as const;
	};
	expect(await code(upload(curator, ""))).toMatchObject([
		422,
		{ code: "file-unreadable", details: { reason: "empty" } },
	]);
	expect(await code(upload(curator, "%PDF-1.7"))).toMatchObject([422, { code: "file-unreadable" }]);
	expect(await code(upload(curator, Buffer.alloc(32_000_001)))).toMatchObject([413, { code: "too-large" }]);
	expect(await code(upload(executor, "a;b"))).toMatchObject([403, { code: "forbidden" }]);
	expect(await code(upload(undefined, "a;b"))).toMatchObject([401, { code: "unauthenticated" }]);
	expect(await code(upload(curator, "a;b", "pageId=1&fileName=a"))).toMatchObject([404, { code: "page-unknown" }]);
	expect(await code(upload(curator, "a;b", "pageId=x&fileName=a"))).toMatchObject([400, { code: "invalid-request" }]);
	const foreign = fetch(`${desk.url}/api/imports?pageId=8&fileName=a`, {
		method: "POST",
		headers: { origin: "http://elsewhere.example", cookie: curator },
		body: "a;b\n1;2",
	});
	expect((await foreign).status).toBe(403);
});
