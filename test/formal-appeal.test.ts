import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rotateContacts } from "../src/cases/rotate-contacts.ts";
import { SealedError } from "../src/db/sealed.ts";
import type { FormalAppealList } from "../src/http/contract-appeal.ts";
import type { CaseDetail } from "../src/http/contract-case.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { secretKey } from "./region.ts";
import { addPerson } from "./staff.ts";

let desk: Desk;
let curator: string;
let executor: string;
let roads: string;
let admin: string;
let office: string;

beforeAll(async () => {
	desk = await openDesk();
	[curator, executor, roads, admin] = (await Promise.all(
		["login-1", "login-2", "login-4", "login-5"].map((login) => desk.signIn(login)),
	)) as [string, string, string, string];
	office = await addPerson(desk, 20, null, ["case.read.region", "case.work"]);
});
afterAll(() => desk.close());

type Body = CaseDetail & { code?: string };
async function call(method: string, path: string, as: string, body?: unknown): Promise<{ status: number; body: Body }> {
	const response = await desk.call(method, `/api${path}`, { as, body });
	return { status: response.status, body: (await response.json().catch(() => ({}))) as Body };
}
const list = async (query: string, as = curator) =>
	((await call("GET", `/formal-appeals?${query}`, as)).body as unknown as FormalAppealList).items;
const messageOf = async (caseId: number) => {
	const { body } = await call("GET", `/cases/${caseId}`, curator);
	return body.messages[0]!.id;
};
const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Moscow" }).format(new Date());
const later = (day: string, days: number) => {
	const at = new Date(`${day}T00:00:00Z`);
	at.setUTCDate(at.getUTCDate() + days);
	return at.toISOString().slice(0, 10);
};
const hand = (caseId: number, ground: unknown, as = curator, version = 1) =>
	call("POST", `/cases/${caseId}/formal-appeal`, as, { version, reason: "Просит официальный ответ", ground });

describe("a hand-over to the formal procedure", () => {
	test("is made on the resident's word alone, or by law, and by no button", async () => {
		const caseId = await desk.openCase(desk.region.housing, "Хочу официальный ответ");
		const foreign = await messageOf(await desk.openCase(desk.region.housing));
		const messageId = await messageOf(caseId);
		expect(
			await call("POST", `/cases/${caseId}/actions`, curator, { action: "handOver", version: 1, reason: "x" }),
		).toMatchObject({ status: 409, body: { code: "case-transition-refused" } });
		expect((await hand(caseId, { basis: "resident-word", messageId }, executor)).status).toBe(403);
		expect(await hand(caseId, { basis: "resident-word", messageId: foreign })).toMatchObject({
			status: 422,
			body: { code: "message-unknown" },
		});
		expect((await hand(caseId, { basis: "law", article: " " })).body.code).toBe("basis-missing");
		for (const ground of [{}, { basis: "resident-word" }, { basis: "wish", messageId }, { basis: "law" }, null])
			expect((await hand(caseId, ground)).status).toBe(400);
		expect((await hand(caseId, { basis: "resident-word", messageId }, curator, 7)).body.code).toBe(
			"case-changed-meanwhile",
		);
		const done = await hand(caseId, { basis: "resident-word", messageId });
		expect(done.body.case.status).toBe("handedTo59fz");
		expect(done.body.history.at(-1)).toMatchObject({ type: "handOver", data: { basis: "resident-word", messageId } });
		const [appeal] = await list(`caseId=${caseId}`);
		expect(appeal).toMatchObject({ state: "handed", registerBy: later(today(), 3), dueOn: null, daysLeft: 3 });
	});

	test("of two at once one is made", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		const ground = { basis: "law", article: "ст. 8 59-ФЗ" };
		const made = await Promise.all([hand(caseId, ground), hand(caseId, ground)]);
		expect(made.map(({ status }) => status).sort()).toEqual([200, 409]);
		expect(await list(`caseId=${caseId}`)).toHaveLength(1);
	});

	test("runs thirty days from its registration and is on the list of those that run out", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		await hand(caseId, { basis: "law", article: "ст. 8" });
		const { id } = (await list(`caseId=${caseId}`))[0]!;
		const change = async (body: unknown, version: number, as = curator) =>
			call("POST", `/formal-appeals/${id}/changes`, as, { version, change: body });
		expect((await change({ as: "answered", on: today(), result: "Дан ответ" }, 1)).body.code).toBe("appeal-registered");
		const registered = { as: "registered", number: "А-17", on: later(today(), -28) };
		expect((await change(registered, 1, executor)).status).toBe(403);
		expect((await change(registered, 1)).status).toBe(204);
		expect((await change(registered, 1)).body.code).toBe("case-changed-meanwhile");
		expect((await change(registered, 2)).body.code).toBe("appeal-registered");
		const [appeal] = await list(`within=2&caseId=${caseId}`);
		expect(appeal).toMatchObject({
			state: "registered",
			registeredNumber: "А-17",
			dueOn: later(today(), 2),
			daysLeft: 2,
		});
		expect(await list(`within=1&caseId=${caseId}`)).toEqual([]);
		expect((await change({ as: "told", how: "reply", replyId: 12345 }, 2)).status).toBe(409);
		expect((await change({ as: "told", how: "phone" }, 2)).status).toBe(204);
		expect((await change({ as: "answered", on: today(), result: "Дан ответ" }, 3)).status).toBe(204);
		expect(await list(`caseId=${caseId}`)).toEqual([
			expect.objectContaining({ state: "answered", toldHow: "phone", daysLeft: null, endedOn: today() }),
		]);
		for (const body of [
			{ as: "registered", number: "", on: today() },
			{ as: "registered", number: "1", on: "завтра" },
			{ as: "lost" },
		])
			expect((await change(body, 4)).status).toBe(400);
	});

	test("is seen by whoever may see the case", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		await hand(caseId, { basis: "law", article: "ст. 8" });
		expect(await list(`caseId=${caseId}`, executor)).toHaveLength(1);
		expect(await list(`caseId=${caseId}`, roads)).toEqual([]);
	});

	test("has a ready text that passes the check of answers, and the region has words of its own", async () => {
		const caseId = await desk.openCase(desk.region.housing, "Мне нужен официальный ответ на бумаге");
		const { text } = (await call("GET", "/formal-appeals/text", executor)).body as unknown as { text: string };
		const checked = await call("POST", `/cases/${caseId}/reply/check`, executor, { text, kind: "question" });
		const { findings } = checked.body as unknown as { findings: { severity: string; code: string }[] };
		expect(findings.filter(({ severity }) => severity === "block")).toEqual([]);
		expect((await call("PUT", "/formal-appeals/text", executor, { text: "Своими словами" })).status).toBe(403);
		expect((await call("PUT", "/formal-appeals/text", admin, { text: " " })).status).toBe(422);
		expect((await call("PUT", "/formal-appeals/text", admin, { text: "Своими словами" })).status).toBe(204);
		expect((await call("GET", "/formal-appeals/text", executor)).body).toEqual({
			text: "Своими словами",
			isUsual: false,
		});
	});
});

describe("a contact outside the thread", () => {
	const contact = { kind: "phone", at: "2026-03-02T09:00:00.000Z", agreed: "Привезём справку в среду" };
	const reach = "+7 912 345-67-89";
	const note = (caseId: number, body: unknown, as = executor) => call("POST", `/cases/${caseId}/contacts`, as, body);

	test("keeps the number sealed, opens it by right, and says who opened it", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		const made = await note(caseId, { ...contact, reach });
		expect(made.status).toBe(201);
		const { items } = made.body as unknown as { items: { id: number; hasReach: boolean }[] };
		expect(items).toEqual([expect.objectContaining({ staffId: 2, agreed: contact.agreed, hasReach: true })]);
		const path = `/cases/${caseId}/contacts/${items[0]!.id}/reach`;
		const { rows } = await sql<{ row: string }>`select row_to_json(c)::text as row from case_contact c
			union all select row_to_json(e)::text from case_event e where case_id = ${caseId}`.execute(desk.db);
		for (const { row } of rows) expect(row).not.toContain("345-67-89");
		expect((await call("GET", path, executor)).body).toEqual({ reach });
		const views = await sql<{ what: string[] }>`select what from case_view
			where case_id = ${caseId} and staff_id = 2`.execute(desk.db);
		expect(views.rows.flatMap(({ what }) => what)).toContain("contact");
		expect((await call("GET", path, office)).status).toBe(403);
		expect((await call("GET", path, roads)).status).toBe(404);
		expect((await call("GET", `/cases/${caseId}/contacts/99999/reach`, executor)).status).toBe(404);
	});

	test("is sealed anew with another secret key, and refuses one that opens nothing", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		const { items } = (await note(caseId, { ...contact, reach })).body as unknown as { items: { id: number }[] };
		const path = `/cases/${caseId}/contacts/${items[0]!.id}/reach`;
		const fresh = randomBytes(32);
		expect(await rotateContacts(desk.db, secretKey, fresh)).toBeGreaterThan(0);
		expect(await rotateContacts(desk.db, secretKey, fresh)).toBe(0);
		expect((await call("GET", path, executor)).body.code).toBe("page-keys-sealed");
		await expect(rotateContacts(desk.db, randomBytes(32), secretKey)).rejects.toBeInstanceOf(SealedError);
		await rotateContacts(desk.db, fresh, secretKey);
		expect((await call("GET", path, executor)).body).toEqual({ reach });
	});

	test("holds no number in the open, and is written by whoever works on the case", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		for (const agreed of [`Перезвонить на ${reach}`, "Писать на anna@example.ru"])
			expect((await note(caseId, { ...contact, agreed })).body.code).toBe("personal-number-in-text");
		expect((await note(caseId, { ...contact, agreed: " " })).status).toBe(422);
		expect((await note(caseId, contact, roads)).status).toBe(404);
		expect((await note(caseId, contact, office)).status).toBe(403);
		for (const body of [
			{},
			{ ...contact, kind: "pigeon" },
			{ ...contact, at: "вчера" },
			{ ...contact, reach: "1".repeat(301) },
		])
			expect((await note(caseId, body)).status).toBe(400);
	});
});
