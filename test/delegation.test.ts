import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ApprovalItem } from "../src/http/contract-answers.ts";
import type { CaseDetail } from "../src/http/contract-case.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
const as: Record<"author" | "approver" | "delegate" | "roads" | "admin", string> = {
	author: "",
	approver: "",
	delegate: "",
	roads: "",
	admin: "",
};

beforeAll(async () => {
	desk = await openDesk();
	// the author and the delegate write, but have no right to approve; the delegate works beside the approver
	await sql`insert into role (region_id, code, title_ru, title_en, permissions) values
		(1, 'writer', 'Исполнитель', 'Writer', ${["case.read.agency", "case.work", "reply.write"]})`.execute(desk.db);
	await sql`insert into staff (region_id, id, login, name, password_hash, agency_id)
		select 1, 6, 'login-6', 'Person 6', password_hash, 1 from staff where id = 2`.execute(desk.db);
	await sql`update staff_role set role_code = 'writer' where staff_id = 2`.execute(desk.db);
	await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 6, 'writer')`.execute(desk.db);
	as.author = await desk.signIn("login-2");
	as.approver = await desk.signIn("login-3");
	as.delegate = await desk.signIn("login-6");
	as.roads = await desk.signIn("login-4");
	as.admin = await desk.signIn("login-5");
});
afterAll(() => desk.close());
beforeEach(async () => {
	await sql`truncate approval_delegation`.execute(desk.db);
});

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const lend = (who: string, change: object = {}) =>
	desk.call("POST", "/api/me/delegations", {
		as: who,
		body: { toId: 6, startsAt: inHours(-1), endsAt: inHours(24), ...change },
	});
const reasonOf = async (response: Response) => {
	const { code, details } = (await response.json()) as { code: string; details?: { reason?: string } };
	return [response.status, code, details?.reason];
};
const next = async (who: string) => {
	const response = await desk.call("GET", "/api/approvals/next", { as: who });
	return { status: response.status, body: (await response.json()) as ApprovalItem };
};

async function submitted(): Promise<{ caseId: number; revision: number }> {
	const caseId = await desk.openCase(desk.region.housing);
	const text = "Здравствуйте. Бригада Водоканала восстановит подачу воды сегодня до 18:00.";
	await desk.call("PUT", `/api/cases/${caseId}/reply`, { as: as.author, body: { text, revision: null } });
	const response = await desk.call("POST", `/api/cases/${caseId}/reply/submit`, {
		as: as.author,
		body: { revision: 1, requestKey: `request-${caseId}` },
	});
	expect(response.status).toBe(200);
	return { caseId, revision: ((await response.json()) as CaseDetail).reply?.revision ?? 0 };
}
const approve = ({ caseId, revision }: { caseId: number; revision: number }, who: string) =>
	desk.call("POST", `/api/cases/${caseId}/reply/approve`, { as: who, body: { revision } });

describe("lending the right to approve", () => {
	test("a colleague approves from then to then, and not after it was taken back", async () => {
		const first = await submitted();
		expect((await approve(first, as.delegate)).status).toBe(403);
		expect((await next(as.delegate)).status).toBe(403);
		const lent = await lend(as.approver);
		expect(lent.status).toBe(200);
		const { items } = (await lent.json()) as { items: { id: number; toName: string; fromName: string }[] };
		expect(items).toMatchObject([{ toName: "Person 6", fromName: "Person 3" }]);
		const waiting = await next(as.delegate);
		expect(waiting.body.item).toMatchObject({ inNameOf: "Person 3", step: 1, detail: { case: { id: first.caseId } } });
		expect(waiting.body.item?.findings).toBeInstanceOf(Array);
		const done = await approve(first, as.delegate);
		expect(done.status).toBe(200);
		expect(((await done.json()) as CaseDetail).history.at(-1)).toMatchObject({
			type: "approve",
			actor: { name: "Person 6" },
			data: { forStaffId: 3, forName: "Person 3" },
		});
		const second = await submitted();
		const revoke = await desk.call("POST", `/api/me/delegations/${items[0]?.id}/revoke`, { as: as.approver });
		expect(revoke.status).toBe(200);
		expect((await approve(second, as.delegate)).status).toBe(403);
		expect((await desk.call("POST", `/api/me/delegations/${items[0]?.id}/revoke`, { as: as.approver })).status).toBe(
			404,
		);
	});

	test("it ends by itself, with the right of the lender, and with the agency of either", async () => {
		const found = await submitted();
		await lend(as.approver);
		const ways = [
			[
				sql`update approval_delegation set ends_at = now() - interval '1 minute', starts_at = now() - interval '1 hour'`,
				sql`update approval_delegation set ends_at = now() + interval '1 hour'`,
			],
			[
				sql`update approval_delegation set starts_at = now() + interval '1 minute'`,
				sql`update approval_delegation set starts_at = now() - interval '1 minute'`,
			],
			[sql`update staff set is_active = false where id = 3`, sql`update staff set is_active = true where id = 3`],
			[sql`update staff set agency_id = 2 where id = 3`, sql`update staff set agency_id = 1 where id = 3`],
			[
				sql`update staff_role set role_code = 'writer' where staff_id = 3`,
				sql`update staff_role set role_code = 'agency' where staff_id = 3`,
			],
		] as const;
		for (const [away, back] of ways) {
			await away.execute(desk.db);
			expect((await approve(found, as.delegate)).status).toBe(403);
			await back.execute(desk.db);
		}
		expect((await approve(found, as.delegate)).status).toBe(200);
	});

	test("what cannot be lent is refused with the reason", async () => {
		expect(await reasonOf(await lend(as.approver, { toId: 3 }))).toEqual([422, "delegation-refused", "self"]);
		expect(await reasonOf(await lend(as.approver, { toId: 4 }))).toEqual([422, "delegation-refused", "colleague"]);
		expect(await reasonOf(await lend(as.approver, { toId: 999 }))).toEqual([422, "delegation-refused", "colleague"]);
		for (const period of [
			{ endsAt: inHours(-2) },
			{ startsAt: inHours(5), endsAt: inHours(5) },
			{ startsAt: inHours(-48), endsAt: inHours(-24) },
			{ endsAt: inHours(24 * 91) },
		])
			expect(await reasonOf(await lend(as.approver, period))).toEqual([422, "delegation-refused", "period"]);
		expect((await lend(as.author)).status).toBe(403);
		expect((await lend(as.approver, { toId: "6" })).status).toBe(400);
		// a borrowed right is not lent on
		await lend(as.approver);
		expect(await reasonOf(await lend(as.delegate, { toId: 2 }))).toEqual([422, "delegation-refused", "borrowed"]);
		// and nobody takes back what another lent
		const { rows } = await sql<{ id: number }>`select id from approval_delegation`.execute(desk.db);
		expect((await desk.call("POST", `/api/me/delegations/${rows[0]?.id}/revoke`, { as: as.roads })).status).toBe(404);
	});
});

describe("rules of approval by the API", () => {
	test("the administrator sets them, others read them", async () => {
		const rule = { topicCode: "housing.no-water", steps: 2 };
		expect((await desk.call("PUT", "/api/approval-rules", { as: as.approver, body: rule })).status).toBe(403);
		const set = await desk.call("PUT", "/api/approval-rules", { as: as.admin, body: rule });
		expect(await set.json()).toMatchObject({ items: [{ topicCode: "housing.no-water", steps: 2, agencyId: null }] });
		await desk.call("PUT", "/api/approval-rules", { as: as.admin, body: { ...rule, steps: 1 } });
		const read = await desk.call("GET", "/api/approval-rules", { as: as.author });
		expect(await read.json()).toMatchObject({ items: [{ steps: 1 }] });
		const both = { topicCode: "housing.no-water", groupCode: "housing", steps: 2 };
		expect((await desk.call("PUT", "/api/approval-rules", { as: as.admin, body: both })).status).toBe(400);
		await desk.call("PUT", "/api/approval-rules", { as: as.admin, body: { ...rule, steps: null } });
		expect(await (await desk.call("GET", "/api/approval-rules", { as: as.author })).json()).toEqual({ items: [] });
	});

	test("a return names codes of the checklist, and no others", async () => {
		const { caseId, revision } = await submitted();
		const back = (body: object) =>
			desk.call("POST", `/api/cases/${caseId}/reply/return`, { as: as.approver, body: { revision, ...body } });
		expect((await back({ reasons: ["because"] })).status).toBe(400);
		expect((await back({})).status).toBe(422);
		const done = await back({ reasons: ["no-deed"], reason: "Назовите день" });
		expect(((await done.json()) as CaseDetail).history.at(-1)?.data).toMatchObject({
			reasons: ["no-deed"],
			reason: "Назовите день",
		});
	});
});
