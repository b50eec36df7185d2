import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { housing, ministry, openAgenciesDesk, roads } from "./agencies-desk.ts";
import type { AgenciesDesk, Who } from "./agencies-desk.ts";
import type { Desk } from "./desk.ts";
import { openStream } from "./stream.ts";

let given: AgenciesDesk;
let desk: Desk;
beforeAll(async () => {
	given = await openAgenciesDesk();
	desk = given.desk;
});
afterAll(() => desk.close());

const openShared = (text?: string) => given.openShared(text);
const readers: Who[] = ["curator", "owner", "participant", "above", "stranger"];
const statusOf = async (who: Who, path: string) => (await desk.call("GET", path, { as: given.cookies[who] })).status;
const idsOf = async (who: Who, query: string): Promise<number[]> => {
	const response = await desk.call("GET", `/api/cases?${query}`, { as: given.cookies[who] });
	expect(response.status).toBe(200);
	return ((await response.json()) as { items: { id: number }[] }).items.map(({ id }) => id);
};

describe("who reads a case", () => {
	test.each<[Who, number]>([
		["curator", 200],
		["owner", 200],
		["above", 200],
		["participant", 200],
		["stranger", 404],
	])("%s is answered with %i", async (who, expected) => {
		const caseId = await openShared();
		expect(await statusOf(who, `/api/cases/${caseId}`)).toBe(expected);
		expect(await statusOf(who, `/api/cases/${caseId}/similar`)).toBe(expected);
	});

	test("an institution does not see what its ministry has", async () => {
		const caseId = await desk.openCase(ministry);
		expect(await statusOf("above", `/api/cases/${caseId}`)).toBe(200);
		expect(await statusOf("owner", `/api/cases/${caseId}`)).toBe(404);
		expect(await idsOf("owner", "view=all")).not.toContain(caseId);
	});

	test.each([
		["done", 200],
		["refused", 404],
		["cancelled", 404],
	])("whose task is %s is answered with %i", async (state, expected) => {
		const caseId = await desk.openCase(housing);
		const taskId = await given.addTask(caseId, roads);
		await sql`update case_task set state = ${state} where id = ${taskId}`.execute(desk.db);
		expect(await statusOf("participant", `/api/cases/${caseId}`)).toBe(expected);
	});

	test("a co-executor has no button of the owner and no word in the answer", async () => {
		const caseId = await openShared();
		const response = await desk.call("GET", `/api/cases/${caseId}`, { as: given.cookies.participant });
		expect(await response.json()).toMatchObject({
			allowedActions: [],
			can: { write: false, approve: false },
			case: { tasks: { done: 0, total: 1 } },
		});
	});
});

describe("who finds a case in the queue", () => {
	const queries = [
		"view=open",
		"view=open&sort=newest",
		"view=all",
		"view=all&topicCode=housing.no-water",
		"view=open&topicCode=housing.no-water",
		"view=all&groupCode=housing",
		"view=open&due=today",
		"view=all&q=редкость",
		"view=open&q=редкость",
		`view=all&agencyId=${housing}`,
	];
	test.each(queries)("%s", async (query) => {
		const [shared, alone] = [await openShared("редкость раз"), await desk.openCase(housing, "редкость два")];
		const seen = async (who: Who) =>
			(await idsOf(who, `${query}&limit=100`)).filter((id) => id === shared || id === alone).length;
		expect(await seen("curator")).toBe(2);
		expect(await seen("owner")).toBe(2);
		expect(await seen("above")).toBe(2);
		expect(await seen("participant")).toBe(1);
		expect(await seen("stranger")).toBe(0);
	});

	test.each(["view=open", "view=open&sort=newest", "view=all&topicCode=housing.no-water", "view=all&q=страница"])(
		"page by page, own and shared ones in one order: %s",
		async (query) => {
			for (const make of [
				() => openShared("страница"),
				() => desk.openCase(roads, "страница"),
				() => desk.openCase(ministry, "страница"),
			])
				for (let i = 0; i < 3; i++) await make();
			for (const who of ["participant", "above", "owner"] as const) {
				const whole = await idsOf(who, `${query}&limit=100`);
				const pages: number[] = [];
				for (let cursor = ""; pages.length <= whole.length; ) {
					const response = await desk.call("GET", `/api/cases?${query}&limit=2${cursor}`, { as: given.cookies[who] });
					const page = (await response.json()) as { items: { id: number }[]; nextCursor: string | null };
					pages.push(...page.items.map(({ id }) => id));
					if (!page.nextCursor) break;
					cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
				}
				expect(pages).toEqual(whole);
				expect(new Set(pages).size).toBe(pages.length);
			}
		},
	);

	test("counts are of what is seen", async () => {
		const open = async (who: Who) => {
			const response = await desk.call("GET", "/api/cases/counts", { as: given.cookies[who] });
			return ((await response.json()) as { views: { open: number } }).views.open;
		};
		const before = await Promise.all(readers.map(open));
		await openShared();
		const after = await Promise.all(readers.map(open));
		expect(after.map((count, index) => count - before[index]!)).toEqual([1, 1, 1, 1, 0]);
	});
});

describe("who writes", () => {
	const writes: [string, string, (version: number) => unknown][] = [
		["POST", "actions", (version) => ({ action: "accept", version })],
		[
			"POST",
			"actions",
			(version) => ({ action: "returnWrongAgency", version, reason: "not ours", suggestedAgencyId: null }),
		],
		["PUT", "topic", (version) => ({ version, topicCode: "roads.snow-on-road" })],
		["PUT", "place", (version) => ({ version, territoryCode: null })],
		["PUT", "mark", (version) => ({ version, isConfirmed: true })],
		["PUT", "reply", () => ({ text: "Здравствуйте", revision: null })],
		["POST", "reply/submit", () => ({ revision: 1, requestKey: "a-request-key" })],
		["POST", "reply/approve", () => ({ revision: 1 })],
		["POST", "reply/return", () => ({ revision: 1, reason: "again" })],
	];
	test.each(writes)("%s %s is refused to a co-executor and unknown to a stranger", async (method, path, body) => {
		const caseId = await openShared();
		const { version } = await desk.db
			.selectFrom("case")
			.select("version")
			.where("id", "=", caseId)
			.executeTakeFirstOrThrow();
		const before = await stateOf(caseId);
		const byParticipant = await desk.call(method, `/api/cases/${caseId}/${path}`, {
			as: given.cookies.participant,
			body: body(version),
		});
		expect([byParticipant.status, ((await byParticipant.json()) as { code: string }).code]).toEqual([
			403,
			"case-not-owned",
		]);
		const byStranger = await desk.call(method, `/api/cases/${caseId}/${path}`, {
			as: given.cookies.stranger,
			body: body(version),
		});
		expect(byStranger.status).toBe(404);
		expect(await stateOf(caseId)).toEqual(before);
	});

	test("the ministry works on a case of its institution", async () => {
		const caseId = await openShared();
		const body = { action: "accept", version: 1 };
		const response = await desk.call("POST", `/api/cases/${caseId}/actions`, { as: given.cookies.above, body });
		expect(response.status).toBe(200);
	});

	const stateOf = async (caseId: number) => ({
		row: await desk.db.selectFrom("case").selectAll().where("id", "=", caseId).executeTakeFirst(),
		events: await desk.db.selectFrom("case_event").select("type").where("case_id", "=", caseId).execute(),
		replies: await desk.db.selectFrom("reply").select("text").where("case_id", "=", caseId).execute(),
	});
});

describe("the live stream", () => {
	test("a co-executor hears of the case, a stranger does not, the ministry does", async () => {
		const streams = await Promise.all(
			(["participant", "stranger", "above"] as const).map((who) => openStream(desk, given.cookies[who])),
		);
		const [participant, stranger, above] = streams;
		const caseId = await openShared();
		await desk.note(caseId, housing, "accept");
		// the task came after the case's first event, which the co-executor may or may not have heard
		await expect.poll(() => participant!.changes()).toContain(`${caseId}:accept`);
		await above!.until(2);
		expect(above!.changes()).toContain(`${caseId}:accept`);
		expect(stranger!.changes()).toEqual([]);
		for (const stream of streams) stream.close();
	});
});

describe("what a screen reads again", () => {
	const rowsOf = async (who: Who, ids: string) =>
		desk.call("GET", `/api/cases/rows?ids=${ids}`, { as: given.cookies[who] });

	test("rows are those that the reader sees; the others are left out", async () => {
		const shared = await openShared();
		const foreign = await desk.openCase(ministry);
		const seen = async (who: Who) => {
			const response = await rowsOf(who, `${shared},${foreign},999999999`);
			expect(response.status).toBe(200);
			const { items } = (await response.json()) as { items: { id: number }[] };
			return items.map(({ id }) => id).toSorted((a, b) => a - b);
		};
		expect(await seen("curator")).toEqual([shared, foreign]);
		expect(await seen("above")).toEqual([shared, foreign]);
		expect(await seen("owner")).toEqual([shared]);
		expect(await seen("participant")).toEqual([shared]);
		expect(await seen("stranger")).toEqual([]);
		const [row] = ((await (await rowsOf("owner", String(shared))).json()) as { items: object[] }).items;
		const list = (await (await desk.call("GET", "/api/cases?limit=100", { as: given.cookies.owner })).json()) as {
			items: { id: number }[];
		};
		const listed = list.items.find(({ id }) => id === shared);
		expect(row).toEqual({ ...listed, timeLeft: expect.any(Object) });
	});

	test("with a filter they are those of them that the list holds", async () => {
		const open = await desk.openCase(housing);
		const closed = await desk.openCase(housing);
		await sql`update "case" set status = 'closed' where id = ${closed}`.execute(desk.db);
		for (const query of [
			"view=open",
			"view=answered",
			"view=mine",
			"view=all",
			"view=open&q=снегопад",
			"view=open&due=overdue",
		]) {
			const response = await rowsOf("owner", `${open},${closed}&${query}`);
			const { items } = (await response.json()) as { items: { id: number }[] };
			const listed = (await idsOf("owner", `${query}&limit=100`)).filter((id) => id === open || id === closed);
			expect(items.map(({ id }) => id).toSorted(), query).toEqual(listed.toSorted());
		}
	});

	test.each(["", "x", "1,", "1;2", "-1", "1e3", Array(101).fill("1").join(), "9".repeat(16)])(
		"«%s» is no list of cases",
		async (ids) => {
			expect((await rowsOf("curator", ids)).status).toBe(400);
		},
	);

	describe("counts", () => {
		beforeAll(async () => {
			await openShared();
			const open = [
				"new",
				"triage",
				"onApproval",
				"onReview",
				"rework",
				"reopened",
				"returnedWrongAgency",
				"inProgress",
			];
			for (const status of open) {
				const id = await desk.openCase(status === "triage" ? ministry : housing);
				await sql`update "case" set status = ${status}, due_at = now() - interval '1 hour' where id = ${id}`.execute(
					desk.db,
				);
			}
		});

		test.each<Who>(readers)("of a %s are the lengths of their lists", async (who) => {
			const response = await desk.call("GET", "/api/cases/counts", { as: given.cookies[who] });
			const { views, overdue } = (await response.json()) as { views: Record<string, number>; overdue: number };
			expect(Object.keys(views).toSorted()).toEqual(["approval", "mine", "new", "open", "returned"]);
			for (const [view, count] of Object.entries(views)) expect(await lengthOf(who, `view=${view}`), view).toBe(count);
			expect(await lengthOf(who, "view=open&due=overdue")).toBe(overdue);
		});
	});

	async function lengthOf(who: Who, query: string): Promise<number> {
		let length = 0;
		for (let cursor: string | null = ""; cursor !== null; ) {
			const path: string = `/api/cases?${query}&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
			const page = (await (await desk.call("GET", path, { as: given.cookies[who] })).json()) as {
				items: object[];
				nextCursor: string | null;
			};
			length += page.items.length;
			cursor = page.nextCursor;
		}
		return length;
	}
});
