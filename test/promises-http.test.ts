import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let executor: string;
let roads: string;
let curator: string;
let admin: string;
beforeAll(async () => {
	desk = await openDesk();
	[curator, executor, roads, admin] = (await Promise.all(
		["login-1", "login-2", "login-4", "login-5"].map((login) => desk.signIn(login)),
	)) as [string, string, string, string];
});
afterAll(() => desk.close());

const read = async (response: Response) => ({
	status: response.status,
	body: response.status === 204 ? null : await response.json(),
});
const call = async (as: string | undefined, method: string, path: string, body?: unknown) =>
	read(await desk.call(method, `/api${path}`, { as, ...(body !== undefined && { body }) }));

const text = "Здравствуйте! Насос заменит управляющая компания, воду дадут к названному сроку.";
const promise = { who: "Управляющая компания", what: "Даст воду", dueOn: "2099-01-05" };

test("kind and promise of a draft go in and come out, are checked as they are typed, and stop the submission", async () => {
	const caseId = await desk.openCase(1);
	const save = (body: unknown) => call(executor, "PUT", `/cases/${caseId}/reply`, body);
	const saved = await save({ text, revision: null, kind: "interim", promise });
	expect(saved.body.reply).toMatchObject({ kind: "interim", promise: { ...promise, state: "waiting", askedOn: null } });
	const { revision } = saved.body.reply;
	for (const wrong of [
		{ kind: "last" },
		{ promise: { who: "", what: "x", dueOn: "2099-01-05" } },
		{ promise: { ...promise, dueOn: "2099-02-30" } },
	])
		expect((await save({ text, revision, ...wrong })).status).toBe(400);
	const codesOf = async (body: unknown) =>
		(await call(executor, "POST", `/cases/${caseId}/reply/check`, body)).body.findings.map(
			({ code }: { code: string }) => code,
		);
	expect(await codesOf({ text })).toContain("promise-far");
	expect(await codesOf({ text, promise: null })).toContain("promise-missing");
	expect(await codesOf({ text, kind: "question" })).not.toContain("promise-far");
	const submitted = await call(executor, "POST", `/cases/${caseId}/reply/submit`, {
		revision,
		requestKey: "a-key-of-a-click",
	});
	expect(submitted).toMatchObject({
		status: 422,
		body: { code: "reply-checks-failed", details: { findings: [{ code: "promise-far" }] } },
	});
	expect((await call(executor, "GET", "/promises")).body.items).toEqual([]);
});

test("promises are listed for those who may see their cases; what is no question is refused", async () => {
	const caseId = await desk.openCase(1);
	const { rows } = await sql<{
		id: number;
	}>`with r as (insert into reply (region_id, case_id, message_id, text, author_id, contributors, status)
			select 1, ${caseId}, m.id, 'x', 2, '{2}', 'published' from message m where m.case_id = ${caseId} returning id)
		insert into promise (region_id, case_id, reply_id, agency_id, who, what, due_on, state)
		select 1, ${caseId}, id, 1, 'w', 'w', '2026-12-07', 'open' from r returning id`.execute(desk.db);
	const id = rows[0]?.id ?? 0;
	expect((await call(executor, "GET", "/promises?state=open&from=2026-12-07&to=2026-12-07")).body.items).toMatchObject([
		{ id, caseId },
	]);
	expect((await call(curator, "GET", "/promises")).body.items).toHaveLength(1);
	expect((await call(roads, "GET", "/promises")).body.items).toEqual([]);
	expect((await call(undefined, "GET", "/promises")).status).toBe(401);
	for (const query of [
		"state=waiting",
		"cursor=2026-02-30_1",
		"cursor=x",
		"limit=1000",
		"from=tomorrow",
		"agencyId=9999999999",
		"systemic=maybe",
	])
		expect((await call(executor, "GET", `/promises?${query}`)).status).toBe(400);
	expect((await call(executor, "GET", "/promises/figures?from=2026-12-01&to=2026-12-31")).body.items).toMatchObject([
		{ agencyId: 1, due: 0, pending: 1, keptShare: null },
	]);
	const result = { text: "Сделано", photos: [] };
	expect((await call(roads, "POST", `/promises/${id}/result`, result)).status).toBe(404);
	expect((await call(executor, "POST", `/promises/${id}/result`, result)).body.code).toBe("case-evidence-missing");
	expect(
		(await call(executor, "POST", `/promises/${id}/result`, { ...result, photos: [{ id: "x", moment: "after" }] }))
			.status,
	).toBe(400);
});

test("settings of the resident's say are the administrator's, and are recorded", async () => {
	const settings = { promiseDays: 90, sayLink: "always", sayLinkInComments: true, sayDays: 14 };
	expect((await call(executor, "PUT", "/settings/residents", settings)).status).toBe(403);
	expect((await call(admin, "PUT", "/settings/residents", { ...settings, sayDays: 0 })).status).toBe(400);
	expect((await call(admin, "PUT", "/settings/residents", settings)).body).toEqual(settings);
	expect((await call(admin, "GET", "/settings/residents")).body).toEqual(settings);
	const { rows } = await sql`select 1 from audit_event where type = 'resident-settings-set'`.execute(desk.db);
	expect(rows).toHaveLength(1);
});

test("a case's say, repeats and link are its agency's", async () => {
	const caseId = await desk.openCase(1);
	for (const path of ["say", "repeats"]) {
		expect((await call(executor, "GET", `/cases/${caseId}/${path}`)).status).toBe(200);
		expect((await call(roads, "GET", `/cases/${caseId}/${path}`)).status).toBe(404);
	}
	expect((await call(executor, "POST", `/cases/${caseId}/repeats/unlink`, { version: 1, reason: "x" })).status).toBe(
		403,
	);
	expect((await call(curator, "POST", `/cases/${caseId}/repeats/unlink`, { version: 1, reason: "x" })).body).toEqual({
		repeatOf: null,
		repeatedBy: [],
	});
	expect((await call(roads, "POST", `/cases/${caseId}/reply/say-link`)).status).toBe(404);
	expect((await call(executor, "POST", `/cases/${caseId}/reply/say-link`)).body.code).toBe("reply-not-editable");
});
