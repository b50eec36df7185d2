import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseDetail } from "../src/http/contract-case.ts";
import type { HidingCounts, HidingList } from "../src/http/contract-hiding.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { addPerson } from "./staff.ts";

let desk: Desk;
let curator: string;
let executor: string;
let roads: string;
let second: string;
let third: string;

beforeAll(async () => {
	desk = await openDesk();
	[curator, executor, roads, second] = (await Promise.all(
		["login-1", "login-2", "login-4", "login-5"].map((login) => desk.signIn(login)),
	)) as [string, string, string, string];
	third = await addPerson(desk, 20, null, ["case.read.region", "case.triage", "personal.read"]);
});
afterAll(() => desk.close());

async function call<T = HidingList>(method: string, path: string, as: string, body?: unknown) {
	const response = await desk.call(method, `/api${path}`, { as, body });
	const text = await response.text();
	return { status: response.status, body: (text ? JSON.parse(text) : {}) as T & { code?: string } };
}

async function openComment(text: string): Promise<{ caseId: number; messageId: number }> {
	const caseId = await desk.openCase(desk.region.housing, text);
	const { body } = await call<CaseDetail>("GET", `/cases/${caseId}`, curator);
	return { caseId, messageId: body.messages[0]!.id };
}
const threat = "Я вас убью, если не почините";
const propose = (caseId: number, messageId: number, ground: string, as = executor) =>
	call("POST", `/cases/${caseId}/hidings`, as, { messageId, ground });
const step = (id: number, version: number, as: string, given: unknown) =>
	call("POST", `/hidings/${id}/steps`, as, { version, step: given });

describe("hiding a comment", () => {
	test.each(["Чиновники бездельники, позор, в отставку всех", "Вы врёте уже третий год", "жопа, а не дорога"])(
		"is no answer to criticism: %s",
		async (text) => {
			const { caseId, messageId } = await openComment(text);
			for (const ground of ["obscene", "threat"])
				expect(await propose(caseId, messageId, ground)).toMatchObject({
					status: 422,
					body: { code: "hiding-ground-missing" },
				});
			expect((await propose(caseId, messageId, "criticism")).status).toBe(400);
		},
	);

	test("needs a second person, is done by hand, and a third one decides on the resident's appeal", async () => {
		const { caseId, messageId } = await openComment(threat);
		expect((await propose(caseId, messageId, "obscene")).status).toBe(422);
		expect((await propose(caseId, messageId, "threat", roads)).status).toBe(404);
		const made = await propose(caseId, messageId, "threat");
		expect(made.status).toBe(201);
		const { id } = made.body.items[0]!;
		expect(made.body.items[0]).toMatchObject({ snapshot: threat, state: "proposed", proposedBy: 2 });
		expect(threat).toContain(made.body.items[0]!.quote);
		expect((await propose(caseId, messageId, "threat", curator)).body.code).toBe("hiding-not-open");
		expect((await step(id, 1, executor, { as: "agree" })).status).toBe(403);
		expect((await step(id, 1, curator, { as: "hidden" })).body.code).toBe("hiding-not-open");
		expect((await step(id, 1, curator, { as: "refuse", reason: " " })).status).toBe(422);
		const agreed = await Promise.all([curator, second].map((as) => step(id, 1, as, { as: "agree" })));
		expect(agreed.map(({ status }) => status).sort()).toEqual([204, 409]);
		expect((await step(id, 2, executor, { as: "hidden" })).status).toBe(204);
		expect((await step(id, 3, executor, { as: "appeal", words: "" })).status).toBe(422);
		expect((await step(id, 3, executor, { as: "appeal", words: "Это была шутка" })).status).toBe(204);
		expect((await step(id, 4, executor, { as: "grant", reason: "x" })).status).toBe(403);
		const [row] = (await call("GET", `/hidings?caseId=${caseId}&appeal=waiting`, curator)).body.items;
		const decider = row!.decidedBy === 1 ? curator : second;
		expect((await step(id, 4, decider, { as: "grant", reason: "x" })).body.code).toBe("second-person-needed");
		expect((await step(id, 4, third, { as: "grant", reason: "Шутка" })).status).toBe(204);
		expect((await step(id, 5, third, { as: "uphold", reason: "x" })).body.code).toBe("hiding-not-open");
		const { body } = await call("GET", `/hidings?caseId=${caseId}`, executor);
		expect(body.items).toEqual([
			expect.objectContaining({
				state: "restored",
				appealState: "granted",
				snapshot: threat,
				appeal: "Это была шутка",
			}),
		]);
		const { history } = (await call<CaseDetail>("GET", `/cases/${caseId}`, curator)).body;
		expect(history.map(({ type }) => type).slice(1)).toEqual([
			"hidingProposed",
			"hidingDecided",
			"hidingDecided",
			"hidingAppealed",
			"hidingDecided",
		]);
		expect(JSON.stringify(history)).not.toMatch(/убью|шутка/);
	});

	test("nobody decides on what they proposed; another agency sees nothing; all of it is counted", async () => {
		const { caseId, messageId } = await openComment(threat);
		const { id } = (await propose(caseId, messageId, "threat", curator)).body.items[0]!;
		expect((await step(id, 1, curator, { as: "agree" })).body.code).toBe("second-person-needed");
		expect((await step(id, 1, second, { as: "refuse", reason: "Преувеличение" })).status).toBe(204);
		expect((await propose(caseId, messageId, "threat", curator)).status).toBe(201);
		expect((await call("GET", `/hidings?caseId=${caseId}`, roads)).body.items).toEqual([]);
		expect((await step(id, 2, roads, { as: "hidden" })).status).toBe(404);
		const span = `from=${new Date(Date.now() - 3_600_000).toISOString()}&to=${new Date(Date.now() + 3_600_000).toISOString()}`;
		const counts = await call<HidingCounts>("GET", `/hidings/counts?${span}`, curator);
		expect(counts.body.items).toEqual([
			{ pageId: 1, ground: "threat", proposed: 3, refused: 1, agreed: 1, appealed: 1, restored: 1 },
		]);
		for (const given of [{ as: "delete" }, { as: "grant" }, {}, null])
			expect((await step(id, 2, curator, given)).status).toBe(400);
		expect((await call("GET", "/hidings/counts?from=x&to=y", curator)).status).toBe(400);
	});
});
