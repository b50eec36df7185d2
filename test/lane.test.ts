import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseDetail } from "../src/http/contract-case.ts";
import type { CasePage } from "../src/http/contract-queue.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let curator: string;
let executor: string;
let colleague: string;
let roads: string;
/** of the centre, too */
let second: string;

beforeAll(async () => {
	desk = await openDesk();
	[curator, executor, colleague, roads, second] = (await Promise.all(
		["login-1", "login-2", "login-3", "login-4", "login-5"].map((login) => desk.signIn(login)),
	)) as [string, string, string, string, string];
});
afterAll(() => desk.close());

type Body = CaseDetail & { code?: string };
async function call(method: string, path: string, as: string, body?: unknown): Promise<{ status: number; body: Body }> {
	const response = await desk.call(method, `/api${path}`, { as, body });
	return { status: response.status, body: (await response.json().catch(() => ({}))) as Body };
}
const read = async (caseId: number, as = curator) => (await call("GET", `/cases/${caseId}`, as)).body;
const openUrgent = async (text?: string): Promise<number> => {
	const caseId = await desk.openCase(desk.region.housing, text);
	await sql`update "case" set priority = 'urgent' where id = ${caseId}`.execute(desk.db);
	return caseId;
};
const namesOf = (detail: CaseDetail) => detail.history.map(({ type }) => type);

describe("priority", () => {
	test("is set by a curator with a reason that only those who triage or work on the case read", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		const order = { version: 1, priority: "urgent", reason: "Семья участника" };
		expect(await call("PUT", `/cases/${caseId}/priority`, executor, order)).toMatchObject({ status: 403 });
		expect(await call("PUT", `/cases/${caseId}/priority`, curator, { ...order, reason: " " })).toMatchObject({
			status: 422,
			body: { code: "reason-missing" },
		});
		const set = await call("PUT", `/cases/${caseId}/priority`, curator, order);
		expect(set.body.case.priority).toBe("urgent");
		expect(namesOf(set.body)).toEqual(["opened", "priorityChanged", "noted"]);
		const other = await read(caseId, executor);
		expect(namesOf(other)).toEqual(["opened", "priorityChanged"]);
		expect(JSON.stringify(other)).not.toContain("Семья");
		const again = await call("PUT", `/cases/${caseId}/priority`, curator, order);
		expect(again).toMatchObject({ status: 409, body: { code: "case-changed-meanwhile" } });
	});

	test("a confirmed mark puts a case into the lane, and nobody takes it out while it stands", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		const marked = await call("PUT", `/cases/${caseId}/mark`, curator, { version: 1, isConfirmed: true });
		expect(marked.body.case.priority).toBe("urgent");
		const { version } = marked.body.case;
		expect(
			await call("PUT", `/cases/${caseId}/priority`, curator, { version, priority: "normal", reason: "Нет" }),
		).toMatchObject({ status: 409, body: { code: "priority-held" } });
		const refused = await call("PUT", `/cases/${caseId}/mark`, curator, { version, isConfirmed: false });
		expect(refused.body.case.priority).toBe("normal");
	});

	test("the queue is asked for the lane and for cases that nobody owns", async () => {
		const owned = await openUrgent();
		const alone = await openUrgent();
		await call("PUT", `/cases/${owned}/owner`, curator, { version: 1, staffId: 2 });
		const list = async (query: string, as: string) => {
			const { body } = await call("GET", `/cases?limit=100&${query}`, as);
			return (body as unknown as CasePage).items.map(({ id }) => id);
		};
		const without = await list("priority=urgent&owner=none", curator);
		expect(without).toContain(alone);
		expect(without).not.toContain(owned);
		expect(await list("owner=mine", executor)).toEqual([owned]);
		expect((await call("GET", "/cases?owner=anybody", curator)).status).toBe(400);
	});

	test("a topic of importance opens cases of high priority", async () => {
		const path = "/topics/housing.no-water/importance";
		expect((await call("PUT", path, curator, { isImportant: true })).status).toBe(403);
		expect((await call("PUT", path, second, { isImportant: true })).status).toBe(204);
		expect((await call("PUT", "/topics/nothing/importance", second, { isImportant: true })).status).toBe(422);
		const { rows } = await sql<{ is_important: boolean }>`select is_important from topic
			where code = 'housing.no-water'`.execute(desk.db);
		expect(rows).toEqual([{ is_important: true }]);
	});
});

describe("the owner", () => {
	test("is named from people who may see and work on the case", async () => {
		const caseId = await openUrgent();
		const set = (staffId: number, as = curator) => call("PUT", `/cases/${caseId}/owner`, as, { version: 1, staffId });
		expect((await set(2, executor)).status).toBe(403);
		for (const staffId of [4, 999])
			expect(await set(staffId)).toMatchObject({ status: 422, body: { code: "owner-unknown" } });
		expect((await set(2 ** 40)).status).toBe(400);
		await sql`update staff set is_active = false where id = 3`.execute(desk.db);
		expect(await set(3)).toMatchObject({ status: 422, body: { code: "owner-unknown" } });
		await sql`update staff set is_active = true where id = 3`.execute(desk.db);
		expect((await set(2)).body.case.ownerId).toBe(2);
		expect((await set(2)).status).toBe(200);
		expect(await call("PUT", `/cases/${caseId}/owner`, curator, { version: 2, staffId: 3 })).toMatchObject({
			status: 409,
			body: { code: "owner-set-already" },
		});
	});

	test("stays responsible until the new one acknowledges", async () => {
		const caseId = await openUrgent();
		await call("PUT", `/cases/${caseId}/owner`, curator, { version: 1, staffId: 2 });
		const offer = { toStaffId: 3, note: "Ждут звонка в 15:00" };
		expect((await call("POST", `/cases/${caseId}/handover`, colleague, offer)).status).toBe(403);
		const offered = await call("POST", `/cases/${caseId}/handover`, executor, offer);
		expect(offered.body.case.ownerId).toBe(2);
		expect(offered.body.lane.handover).toMatchObject({ fromId: 2, toId: 3, note: offer.note });
		expect((await call("POST", `/cases/${caseId}/handover`, executor, offer)).body.code).toBe("handover-waits");
		const end = (how: string, as: string, reason?: string) =>
			call("POST", `/cases/${caseId}/handover/end`, as, { how, reason });
		expect((await end("acknowledge", executor)).status).toBe(403);
		expect((await end("decline", colleague)).status).toBe(422);
		expect((await end("acknowledge", roads)).status).toBe(404);
		const taken = await end("acknowledge", colleague);
		expect(taken.body.case.ownerId).toBe(3);
		expect(taken.body.lane.handover).toBeNull();
		expect((await end("acknowledge", colleague)).status).toBe(404);
		expect(namesOf(taken.body)).toEqual(["opened", "ownerSet", "handoverOffered", "handoverEnded"]);
	});

	test("a declined or withdrawn offer changes nobody; of two offers at once one stands", async () => {
		const caseId = await openUrgent();
		await call("PUT", `/cases/${caseId}/owner`, curator, { version: 1, staffId: 2 });
		for (const [how, as] of [
			["decline", colleague],
			["withdraw", executor],
		] as const) {
			const offers = await Promise.all(
				[curator, executor].map((who) => call("POST", `/cases/${caseId}/handover`, who, { toStaffId: 3 })),
			);
			expect(offers.map(({ status }) => status).sort()).toEqual([200, 409]);
			const ended = await call("POST", `/cases/${caseId}/handover/end`, as, { how, reason: "Занят" });
			expect(ended.body.case.ownerId).toBe(2);
		}
	});
});

describe("a second review", () => {
	const ask = (caseId: number, action: string, as: string) =>
		call("POST", `/cases/${caseId}/second-reviews`, as, { action, reason: "Вопрос не к нам" });
	const decide = (caseId: number, reviewId: number, as: string, isAgreed = true, reason = "Верно") =>
		call("POST", `/cases/${caseId}/second-reviews/${reviewId}/decision`, as, { isAgreed, reason });

	test("is needed before an urgent case is turned away, by another person of the centre, and serves once", async () => {
		const caseId = await openUrgent();
		await sql`update "case" set status = 'triage' where id = ${caseId}`.execute(desk.db);
		const reject = async () => {
			const { version } = (await read(caseId)).case;
			return call("POST", `/cases/${caseId}/actions`, curator, { action: "reject", version, reason: "Спам" });
		};
		expect(await reject()).toMatchObject({ status: 409, body: { code: "case-second-review-missing" } });
		const asked = await ask(caseId, "reject", curator);
		const reviewId = asked.body.lane.secondReviews[0]!.id;
		expect((await ask(caseId, "reject", curator)).body.code).toBe("second-review-asked");
		expect(await decide(caseId, reviewId, curator)).toMatchObject({ status: 403, body: { code: "second-review-own" } });
		expect((await decide(caseId, reviewId, executor)).status).toBe(403);
		expect((await reject()).status).toBe(409);
		const waiting = await call("GET", "/second-reviews", second);
		expect((waiting.body as unknown as { items: { caseId: number }[] }).items.map((one) => one.caseId)).toContain(
			caseId,
		);
		expect((await decide(caseId, reviewId, second)).status).toBe(200);
		expect((await decide(caseId, reviewId, second)).body.code).toBe("second-review-decided");
		expect((await reject()).body.case.status).toBe("rejected");
		const { version } = (await read(caseId)).case;
		await call("POST", `/cases/${caseId}/actions`, curator, { action: "restore", version });
		expect(await reject()).toMatchObject({ status: 409, body: { code: "case-second-review-missing" } });
	});

	test("guards an explanation apart from a rejection, and a refusal leaves the case as it is", async () => {
		const caseId = await openUrgent();
		await sql`update "case" set status = 'answered' where id = ${caseId}`.execute(desk.db);
		const close = async (outcome: string) => {
			const { version } = (await read(caseId)).case;
			return call("POST", `/cases/${caseId}/actions`, executor, { action: "close", version, outcome });
		};
		const asked = await ask(caseId, "reject", executor);
		await decide(caseId, asked.body.lane.secondReviews[0]!.id, second);
		expect(await close("explained")).toMatchObject({ status: 409, body: { code: "case-second-review-missing" } });
		const again = await ask(caseId, "explained", executor);
		const reviewId = again.body.lane.secondReviews.find(({ action }) => action === "explained")!.id;
		expect((await decide(caseId, reviewId, second, false, " ")).status).toBe(422);
		expect((await decide(caseId, reviewId, second, false, "Помогите")).status).toBe(200);
		expect((await close("explained")).status).toBe(409);
		const { rows } = await sql<{ state: string }>`select state from case_second_review
			where case_id = ${caseId} order by id`.execute(desk.db);
		expect(rows.map(({ state }) => state)).toEqual(["agreed", "refused"]);
	});

	test("is not asked for outside the lane, nor by another agency", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		expect(await ask(caseId, "reject", curator)).toMatchObject({ body: { code: "second-review-not-needed" } });
		expect((await ask(await openUrgent(), "reject", roads)).status).toBe(404);
		expect((await ask(caseId, "approve", curator)).status).toBe(400);
	});

	test("of many closings at once by one agreement one is heard", async () => {
		const caseId = await openUrgent();
		await sql`update "case" set status = 'answered' where id = ${caseId}`.execute(desk.db);
		const asked = await ask(caseId, "explained", executor);
		await decide(caseId, asked.body.lane.secondReviews[0]!.id, second);
		const { version } = (await read(caseId)).case;
		const body = { action: "close", version, outcome: "explained" };
		const closed = await Promise.all(
			[executor, colleague, curator].map((as) => call("POST", `/cases/${caseId}/actions`, as, body)),
		);
		expect(closed.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
	});
});
