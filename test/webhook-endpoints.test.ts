import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sendDue, workOnWebhooks } from "../src/events/keep-webhooks.ts";
import { rotateEndpoints } from "../src/events/rotate-endpoints.ts";
import { sendNext } from "../src/events/send-webhooks.ts";
import type { SendParts } from "../src/events/send-webhooks.ts";
import { tellEndpoints } from "../src/events/tell-endpoints.ts";
import type { WebhookDelivery, WebhookEndpoint } from "../src/http/contract-webhooks.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { secretKey } from "./region.ts";

type Received = { id: string; timestamp: string; signature: string; body: string };
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

let desk: Desk;
let admin: string;
let server: Server;
let host: string;
const received: Received[] = [];
let answers: Answer[] = [];
let clock = new Date("2026-03-02T09:00:00Z");
let parts: SendParts;

const ok: Answer = (response) => response.end("ok");
const status =
	(code: number, headers: Record<string, string> = {}): Answer =>
	(response) =>
		response.writeHead(code, headers).end();

beforeAll(async () => {
	desk = await openDesk();
	admin = await desk.signIn("login-5");
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			const header = (name: string) => String(request.headers[name]);
			const [id, timestamp] = [header("webhook-id"), header("webhook-timestamp")];
			const body = Buffer.concat(chunks).toString();
			received.push({ id, timestamp, signature: header("webhook-signature"), body });
			(answers.shift() ?? ok)(response, request);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	const base = { db: desk.db, secretKey, trustedHost: host, chance: () => 0, withinMs: 500 };
	parts = { ...base, now: () => clock };
});
afterAll(async () => {
	server.closeAllConnections();
	server.close();
	await desk.close();
});
beforeEach(async () => {
	await sql`delete from webhook_endpoint`.execute(desk.db);
	received.length = 0;
	answers = [];
	clock = new Date("2026-03-02T09:00:00Z");
});
afterEach(() => server.closeAllConnections());

const call = (method: string, path: string, body?: unknown, as = admin) => desk.call(method, path, { as, body });

/** An endpoint that stands at the test's own server; the API takes only public addresses. */
async function addEndpoint(change: Record<string, unknown> = {}): Promise<{ id: number; secret: string }> {
	const body = { name: "Portal", url: "https://portal.example/events", eventTypes: ["case.opened", "case.closed"] };
	const response = await call("POST", "/api/webhook-endpoints", { ...body, ...change });
	expect(response.status, await response.clone().text()).toBe(201);
	const added = (await response.json()) as { id: number; secret: string };
	await sql`update webhook_endpoint set url = ${`http://${host}/hook`} where id = ${added.id}`.execute(desk.db);
	return added;
}

const tell = () => tellEndpoints(desk.db, clock);
const send = (id: number) => sendNext(parts, { regionId: 1, id });
const sendAll = (id: number) => sendDue(parts, { regionId: 1, id }, () => false);
const later = (seconds: number) => {
	clock = new Date(clock.getTime() + seconds * 1000);
};
const endpointOf = async (id: number): Promise<WebhookEndpoint> => {
	const { items } = (await (await call("GET", "/api/webhook-endpoints")).json()) as { items: WebhookEndpoint[] };
	return items.find((one) => one.id === id)!;
};
const deliveries = async (query = ""): Promise<WebhookDelivery[]> =>
	((await (await call("GET", `/api/webhook-deliveries${query}`)).json()) as { items: WebhookDelivery[] }).items;

/** The specification's check, written anew: signed content, base64 key after the prefix, any of the signatures. */
function isSigned({ id, timestamp, signature, body }: Received, secret: string): boolean {
	expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
	const mac = createHmac("sha256", Buffer.from(secret.slice(6), "base64")).update(`${id}.${timestamp}.${body}`);
	return signature.split(" ").includes(`v1,${mac.digest("base64")}`);
}

describe("what is told", () => {
	test("is told in the order of history, numbered and signed, without words or names", async () => {
		const { id, secret } = await addEndpoint();
		const caseId = await desk.openCase(desk.region.housing, "Тайный текст жителя");
		await desk.note(caseId, desk.region.housing, "noted", { kind: "military-family", state: "confirmed" });
		await desk.note(caseId, desk.region.housing, "close", { from: "answered", to: "closed", outcome: "resolved" });
		await tell();
		await tell();
		while (await send(id));
		expect(received.map((one) => isSigned(one, secret))).toEqual([true, true]);
		expect(received.map(({ timestamp }) => timestamp)).toEqual(["1772442000", "1772442000"]);
		const [opened, closed] = received.map(({ body }) => JSON.parse(body) as { data: object });
		expect(opened).toMatchObject({
			type: "case.opened",
			data: { sequence: 1, caseId, topic: "housing.no-water", agency: "housing", channel: "vk" },
		});
		expect(closed).toMatchObject({
			type: "case.closed",
			data: { sequence: 2, status: "closed", formerStatus: "answered", outcome: "resolved" },
		});
		expect(JSON.stringify(received)).not.toMatch(/Тайный|military|user:1/);
		expect(Object.keys(opened!.data).sort()).toEqual(
			["agency", "caseId", "channel", "dueAt", "formerStatus", "registeredAt", "sequence", "status", "topic"].sort(),
		);
		expect(isSigned({ ...received[0]!, body: `${received[0]!.body} ` }, secret)).toBe(false);
	});

	test("waits while an older transaction runs, and only what was asked for comes", async () => {
		const { id } = await addEndpoint({ eventTypes: ["case.overdue"], agencyId: desk.region.roads });
		const own = await desk.openCase(desk.region.roads);
		const foreign = await desk.openCase(desk.region.housing);
		let go: () => void = () => {};
		const held = new Promise<void>((resolve) => {
			go = resolve;
		});
		let begun: () => void = () => {};
		const isBegun = new Promise<void>((resolve) => {
			begun = resolve;
		});
		const late = { clock: "answer", percent: 100 };
		const slow = desk.db.transaction().execute(async (tx) => {
			await sql`insert into case_event (region_id, case_id, agency_id, type, actor_kind, data)
				values (1, ${own}, ${desk.region.roads}, 'escalated', 'system', ${JSON.stringify(late)})`.execute(tx);
			begun();
			await held;
		});
		try {
			await isBegun;
			for (const data of [late, { clock: "answer", percent: 50 }, { clock: "triage", percent: 100 }])
				await desk.note(own, desk.region.roads, "escalated", data);
			await desk.note(foreign, desk.region.housing, "escalated", late);
			await tell();
			expect(await send(id)).toBeNull();
		} finally {
			go();
			await slow;
		}
		await tell();
		await sendAll(id);
		const told = received.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> });
		expect(told.map(({ type, data }) => [type, data.sequence, data.caseId, data.clock])).toEqual([
			["case.overdue", 1, own, "answer"],
			["case.overdue", 2, own, "answer"],
		]);
	});

	test("is made once, whoever makes it at the same time, also more than a batch", async () => {
		const { id } = await addEndpoint({ eventTypes: ["case.closed"] });
		const caseId = await desk.openCase(desk.region.housing);
		await sql`insert into case_event (region_id, case_id, agency_id, type, actor_kind, data)
			select 1, ${caseId}, 1, 'close', 'system', '{}' from generate_series(1, 1201)`.execute(desk.db);
		await Promise.all([tell(), tell(), tell()]);
		await tell();
		const { rows } = await sql<{ n: number; last: number }>`
			select count(*)::int as n, max(sequence)::int as last from webhook_delivery where endpoint_id = ${id}`.execute(
			desk.db,
		);
		expect(rows[0]).toEqual({ n: 1201, last: 1201 });
	});

	test("goes with the resident's words only where somebody who may read them said so", async () => {
		const { id } = await addEndpoint({ eventTypes: ["case.opened"], hasExcerpt: true });
		const caseId = await desk.openCase(desk.region.housing, "Во дворе прорвало трубу");
		await tell();
		const { rows } = await sql<{ body: string }>`select body from webhook_delivery where endpoint_id = ${id}`.execute(
			desk.db,
		);
		expect(rows[0]?.body).not.toContain("трубу");
		await sql`update "case" set excerpt = 'Удалено' where id = ${caseId}`.execute(desk.db);
		await send(id);
		expect(JSON.parse(received[0]!.body)).toMatchObject({ data: { excerpt: "Удалено" } });
		await sql`update role set permissions = array_remove(permissions, 'personal.read') where code = 'admin'`.execute(
			desk.db,
		);
		try {
			const body = { name: "x", url: "https://portal.example/", eventTypes: ["case.opened"], hasExcerpt: true };
			expect((await call("POST", "/api/webhook-endpoints", body)).status).toBe(403);
			const elsewhere = { url: "https://other.example/" };
			expect((await call("PATCH", `/api/webhook-endpoints/${id}`, elsewhere)).status).toBe(403);
			expect((await call("PATCH", `/api/webhook-endpoints/${id}`, { hasExcerpt: false })).status).toBe(204);
			expect((await call("PATCH", `/api/webhook-endpoints/${id}`, { hasExcerpt: true })).status).toBe(403);
		} finally {
			await sql`update role set permissions = permissions || 'personal.read'::text where code = 'admin'`.execute(
				desk.db,
			);
		}
	});
});

describe("an endpoint that fails", () => {
	const oneEvent = async () => {
		const added = await addEndpoint({ eventTypes: ["case.opened"] });
		await desk.openCase(desk.region.housing);
		await tell();
		return added;
	};

	test("is tried by the ladder with the same id and a new time, then the delivery is dead, and sent again by a person", async () => {
		const { id, secret } = await oneEvent();
		answers = Array.from({ length: 10 }, () => status(500));
		for (const seconds of [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]) {
			expect(await send(id)).toBe(false);
			later(seconds - 1);
			expect(await send(id), `after ${seconds} s`).toBeNull();
			later(1);
		}
		expect(await send(id)).toBe(false);
		later(365 * 86_400);
		expect(await send(id)).toBeNull();
		const [dead] = await deliveries("?state=dead");
		expect(dead).toMatchObject({ attempts: 10, lastStatus: 500, nextAt: null, state: "dead" });
		expect(new Set(received.map((one) => one.id))).toEqual(new Set([dead?.messageId]));
		expect(new Set(received.map((one) => one.timestamp)).size).toBe(10);
		expect(received.every((one) => isSigned(one, secret))).toBe(true);
		expect(await endpointOf(id)).toMatchObject({ dead: 1, state: "active" });

		clock = new Date(Date.now() + 1_000);
		expect((await call("POST", `/api/webhook-deliveries/${dead!.id}/send-again`)).status).toBe(204);
		const twice = await call("POST", `/api/webhook-deliveries/${dead!.id}/send-again`);
		expect(await twice.json()).toMatchObject({ code: "webhook-not-repeatable" });
		expect(await send(id)).toBe(true);
		expect(received.at(-1)?.id).toBe(dead?.messageId);
		expect(await endpointOf(id)).toMatchObject({ dead: 0, waiting: 0, failingSince: null });
	});

	test.each<[string, Answer, Partial<WebhookDelivery>]>([
		["hangs", () => {}, { lastStatus: null, lastError: expect.stringMatching(/Abort|Timeout|ABORT/i) as string }],
		["redirects", (r) => r.writeHead(302, { location: "http://127.0.0.1:1/" }).end(), { lastStatus: 302 }],
		["breaks off", (r) => r.destroy(), { lastStatus: null, lastError: "ECONNRESET" }],
	])("%s: tried again later, never elsewhere", async (_name, answer, expected) => {
		const { id } = await oneEvent();
		answers = [answer];
		expect(await send(id)).toBe(false);
		expect((await deliveries())[0]).toMatchObject({ state: "waiting", attempts: 1, ...expected });
		later(6);
		expect(await send(id)).toBe(true);
		expect(received).toHaveLength(2);
	});

	test("answers without end: its status is enough", async () => {
		const { id } = await oneEvent();
		let written = 0;
		answers = [
			(response) => {
				response.writeHead(200);
				const more = (): void => {
					if (response.destroyed) return;
					written += 65_536;
					response.write(Buffer.alloc(65_536), more);
				};
				more();
			},
		];
		expect(await send(id)).toBe(true);
		expect(written).toBeLessThan(50_000_000);
	});

	test("asks to wait: that is kept", async () => {
		const { id } = await oneEvent();
		answers = [status(503, { "retry-after": "120" })];
		expect(await send(id)).toBe(false);
		later(119);
		expect(await send(id)).toBeNull();
		later(1);
		expect(await send(id)).toBe(true);
	});

	test("is gone: it is called no more until a person switches it on", async () => {
		const { id } = await oneEvent();
		answers = [status(410)];
		expect(await send(id)).toBe(false);
		expect(await endpointOf(id)).toMatchObject({ state: "disabled", stateReason: "gone", dead: 1 });
		const { rows } = await sql<{ data: object }>`
			select data from audit_event where type = 'webhook-endpoint-disabled' order by id desc limit 1`.execute(desk.db);
		expect(rows[0]?.data).toEqual({ endpointId: id, reason: "gone" });
		await desk.openCase(desk.region.housing);
		await tell();
		expect(await send(id)).toBeNull();
		await call("PATCH", `/api/webhook-endpoints/${id}`, { state: "active" });
		await tell();
		expect(await send(id)).toBe(true);
		clock = new Date(Date.now() + 1_000);
		expect(await (await call("POST", `/api/webhook-endpoints/${id}/send-again`)).json()).toEqual({ count: 1 });
		expect(await send(id)).toBe(true);
	});

	test("fails for five days with no success between: switched off; what was missed may be left out", async () => {
		const { id } = await oneEvent();
		answers = [status(500), status(200), status(500), status(500)];
		await send(id);
		later(4 * 86_400);
		expect(await send(id)).toBe(true);
		expect((await endpointOf(id)).failingSince).toBeNull();
		await desk.openCase(desk.region.housing);
		await tell();
		await send(id);
		later(5 * 86_400 + 1);
		await send(id);
		expect(await endpointOf(id)).toMatchObject({ state: "disabled", stateReason: "failing" });
		await desk.openCase(desk.region.housing);
		await call("PATCH", `/api/webhook-endpoints/${id}`, { state: "active", skipMissed: true });
		await tell();
		expect((await endpointOf(id)).sequence).toBe(2);
	});

	test("does not hold up another, nor the end of the worker", async () => {
		const hanging = await addEndpoint({ eventTypes: ["case.opened"] });
		const quick = await addEndpoint({ eventTypes: ["case.opened"] });
		await sql`update webhook_endpoint set url = ${`http://${host}/quick`} where id = ${quick.id}`.execute(desk.db);
		answers = Array.from(
			{ length: 1000 },
			(): Answer =>
				(response, { url }) => {
					if (url === "/quick") response.end();
				},
		);
		const errors: unknown[] = [];
		const now = () => new Date();
		const work = workOnWebhooks({ ...parts, now, withinMs: 3_000, onError: (error) => errors.push(error) });
		for (let count = 0; count < 6; count++) await desk.openCase(desk.region.housing);
		const begun = performance.now();
		while ((await deliveries(`?endpointId=${quick.id}&state=delivered`)).length < 6) {
			if (performance.now() - begun > 10_000) throw new Error("the quick one was held up");
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		expect((await deliveries(`?endpointId=${hanging.id}&state=delivered`)).length).toBe(0);
		await work.stop();
		expect(errors).toEqual([]);
	});

	test("a worker that died between the call and its end: sent again, with the same id; the late one writes nothing", async () => {
		const { id } = await oneEvent();
		let answerFirst: () => void = () => {};
		answers = [(response) => (answerFirst = () => response.end())];
		const dying = sendNext({ ...parts, withinMs: 20_000 }, { regionId: 1, id });
		while (received.length < 1) await new Promise((resolve) => setTimeout(resolve, 10));
		expect(await send(id)).toBeNull();
		later(90);
		expect(await send(id)).toBe(true);
		expect(received.map((one) => one.id)).toEqual([received[0]?.id, received[0]?.id]);
		const before = await deliveries();
		answerFirst();
		await dying;
		expect(await deliveries()).toEqual(before);
	});

	test("many at once are each claimed by one", async () => {
		const { id } = await addEndpoint({ eventTypes: ["case.opened"] });
		for (let count = 0; count < 12; count++) await desk.openCase(desk.region.housing);
		await tell();
		await Promise.all([sendAll(id), sendAll(id), sendAll(id)]);
		expect(received).toHaveLength(12);
		expect(new Set(received.map((one) => one.id)).size).toBe(12);
	});
});

describe("secrets", () => {
	test("a renewed one signs at once, the former one for a day beside it; both are sealed", async () => {
		const { id, secret } = await addEndpoint();
		const renewed = await call("POST", `/api/webhook-endpoints/${id}/secret`);
		const next = (await renewed.json()) as { secret: string; formerUntil: string };
		expect(next.secret).not.toBe(secret);
		const sendTest = async () => {
			expect((await call("POST", `/api/webhook-endpoints/${id}/test`)).status).toBe(202);
			expect(await send(id)).toBe(true);
			return received.at(-1)!;
		};
		clock = new Date(Date.now() + 1_000);
		const both = await sendTest();
		expect(JSON.parse(both.body)).toMatchObject({ type: "endpoint.test" });
		expect([isSigned(both, secret), isSigned(both, next.secret)]).toEqual([true, true]);
		later(24 * 3600 + 1);
		const one = await sendTest();
		expect([isSigned(one, secret), isSigned(one, next.secret)]).toEqual([false, true]);
		const { rows } = await sql<{ text: string }>`
			select e::text || encode(secrets, 'escape') as text from webhook_endpoint e`.execute(desk.db);
		expect(rows[0]?.text).not.toContain(next.secret.slice(6, 20));
		expect(await (await call("GET", "/api/webhook-endpoints")).text()).not.toContain("whsec_");
	});

	test("another secret key opens them after a rotation, and nothing is lost before", async () => {
		const { id, secret } = await addEndpoint();
		const other = Buffer.alloc(32, 9);
		expect(await rotateEndpoints(desk.db, secretKey, other)).toBe(1);
		expect(await rotateEndpoints(desk.db, secretKey, other)).toBe(0);
		await expect(rotateEndpoints(desk.db, secretKey, Buffer.alloc(32, 1))).rejects.toThrow("neither");
		await desk.openCase(desk.region.housing);
		await tell();
		expect(await send(id)).toBe(false);
		expect((await deliveries())[0]?.lastError).toBe("SECRET_SEALED");
		later(6);
		expect(await sendNext({ ...parts, secretKey: other }, { regionId: 1, id })).toBe(true);
		expect(isSigned(received[0]!, secret)).toBe(true);
	});
});

describe("addresses", () => {
	test.each([
		"http://portal.example/",
		"https://127.0.0.1/",
		"https://[::1]/",
		"https://10.1.2.3/",
		"https://169.254.169.254/latest",
		"https://0x7f000001/",
		"https://user:word@portal.example/",
		"ftp://portal.example/",
		"javascript:alert(1)",
		"",
	])("%s is refused", async (url) => {
		const response = await call("POST", "/api/webhook-endpoints", { name: "x", url, eventTypes: ["case.opened"] });
		expect([400, 422]).toContain(response.status);
	});

	test("a name that leads inside is not called", async () => {
		const { id } = await addEndpoint({ eventTypes: ["case.opened"] });
		await sql`update webhook_endpoint set url = ${`https://localhost:${host.split(":")[1]}/`}`.execute(desk.db);
		await desk.openCase(desk.region.housing);
		await tell();
		expect(await send(id)).toBe(false);
		expect((await deliveries())[0]?.lastError).toBe("ADDRESS_REFUSED");
		expect(received).toEqual([]);
	});

	test("nobody without the right keeps endpoints, and agencies keep none but their own", async () => {
		const { id } = await addEndpoint();
		const executor = await desk.signIn("login-2");
		for (const [method, path] of [
			["GET", "/api/webhook-endpoints"],
			["GET", "/api/webhook-deliveries"],
			["POST", `/api/webhook-endpoints/${id}/test`],
			["DELETE", `/api/webhook-endpoints/${id}`],
		] as const)
			expect((await call(method, path, undefined, executor)).status).toBe(403);
		await sql`insert into role (region_id, code, title_ru, title_en, permissions)
			values (1, 'keeper', 'x', 'x', '{case.read.agency,integration.manage}')`.execute(desk.db);
		await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 4, 'keeper')`.execute(desk.db);
		const keeper = await desk.signIn("login-4");
		expect(await (await call("GET", "/api/webhook-endpoints", undefined, keeper)).json()).toEqual({ items: [] });
		expect((await call("DELETE", `/api/webhook-endpoints/${id}`, undefined, keeper)).status).toBe(404);
		const body = { name: "x", url: "https://portal.example/", eventTypes: ["case.opened"] };
		expect((await call("POST", "/api/webhook-endpoints", body, keeper)).status).toBe(403);
		const own = { ...body, agencyId: desk.region.roads };
		expect((await call("POST", "/api/webhook-endpoints", own, keeper)).status).toBe(201);
		expect((await call("DELETE", `/api/webhook-endpoints/${id}`)).status).toBe(204);
		expect((await call("DELETE", `/api/webhook-endpoints/${id}`)).status).toBe(404);
	});
});
