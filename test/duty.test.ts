import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AbsenceList, DutyNow, DutyRota } from "../src/http/contract-duty.ts";
import { raiseCaseNotice } from "../src/notify/raise-case-notice.ts";
import type { CaseNoticeCode } from "../src/notify/raise-case-notice.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
const cookies: Record<string, string> = {};
beforeAll(async () => {
	desk = await openDesk();
	await sql`insert into role (region_id, code, title_ru, title_en, permissions) values
		(1, 'head', 'a', 'a', ${["case.read.agency", "escalation.agency"]}), (1, 'writer', 'b', 'b', ${["case.read.agency", "case.work", "reply.write"]})`.execute(
		desk.db,
	);
	// login-3 is the head of the first agency; login-6 writes there and approves nothing
	await sql`insert into staff (region_id, id, login, name, password_hash, agency_id)
		select 1, 6, 'login-6', 'Person 6', password_hash, 1 from staff where id = 1`.execute(desk.db);
	await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 3, 'head'), (1, 6, 'writer')`.execute(
		desk.db,
	);
	for (const login of ["login-1", "login-2", "login-3", "login-4", "login-5", "login-6"])
		cookies[login] = await desk.signIn(login);
});
afterAll(() => desk.close());
beforeEach(async () => {
	await sql`truncate duty_shift, absence, notice`.execute(desk.db);
});

const hour = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * hour).toISOString();
const ask = async <T>(as: string, method: string, path: string, body?: unknown) => {
	const response = await desk.call(method, path, { as: cookies[as], ...(body !== undefined && { body }) });
	const text = await response.text();
	return { status: response.status, body: (text ? JSON.parse(text) : null) as T & { code?: string; id?: number } };
};
const shift = (change: Record<string, unknown> = {}) => ({
	...{ agencyId: null, staffId: 1, from: inHours(-1), to: inHours(5) },
	...change,
});
const raise = (staffIds: number[], code: CaseNoticeCode, caseId: number) =>
	desk.db
		.transaction()
		.execute((tx) => raiseCaseNotice(tx, { regionId: 1, staffIds, code, caseId, data: {} }, new Date()));
const told = async () => {
	const rows = await desk.db.selectFrom("notice").select(["staff_id", "is_urgent"]).orderBy("staff_id").execute();
	return rows.map((row) => [row.staff_id, row.is_urgent]);
};

describe("the duty rota", () => {
	test("is put, changed and taken away by who may, and read by everybody at work", async () => {
		expect((await ask("login-1", "POST", "/api/duty/shifts", shift())).status).toBe(403);
		const made = await ask("login-5", "POST", "/api/duty/shifts", shift());
		expect(made.status).toBe(200);
		const now = await ask<DutyNow>("login-4", "GET", "/api/duty/now");
		expect(now.body.items).toMatchObject([{ id: made.body.id, agencyId: null, staffId: 1, staffName: "Person 1" }]);
		const later = shift({ from: inHours(1) });
		expect((await ask("login-5", "PUT", `/api/duty/shifts/${made.body.id}`, later)).body).toEqual({ id: made.body.id });
		expect((await ask<DutyNow>("login-4", "GET", "/api/duty/now")).body.items).toEqual([]);
		expect((await ask("login-5", "PUT", "/api/duty/shifts/999", later)).status).toBe(404);
		expect((await ask("login-1", "DELETE", `/api/duty/shifts/${made.body.id}`)).status).toBe(403);
		for (let count = 0; count < 2; count++)
			expect((await ask("login-5", "DELETE", `/api/duty/shifts/${made.body.id}`)).status).toBe(204);
		const audit = await desk.db.selectFrom("audit_event").select("type").where("type", "like", "duty%").execute();
		expect(audit.map((row) => row.type)).toEqual(["duty-shift-saved", "duty-shift-saved", "duty-shift-removed"]);
	});

	test("a double click makes one shift", async () => {
		const order = shift();
		const answers = await Promise.all(
			Array.from({ length: 5 }, () => ask("login-5", "POST", "/api/duty/shifts", order)),
		);
		expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
	});

	test.each([
		["who would not see the cases", { agencyId: 1, staffId: 4 }, 422, "duty-unfit"],
		["an agency's person for the region", { staffId: 2 }, 422, "duty-unfit"],
		["nobody", { staffId: 999 }, 422, "duty-unfit"],
		["an unknown agency", { agencyId: 999 }, 422, "agency-unknown"],
		["no time", { to: inHours(-2) }, 400, "invalid-request"],
		["a fortnight", { to: inHours(24 * 14) }, 400, "invalid-request"],
		["a number too large", { staffId: 2 ** 40 }, 400, "invalid-request"],
		["a time that is none", { from: "yesterday" }, 400, "invalid-request"],
		["another millennium", { from: "3000-01-01T00:00:00Z", to: "3000-01-02T00:00:00Z" }, 400, "invalid-request"],
	])("is refused: %s", async (_name, change, status, code) => {
		const answer = await ask("login-5", "POST", "/api/duty/shifts", shift(change));
		expect([answer.status, answer.body.code]).toEqual([status, code]);
	});

	test("tells of overlaps, and of nights and days off without anybody", async () => {
		const put = (agencyId: number | null, staffId: number, from: string, to: string) =>
			ask("login-5", "POST", "/api/duty/shifts", { agencyId, staffId, from, to });
		const rota = (query: string) =>
			ask<DutyRota>("login-1", "GET", `/api/duty/shifts?from=2026-03-04T00:00:00Z&to=2026-03-05T00:00:00Z${query}`);
		// housing works 6:00–15:00 UTC, roads 4:00–13:00: in common 6:00–13:00
		expect((await rota("")).body.gaps).toEqual([
			{ from: "2026-03-04T00:00:00.000Z", to: "2026-03-04T06:00:00.000Z" },
			{ from: "2026-03-04T13:00:00.000Z", to: "2026-03-05T00:00:00.000Z" },
		]);
		await put(2, 4, "2026-03-04T13:00:00Z", "2026-03-04T20:00:00Z");
		await put(null, 1, "2026-03-04T15:00:00Z", "2026-03-04T22:00:00Z");
		await put(null, 5, "2026-03-04T21:00:00Z", "2026-03-05T06:00:00Z");
		const whole = (await rota("")).body;
		expect(whole.items.map((one) => one.staffId)).toEqual([1, 5]);
		expect(whole.gaps).toEqual([{ from: "2026-03-04T00:00:00.000Z", to: "2026-03-04T06:00:00.000Z" }]);
		expect(whole.overlaps).toEqual([
			{
				from: "2026-03-04T21:00:00.000Z",
				to: "2026-03-04T22:00:00.000Z",
				shiftIds: whole.items.map((one) => one.id),
			},
		]);
		const roads = (await rota("&agencyId=2")).body;
		expect(roads.items.map((one) => one.staffId)).toEqual([4]);
		expect(roads.gaps).toEqual([{ from: "2026-03-04T00:00:00.000Z", to: "2026-03-04T04:00:00.000Z" }]);
		expect((await rota("&agencyId=77")).status).toBe(422);
		for (const span of [
			"",
			"from=2026-03-04T00:00:00Z&to=2026-09-04T00:00:00Z",
			"from=9000-01-01T00:00:00Z&to=9000-01-02T00:00:00Z",
		])
			expect((await ask("login-1", "GET", `/api/duty/shifts?${span}`)).status).toBe(400);
	});

	test("what is urgent goes to whoever is on duty as well: the agency's own before the region's", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		await ask("login-5", "POST", "/api/duty/shifts", shift({ staffId: 5 }));
		await raise([2], "term-half", caseId);
		expect(await told()).toEqual([[2, false]]);
		await sql`truncate notice`.execute(desk.db);
		await raise([2], "term-over", caseId);
		expect(await told()).toEqual([
			[2, false],
			[5, true],
		]);
		await sql`truncate notice`.execute(desk.db);
		await ask("login-5", "POST", "/api/duty/shifts", shift({ agencyId: 1, staffId: 6 }));
		await sql`update "case" set priority = 'urgent' where id = ${caseId}`.execute(desk.db);
		await raise([2], "term-half", caseId);
		expect(await told()).toEqual([
			[2, false],
			[6, true],
		]);
	});
});

const absence = (change: Record<string, unknown> = {}) => ({
	...{ staffId: 2, substituteId: 6, from: inHours(-1), to: inHours(24) },
	...change,
});

describe("substitutes", () => {
	test("one's own absence by oneself, a colleague's by the head, anybody's by who runs the centre", async () => {
		expect((await ask("login-2", "POST", "/api/absences", absence())).status).toBe(200);
		const others = absence({ staffId: 6, substituteId: 3 });
		expect((await ask("login-2", "POST", "/api/absences", others)).body.code).toBe("forbidden");
		const byHead = await ask("login-3", "POST", "/api/absences", others);
		expect(byHead.status).toBe(200);
		const elsewhere = absence({ staffId: 4, substituteId: 4 });
		expect((await ask("login-3", "POST", "/api/absences", elsewhere)).body.code).toBe("forbidden");
		// who may not speak for others does not learn who there is
		expect((await ask("login-2", "POST", "/api/absences", absence({ staffId: 999 }))).body.code).toBe("forbidden");
		const listed = async (as: string) =>
			(await ask<AbsenceList>(as, "GET", `/api/absences?from=${inHours(-2)}&to=${inHours(48)}`)).body.items.map(
				(one) => `${one.staffId}>${one.substituteId}`,
			);
		expect(await listed("login-2")).toEqual(["2>6"]);
		expect(await listed("login-6")).toEqual(["2>6", "6>3"]);
		expect((await listed("login-3")).toSorted()).toEqual(["2>6", "6>3"]);
		expect(await listed("login-4")).toEqual([]);
		expect((await ask("login-4", "DELETE", `/api/absences/${byHead.body.id}`)).status).toBe(404);
		for (let count = 0; count < 2; count++)
			expect((await ask("login-6", "DELETE", `/api/absences/${byHead.body.id}`)).status).toBe(204);
		const { rows } = await sql<{
			over: boolean;
		}>`select ends_at <= now() as over from absence where id = ${byHead.body.id!}`.execute(desk.db);
		expect(rows).toEqual([{ over: true }]);
	});

	test.each([
		["oneself", absence({ substituteId: 2 }), 422, "substitute-unfit"],
		["somebody of another agency", absence({ substituteId: 4 }), 422, "substitute-unfit"],
		["nobody", absence({ substituteId: 999 }), 422, "substitute-unfit"],
		["for nobody", absence({ staffId: 999 }), 422, "staff-unknown"],
		["another millennium", absence({ to: "3000-01-01T00:00:00Z" }), 400, "invalid-request"],
		["what is over", absence({ to: inHours(-0.5) }), 400, "invalid-request"],
		["two years", absence({ to: inHours(24 * 800) }), 400, "invalid-request"],
	])("refused: %s", async (_name, order, status, code) => {
		const answer = await ask("login-5", "POST", "/api/absences", order);
		expect([answer.status, answer.body.code]).toEqual([status, code]);
	});

	test("no circles and no two at once, also when they are asked for at the same moment", async () => {
		const pair = [absence(), absence({ staffId: 6, substituteId: 2 })];
		const answers = await Promise.all(pair.map((order) => ask("login-5", "POST", "/api/absences", order)));
		expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409]);
		expect(answers.find((one) => one.status === 409)?.body.code).toBe("absence-cycle");
		const { rows } = await sql<{ staffId: number }>`select staff_id as "staffId" from absence`.execute(desk.db);
		const again = absence({ staffId: rows[0]!.staffId, substituteId: 3, to: inHours(3) });
		expect((await ask("login-5", "POST", "/api/absences", again)).body.code).toBe("absence-overlap");
	});

	test("the same said twice is one absence", async () => {
		const order = absence();
		const answers = await Promise.all(Array.from({ length: 4 }, () => ask("login-2", "POST", "/api/absences", order)));
		expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
	});

	test("notices go down the chain to whoever is there", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		await ask("login-5", "POST", "/api/absences", absence());
		await ask("login-5", "POST", "/api/absences", absence({ staffId: 6, substituteId: 3 }));
		await raise([2, 3], "term-half", caseId);
		expect(await told()).toEqual([[3, false]]);
	});

	test("work goes to the substitute, and so does approving, until the person is back", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		await sql`update "case" set assignee_id = 2 where id = ${caseId}`.execute(desk.db);
		type Queue = { items: { id: number }[] };
		const mine = async () =>
			(await ask<Queue>("login-6", "GET", "/api/cases?view=mine")).body.items.map((one) => one.id);
		const may = async () => (await ask<{ permissions: string[] }>("login-6", "GET", "/api/session")).body.permissions;
		expect(await mine()).toEqual([]);
		expect(await may()).not.toContain("reply.approve");
		const made = await ask("login-2", "POST", "/api/absences", absence());
		expect(await mine()).toEqual([caseId]);
		expect((await ask<{ views: { mine: number } }>("login-6", "GET", "/api/cases/counts")).body.views.mine).toBe(1);
		expect(await may()).toContain("reply.approve");
		await ask("login-2", "DELETE", `/api/absences/${made.body.id}`);
		expect(await mine()).toEqual([]);
		expect(await may()).not.toContain("reply.approve");
	});
});

test("quiet hours are one's own to set, and stay when other settings change", async () => {
	type Settings = { quiet: { from: number; to: number } | null };
	const save = (body: Record<string, unknown>) =>
		ask<Settings>("login-4", "PUT", "/api/me/notices", { channel: null, address: null, ...body });
	expect((await ask<Settings>("login-4", "GET", "/api/me/notices")).body.quiet).toEqual({ from: 1320, to: 480 });
	expect((await save({ quiet: { from: 1380, to: 420 } })).body.quiet).toEqual({ from: 1380, to: 420 });
	expect((await save({ language: "en" })).body.quiet).toEqual({ from: 1380, to: 420 });
	expect((await save({ quiet: null })).body.quiet).toBeNull();
	for (const quiet of [{ from: 60, to: 60 }, { from: -1, to: 5 }, { from: 0, to: 1440 }, { from: 1.5, to: 2 }, "never"])
		expect((await save({ quiet })).status).toBe(400);
});
