import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { rotateEndpoints } from "../src/events/rotate-endpoints.ts";
import { sendNext } from "../src/events/send-webhooks.ts";
import {
	addEndpoint,
	call,
	deliveries,
	desk,
	host,
	isSigned,
	later,
	parts,
	received,
	scene,
	send,
	tell,
	tellNow,
	useWebhookDesk,
} from "./webhook-desk.ts";
import { secretKey } from "./region.ts";

useWebhookDesk();

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
			await tellNow();
			expect(await send(id)).toBeNull();
		} finally {
			go();
			await slow;
		}
		await tell();
		while (await send(id));
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
		scene.clock = new Date(Date.now() + 1_000);
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
