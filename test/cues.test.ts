import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Arrival } from "../src/cases/batch.ts";
import { takeMessages } from "../src/cases/take-messages.ts";
import type { ThreadChange } from "../src/channels/channel.ts";
import type { CaseDetail } from "../src/http/contract-case.ts";
import type { CasePage } from "../src/http/contract-queue.ts";
import { readRegistry } from "../src/registry/reads.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let curator: string;
let executor: string;
let roads: string;
/** reads the cases of the housing agency and approves answers; neither triages nor works on a case */
let approver: string;

beforeAll(async () => {
	desk = await openDesk();
	await sql`insert into role (region_id, code, title_ru, title_en, permissions)
		values (1, 'approver', 'Согласующий', 'Approver', ${["case.read.agency", "reply.approve"]})`.execute(desk.db);
	await sql`update staff_role set role_code = 'approver' where staff_id = 3`.execute(desk.db);
	[curator, executor, approver, roads] = (await Promise.all(
		["login-1", "login-2", "login-3", "login-4"].map((login) => desk.signIn(login)),
	)) as [string, string, string, string];
});
afterAll(() => desk.close());

const family = "Муж на СВО, дома трое детей. В подъезде пахнет газом";

async function read(caseId: number, as: string): Promise<CaseDetail> {
	const response = await desk.call("GET", `/api/cases/${caseId}`, { as });
	expect(response.status).toBe(200);
	return (await response.json()) as CaseDetail;
}

/** The executor has taken the case. */
async function openTaken(text: string): Promise<number> {
	const caseId = await desk.openCase(desk.region.housing, text);
	await sql`update "case" set assignee_id = 2 where id = ${caseId}`.execute(desk.db);
	return caseId;
}

async function mark(caseId: number, as: string, body: unknown) {
	const response = await desk.call("PUT", `/api/cases/${caseId}/mark`, { as, body });
	return { status: response.status, body: (await response.json()) as CaseDetail & { code?: string } };
}

describe("cues on the case", () => {
	test("name the words, the message and the place in it", async () => {
		const { cues, messages } = await read(await desk.openCase(desk.region.housing, family), curator);
		expect(cues.map(({ code, quote }) => [code, quote])).toEqual([
			["military-family", "Муж на СВО"],
			["gas", "пахнет газом"],
		]);
		for (const { messageId, start, end, quote } of cues)
			expect(messages.find(({ id }) => id === messageId)?.text.slice(start, end)).toBe(quote);
	});

	test("come from the resident's standing messages alone", async () => {
		const caseId = await desk.openCase(desk.region.housing, "Нет воды");
		const say = (id: string, direction: string, text: string, deleted: boolean) =>
			sql`insert into message (region_id, page_id, thread_id, case_id, external_id, direction, author_key, text, sent_at, deleted_at)
				select 1, page_id, thread_id, id, ${id}, ${direction}, 'user:1', ${text}, now(), case when ${deleted} then now() end
				from "case" where id = ${caseId}`.execute(desk.db);
		await say("own", "out", "Пахнет газом: что делать", false);
		await say("gone", "in", "пахнет газом", true);
		expect((await read(caseId, curator)).cues).toEqual([]);
		await say("there", "in", "батареи ледяные, мёрзнем", false);
		expect((await read(caseId, curator)).cues.map(({ code }) => code)).toEqual(["cold-home"]);
	});
});

describe("the hidden mark", () => {
	test("is proposed, confirmed, refused and confirmed again, each in the history", async () => {
		const caseId = await openTaken(family);
		const before = await read(caseId, executor);
		expect(before.mark).toEqual({ state: "proposed" });
		let { version } = before.case;
		for (const [isConfirmed, state] of [
			[true, "confirmed"],
			[false, "refused"],
			[true, "confirmed"],
		] as const) {
			const { status, body } = await mark(caseId, executor, { version, isConfirmed });
			expect(status).toBe(200);
			expect(body.mark).toEqual({ state });
			expect(body.case.version).toBeGreaterThan(version);
			version = body.case.version;
		}
		const { history } = await read(caseId, curator);
		expect(history.filter(({ type }) => type === "noted").map(({ data, actor }) => [actor.name, data])).toEqual([
			["Person 2", { kind: "military-family", from: null, state: "confirmed" }],
			["Person 2", { kind: "military-family", from: "confirmed", state: "refused" }],
			["Person 2", { kind: "military-family", from: "refused", state: "confirmed" }],
		]);
		const { rows } = await sql`select state, staff_id from case_mark where case_id = ${caseId}`.execute(desk.db);
		expect(rows).toEqual([{ state: "confirmed", staff_id: 2 }]);
	});

	test("said once more changes nothing", async () => {
		const caseId = await desk.openCase(desk.region.housing, family);
		const { body } = await mark(caseId, curator, { version: 1, isConfirmed: true });
		const again = await mark(caseId, curator, { version: body.case.version, isConfirmed: true });
		expect(again.body.case.version).toBe(body.case.version);
		expect(again.body.history).toEqual(body.history);
	});

	test("may be given where no word proposed it", async () => {
		const caseId = await desk.openCase(desk.region.housing, "Нет воды");
		expect((await read(caseId, curator)).mark).toEqual({ state: null });
		const { body } = await mark(caseId, curator, { version: 1, isConfirmed: true });
		expect(body.mark).toEqual({ state: "confirmed" });
	});

	test("of two people who looked at the same version only one is heard", async () => {
		const caseId = await openTaken(family);
		const said = await Promise.all([
			mark(caseId, curator, { version: 1, isConfirmed: true }),
			mark(caseId, executor, { version: 1, isConfirmed: false }),
		]);
		expect(said.map(({ status }) => status).sort()).toEqual([200, 409]);
		expect(said.find(({ status }) => status === 409)?.body.code).toBe("case-changed-meanwhile");
		expect((await read(caseId, curator)).history.filter(({ type }) => type === "noted")).toHaveLength(1);
	});

	test.each<[string, () => string, number]>([
		["another agency", () => roads, 404],
		["who neither triages nor works", () => approver, 403],
		["nobody signed in", () => "", 401],
	])("is refused to %s", async (_who, as, status) => {
		const caseId = await desk.openCase(desk.region.housing, family);
		expect((await mark(caseId, as(), { version: 1, isConfirmed: true })).status).toBe(status);
		expect((await read(caseId, curator)).mark).toEqual({ state: "proposed" });
	});

	test.each([{}, { version: 1 }, { version: "1", isConfirmed: true }, { version: 1, isConfirmed: "yes" }, [], null])(
		"refuses %j",
		async (body) => {
			const caseId = await desk.openCase(desk.region.housing, family);
			expect((await mark(caseId, curator, body)).status).toBe(400);
		},
	);

	test("is in nothing that others read", async () => {
		const caseId = await desk.openCase(desk.region.housing, family);
		await mark(caseId, curator, { version: 1, isConfirmed: true });
		const detail = await read(caseId, approver);
		expect(detail.cues.map(({ code }) => code)).toEqual(["gas"]);
		expect(detail.mark).toEqual({ state: null });
		expect(detail.history.map(({ type }) => type)).toEqual(["opened", "priorityChanged"]);
		const list = await (await desk.call("GET", "/api/cases?limit=100", { as: approver })).text();
		for (const text of [JSON.stringify(detail), list]) expect(text).not.toMatch(/military|confirmed|noted/);
		const { rows } = await sql<{ type: string }>`select type from case_event where case_id = ${caseId}`.execute(
			desk.db,
		);
		expect(rows.map(({ type }) => type)).toEqual(["opened", "noted", "priorityChanged"]);
	});

	test("cannot be kept among the cues of a row", async () => {
		const caseId = await desk.openCase(desk.region.housing, family);
		const keep = sql`update "case" set cues = array['military-family'] where id = ${caseId}`.execute(desk.db);
		await expect(keep).rejects.toThrow(/case_cues_check/);
	});
});

describe("cues of a row", () => {
	let sent = 0;
	const message = (id: string, text: string) => ({
		externalId: id,
		threadKey: `cues-${id.split("-")[0]}`,
		threadKind: "comments" as const,
		direction: "in" as const,
		authorKey: "user:77",
		text,
		attachments: [],
		sentAt: new Date(Date.now() - 60_000),
	});
	const arrive = async (...changes: ThreadChange[]) => {
		const registry = await readRegistry(desk.db, 1);
		const arrivals = changes.map((change): Arrival => {
			const receivedAt = new Date();
			return { pageId: 1, channel: "vk", deliveryId: ++sent, receivedAt, change, isOurs: false };
		});
		const nothing = { topics: [], places: [], agencies: [], address: null, latitude: null, modelId: 0 };
		await desk.db.transaction().execute((tx) =>
			takeMessages(tx, registry, arrivals, () => ({
				...nothing,
				topicCode: null,
				topicConfidence: 0,
				territoryCode: null,
				longitude: null,
				agencyId: desk.region.housing,
				agencyReason: "page",
				isSure: false,
			})),
		);
	};
	const cuesOf = async (key: string) => {
		const { rows } = await sql<{ cues: string[] }>`select c.cues from "case" c
			join thread t on t.region_id = c.region_id and t.id = c.thread_id where t.key = ${`cues-${key}`}`.execute(
			desk.db,
		);
		return rows.map(({ cues }) => cues);
	};

	test("are what the first message tells of danger, and nothing else", async () => {
		await arrive({ kind: "message", message: message("a-1", `${family}. Когда приедете? Спасибо`) });
		await arrive({ kind: "message", message: message("b-1", "Когда уберут снег?") });
		expect(await cuesOf("a")).toEqual([["gas"]]);
		expect(await cuesOf("b")).toEqual([[]]);
	});

	test("grow with later messages", async () => {
		await arrive(
			{ kind: "message", message: message("c-1", "пахнет газом") },
			{ kind: "message", message: message("c-2", "батареи ледяные, мёрзнем, и опять пахнет газом") },
		);
		expect(await cuesOf("c")).toEqual([["cold-home", "gas"]]);
	});

	test("follow an edit, a deletion and a restoration", async () => {
		await arrive({ kind: "message", message: message("d-1", "пахнет газом") });
		const edited = message("d-1", "уже не пахнет, а вот щиток искрит");
		await arrive({ kind: "edit", message: edited, editedAt: new Date() });
		expect(await cuesOf("d")).toEqual([["danger"]]);
		await arrive({ kind: "delete", externalId: "d-1", threadKey: "cues-d", deletedAt: new Date() });
		expect(await cuesOf("d")).toEqual([[]]);
		await arrive({ kind: "restore", message: edited });
		expect(await cuesOf("d")).toEqual([["danger"]]);
	});

	test("are shown in the queue, and it is filtered by one", async () => {
		await arrive({ kind: "message", message: message("e-1", "я вас убью, и пахнет газом") });
		const list = async (query: string) => {
			const response = await desk.call("GET", `/api/cases?limit=100&${query}`, { as: curator });
			return ((await response.json()) as CasePage).items.map(({ cues }) => cues);
		};
		expect(await list("cue=threat")).toEqual([["gas", "threat"]]);
		expect((await list("cue=gas")).length).toBeGreaterThan(1);
		expect(await list("cue=military-family")).toEqual([]);
		expect(await list(`cue=${encodeURIComponent("gas'}--")}`)).toEqual([]);
	});
});
