import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FirstSteps } from "../src/http/contract-region.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let admin: string;
beforeAll(async () => {
	desk = await openDesk();
	admin = await desk.signIn("login-5");
});
afterAll(() => desk.close());

const call = (method: string, path: string, body?: unknown, as = admin) =>
	desk.call(method, path, { as, ...(body !== undefined && { body }) });
const steps = async () => (await (await call("GET", "/api/region/first-steps")).json()) as FirstSteps;
const kept = async () =>
	(await sql<{ name: string; time_zone: string }>`select name, time_zone from region where id = 1`.execute(desk.db))
		.rows[0];

test("tells how far the region is from what is there, not from what was ticked", async () => {
	expect(await steps()).toEqual({
		...{ isNamed: true, holidaysUntil: null, agencies: 2, people: 5, writers: 4, approvers: 4, rules: 1, pages: 1 },
		...{ canAnswer: true, canTriage: true, hasCase: false, hasAnswer: false },
	});
	await sql`insert into calendar_day (region_id, calendar_id, day, kind) values (1, 1, '2031-05-09', 'off')`.execute(
		desk.db,
	);
	// whoever approves alone has nobody to write
	await sql`update staff set is_active = false where id in (2, 3, 4)`.execute(desk.db);
	const caseId = await desk.openCase(1);
	expect(await steps()).toMatchObject({
		...{ holidaysUntil: "2031-05-09", people: 2, writers: 1, approvers: 1, canAnswer: false, hasCase: true },
	});
	await sql`update "case" set answered_at = now() where id = ${caseId}`.execute(desk.db);
	await sql`update staff set is_active = true`.execute(desk.db);
	expect(await steps()).toMatchObject({ hasAnswer: true, canAnswer: true });
});

test("a region gets its name; with another zone open cases are clocked anew", async () => {
	const same = await call("PUT", "/api/region", { name: "  Примерный край ", timeZone: "Europe/Moscow" });
	expect(await same.json()).toEqual({ name: "Примерный край", timeZone: "Europe/Moscow", recountId: null });
	const moved = await call("PUT", "/api/region", { name: "Примерный край", timeZone: "Asia/Vladivostok" });
	expect(await moved.json()).toMatchObject({ recountId: expect.any(Number) });
	expect(await kept()).toEqual({ name: "Примерный край", time_zone: "Asia/Vladivostok" });
	const { rows } = await sql`select type from audit_event where type = 'region-saved'`.execute(desk.db);
	expect(rows).toHaveLength(2);
});

test.each([
	[{}, 400, "invalid-request"],
	[{ name: " ", timeZone: "Europe/Moscow" }, 400, "invalid-request"],
	[{ name: "я".repeat(201), timeZone: "Europe/Moscow" }, 400, "invalid-request"],
	[{ name: 7, timeZone: ["Europe/Moscow"] }, 400, "invalid-request"],
	[{ name: "Край", timeZone: "Mars/Olympus" }, 422, "time-zone-unknown"],
	[{ name: "Край", timeZone: "+03:00" }, 422, "time-zone-unknown"],
	["[", 400, "invalid-request"],
])("%j is refused and changes nothing", async (body, status, code) => {
	const before = await kept();
	const answer = await call("PUT", "/api/region", body);
	expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
	expect(await kept()).toEqual(before);
});

test("who manages an agency's people alone, or nobody's, is refused", async () => {
	await sql`update staff set agency_id = 2 where id = 5`.execute(desk.db);
	await sql`update role set permissions = array_remove(permissions, 'case.read.region') where code = 'admin'`.execute(
		desk.db,
	);
	const order = { name: "Чужой край", timeZone: "Europe/Moscow" };
	for (const cookie of [admin, await desk.signIn("login-1"), await desk.signIn("login-2")]) {
		expect((await call("GET", "/api/region/first-steps", undefined, cookie)).status).toBe(403);
		expect((await call("PUT", "/api/region", order, cookie)).status).toBe(403);
	}
	expect((await kept())?.name).not.toBe("Чужой край");
});
