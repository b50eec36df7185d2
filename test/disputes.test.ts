import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { health, housing, ministry, openAgenciesDesk, roads } from "./agencies-desk.ts";
import type { AgenciesDesk, Who } from "./agencies-desk.ts";

let given: AgenciesDesk;
beforeAll(async () => {
	given = await openAgenciesDesk();
	await sql`insert into routing_rule (region_id, topic_code, agency_id) values (1, 'housing.no-water', 4)`.execute(
		given.desk.db,
	);
});
afterAll(() => given.desk.close());

const giveBack = (who: Who, caseId: number, suggestedAgencyId: number | null | undefined = null, reason = "не наша") =>
	given.act(who, caseId, "returnWrongAgency", { reason, suggestedAgencyId });
const assign = (who: Who, caseId: number, agencyId: number, more: Record<string, unknown> = {}) =>
	given.act(who, caseId, "assign", { agencyId, ...more });
const isRefused = (code: string, status: number) => ({ status, body: { code } });

/** Housing and roads have both returned it. */
async function openDisputed(): Promise<number> {
	const caseId = await given.desk.openCase(housing);
	expect((await giveBack("owner", caseId, roads, "это дорога")).status).toBe(200);
	expect((await assign("curator", caseId, roads)).status).toBe(200);
	expect((await giveBack("participant", caseId, housing, "это двор")).body.case.status).toBe("returnedWrongAgency");
	return caseId;
}

describe("agencies and what stands under what", () => {
	const order = { name: "Служба", shortName: "Служба", timeZone: "Asia/Omsk", parentId: ministry };
	const list = async () => (await given.ask("admin", "GET", "/api/agencies")).body.items;

	test("are added, moved and listed by whoever manages people, with a trace", async () => {
		const added = await given.ask("admin", "POST", "/api/agencies", { ...order, code: "service" });
		expect(added.body.items).toContainEqual(expect.objectContaining({ code: "service", parentId: ministry, staff: 0 }));
		const { id } = added.body.items.find((one) => one.code === "service")!;
		const change = { ...order, name: "Другая служба", parentId: health };
		expect((await given.ask("admin", "PUT", `/api/agencies/${id}`, change)).status).toBe(200);
		expect(await list()).toContainEqual(expect.objectContaining({ id, name: "Другая служба", parentId: health }));
		const events = await given.desk.db.selectFrom("audit_event").select("type").where("actor_id", "=", 5).execute();
		expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(["agency-added", "agency-saved"]));
		for (const who of ["owner", "curator"] as const)
			expect((await given.ask(who, "POST", "/api/agencies", { ...order, code: "other" })).status).toBe(403);
	});

	test("one that was added stands among the names at once", async () => {
		type Names = { agencies: { shortName: string }[] };
		const names = async () => {
			const { body } = await given.ask("curator", "GET", "/api/reference");
			return (body as unknown as Names).agencies.map(({ shortName }) => shortName);
		};
		expect(await names()).not.toContain("Новая");
		const added = await given.ask("admin", "POST", "/api/agencies", { ...order, code: "fresh", shortName: "Новая" });
		expect(added.status).toBe(200);
		expect(await names()).toContain("Новая");
	});

	test.each([
		["itself above itself", ministry, ministry],
		["what stands under it above it", ministry, housing],
	])("a ring is refused: %s", async (_what, id, parentId) => {
		const answer = await given.ask("admin", "PUT", `/api/agencies/${id}`, { ...order, parentId });
		expect(answer).toMatchObject(isRefused("agency-cycle", 422));
	});

	test("two moves at once make no ring", async () => {
		const ids: number[] = [];
		for (const code of ["ring-a", "ring-b"]) {
			const { body } = await given.ask("admin", "POST", "/api/agencies", { ...order, parentId: null, code });
			ids.push(body.items.find((one) => one.code === code)!.id);
		}
		const [a, b] = ids;
		const answers = await Promise.all([
			given.ask("admin", "PUT", `/api/agencies/${a}`, { ...order, parentId: b }),
			given.ask("admin", "PUT", `/api/agencies/${b}`, { ...order, parentId: a }),
		]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
	});

	test.each([
		["a code that is taken", { code: "roads" }, "agency-code-taken"],
		["an unknown agency above", { code: "x1", parentId: 99_999 }, "agency-unknown"],
		["an unknown calendar", { code: "x2", calendarId: 99_999 }, "calendar-unknown"],
		["an unknown zone", { code: "x3", timeZone: "Mars/Base" }, "time-zone-unknown"],
		["an offset for a zone", { code: "x4", timeZone: "+03:00" }, "time-zone-unknown"],
		["a code that is none", { code: "../x" }, "invalid-request"],
		["no name", { code: "x5", name: " " }, "invalid-request"],
	])("%s is refused", async (_what, change, code) => {
		expect((await given.ask("admin", "POST", "/api/agencies", { ...order, ...change })).body.code).toBe(code);
	});

	test("a moved institution is seen from its new place at the next request", async () => {
		const caseId = await given.desk.openCase(housing);
		const path = `/api/cases/${caseId}`;
		expect((await given.ask("stranger", "GET", path)).status).toBe(404);
		const place = { name: "Housing", shortName: "Housing", timeZone: "Europe/Moscow" };
		await given.ask("admin", "PUT", `/api/agencies/${housing}`, { ...place, parentId: health });
		expect((await given.ask("stranger", "GET", path)).status).toBe(200);
		expect((await given.ask("above", "GET", path)).status).toBe(404);
		await given.ask("admin", "PUT", `/api/agencies/${housing}`, { ...place, parentId: ministry });
		expect((await given.ask("above", "GET", path)).status).toBe(200);
	});
});

describe("a ministry and its institution", () => {
	test("hand a case down and take it back, told to both", async () => {
		const caseId = await given.desk.openCase(ministry);
		const down = await assign("above", caseId, housing, { reason: "по территории" });
		expect(down.body.case).toMatchObject({ status: "assigned", agencyId: housing });
		expect((await given.ask("owner", "GET", `/api/cases/${caseId}`)).status).toBe(200);
		const back = await assign("above", caseId, ministry);
		expect(back.body.case.agencyId).toBe(ministry);
		expect((await given.ask("owner", "GET", `/api/cases/${caseId}`)).status).toBe(404);
	});

	test.each<[string, Who, number, number]>([
		["an institution to its ministry", "owner", housing, ministry],
		["an institution to another agency", "owner", housing, roads],
		["a ministry out of its tree", "above", housing, roads],
		["a ministry its own to a stranger", "above", ministry, health],
	])("nobody hands on beyond the tree: %s", async (_what, who, from, to) => {
		const caseId = await given.desk.openCase(from);
		expect(await assign(who, caseId, to)).toMatchObject(isRefused("forbidden", 403));
	});

	test("what was returned is the centre's to settle", async () => {
		const caseId = await given.desk.openCase(housing);
		await giveBack("owner", caseId);
		expect(await assign("above", caseId, ministry)).toMatchObject(isRefused("forbidden", 403));
	});

	test("the button stands only where there is somebody to hand it to", async () => {
		const caseId = await given.desk.openCase(housing);
		const actions = async (who: Who) => (await given.ask(who, "GET", `/api/cases/${caseId}`)).body.allowedActions;
		expect(await actions("above")).toContain("assign");
		expect(await actions("owner")).not.toContain("assign");
	});
});

describe("a return", () => {
	test("says whose the case is, or that this is not known; nothing is no answer", async () => {
		const caseId = await given.desk.openCase(housing);
		const nothing = await given.act("owner", caseId, "returnWrongAgency", { reason: "не наша" });
		expect(nothing).toMatchObject(isRefused("suggestion-missing", 422));
		expect(await giveBack("owner", caseId, 99_999)).toMatchObject(isRefused("agency-unknown", 422));
		expect(await giveBack("owner", caseId, housing)).toMatchObject(isRefused("agency-unknown", 422));
		const known = await giveBack("owner", caseId, roads, "это дорога");
		expect(known.body.case).toMatchObject({ status: "returnedWrongAgency", suggestedAgencyId: roads });
		const { body } = await given.ask("curator", "GET", `/api/cases/${caseId}/returns`);
		expect(body).toMatchObject({
			returns: [{ agencyId: housing, reason: "это дорога", suggestedAgencyId: roads, isSure: false }],
			dispute: null,
		});
		expect((await assign("curator", caseId, roads)).body.case.suggestedAgencyId).toBeNull();
	});

	test("that a routing rule agrees with goes to triage at once, the suggestion shown", async () => {
		const caseId = await given.desk.openCase(housing);
		expect((await giveBack("owner", caseId, health)).body.case).toMatchObject({
			status: "triage",
			suggestedAgencyId: health,
		});
		const { body } = await given.ask("curator", "GET", "/api/cases?view=new&limit=100");
		expect(body.items).toContainEqual(expect.objectContaining({ id: caseId, suggestedAgencyId: health }));
	});

	test("is read by whoever sees the case alone", async () => {
		const caseId = await openDisputed();
		expect((await given.ask("participant", "GET", `/api/cases/${caseId}/returns`)).status).toBe(200);
		expect((await given.ask("stranger", "GET", `/api/cases/${caseId}/returns`)).status).toBe(404);
	});
});

describe("a dispute", () => {
	const disputes = async (state = "open") =>
		(await given.ask("curator", "GET", `/api/disputes?state=${state}&limit=100`)).body.items;
	const settle = async (caseId: number, change: Record<string, unknown> = {}, who: Who = "curator") =>
		given.ask(who, "POST", `/api/cases/${caseId}/dispute/settle`, {
			...{ version: await given.versionOf(caseId), agencyId: roads, reason: "по реестру дорог" },
			...change,
		});

	test("comes to the curators with both reasons side by side, and they are told", async () => {
		const caseId = await openDisputed();
		const [found] = (await disputes()).filter((one) => one.caseId === caseId);
		expect(found).toMatchObject({
			state: "open",
			returns: [
				{ agencyId: housing, reason: "это дорога", suggestedAgencyId: roads },
				{ agencyId: roads, reason: "это двор", suggestedAgencyId: housing },
			],
			settled: null,
		});
		const notices = await sql<{ staff_id: number }>`select staff_id from notice
			where code = 'case-disputed' and case_id = ${caseId} order by staff_id`.execute(given.desk.db);
		expect(notices.rows.map(({ staff_id }) => staff_id)).toEqual([1, 5]);
		expect((await given.ask("owner", "GET", "/api/disputes")).status).toBe(403);
	});

	test("is settled by an assignment with a reason, which binds until a curator opens it again", async () => {
		const caseId = await openDisputed();
		expect(await assign("curator", caseId, roads)).toMatchObject(isRefused("reason-missing", 422));
		expect(await settle(caseId, { reason: " " })).toMatchObject(isRefused("invalid-request", 400));
		expect((await settle(caseId, {}, "owner")).status).toBe(403);
		const settled = await settle(caseId);
		expect(settled.body.dispute).toMatchObject({
			state: "settled",
			settled: { agencyId: roads, reason: "по реестру дорог", byName: "Person 1" },
		});
		expect((await disputes()).map((one) => one.caseId)).not.toContain(caseId);
		expect((await disputes("settled")).map((one) => one.caseId)).toContain(caseId);
		expect(await giveBack("participant", caseId, housing)).toMatchObject(isRefused("dispute-settled", 409));
		const order = { version: await given.versionOf(caseId), reason: "новые сведения" };
		expect((await given.ask("participant", "POST", `/api/cases/${caseId}/dispute/reopen`, order)).status).toBe(403);
		const reopened = await given.ask("curator", "POST", `/api/cases/${caseId}/dispute/reopen`, order);
		expect(reopened.body.dispute).toMatchObject({ state: "open", settled: null });
		expect((await giveBack("participant", caseId, housing)).status).toBe(200);
		expect((await settle(caseId, { agencyId: housing })).body.returns).toHaveLength(3);
	});

	test("two curators settle it once", async () => {
		const caseId = await openDisputed();
		const version = await given.versionOf(caseId);
		const answers = await Promise.all([settle(caseId, { version }), settle(caseId, { version, agencyId: housing })]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
	});

	test("that was never settled cannot be opened again", async () => {
		const caseId = await openDisputed();
		const order = { version: await given.versionOf(caseId), reason: "ещё раз" };
		const answer = await given.ask("curator", "POST", `/api/cases/${caseId}/dispute/reopen`, order);
		expect(answer).toMatchObject(isRefused("dispute-not-settled", 409));
	});
});
