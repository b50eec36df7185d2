import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findUnpushed, findToPush } from "../src/notify/reads-push.ts";
import { findToSend, findUnsent } from "../src/notify/reads-sending.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let cookie: string;
const me = { regionId: 1, staffId: 2 };
const day = new Date("2026-03-02T12:00:00Z");
const pause = { usual: 600, urgent: 60 };

beforeAll(async () => {
	desk = await openDesk();
	cookie = await desk.signIn("login-2");
	await sql`update staff set quiet_from = null, quiet_to = null, notice_channel = 'vk', notice_address = '1'`.execute(
		desk.db,
	);
	await sql`insert into push_subscription (region_id, staff_id, endpoint, p256dh, auth)
		values (1, 2, 'https://push.example/2', 'x', 'y'), (1, 4, 'https://push.example/4', 'x', 'y')`.execute(desk.db);
});
afterAll(() => desk.close());
beforeEach(async () => {
	await sql`delete from notice`.execute(desk.db);
	await sql`delete from notice_choice`.execute(desk.db);
});

const choose = (kind: string, body: unknown, as: string | undefined = cookie) =>
	desk.call("PUT", `/api/me/notices/kinds/${kind}`, { as, body });
const read = async (as: string) => (await (await desk.call("GET", "/api/me/notices/kinds", { as })).json()).items;
async function raise(code: string, isUrgent = false, staffId = 2): Promise<void> {
	const caseId = await desk.openCase(1);
	await sql`insert into notice (region_id, staff_id, kind, case_id, code, data, is_urgent, created_at)
		values (1, ${staffId}, 'case', ${caseId}, ${code}, '{}', ${isUrgent}, ${day})`.execute(desk.db);
}
const raisePage = () =>
	sql`insert into notice (region_id, staff_id, kind, page_id, code, data, created_at)
		values (1, 2, 'page-health', 1, 'key', '{"state":"fail","text":""}', ${day})`.execute(desk.db);
const byMessage = () => desk.db.transaction().execute(async (tx) => (await findUnsent(tx, me, day)).map((n) => n.code));
const inBrowser = () =>
	desk.db.transaction().execute(async (tx) => (await findUnpushed(tx, me, day)).map((n) => n.code));

describe("what comes where", () => {
	test("who chose nothing gets everything both ways", async () => {
		await raise("term-half");
		await raisePage();
		expect((await byMessage()).toSorted()).toEqual(["key", "term-half"]);
		expect((await inBrowser()).toSorted()).toEqual(["key", "term-half"]);
		expect(await read(cookie)).toContainEqual({ kind: "terms", byMessage: true, inBrowser: true });
	});

	test("a kind that is off one way comes the other, and nobody else's choice changes", async () => {
		const other = await desk.signIn("login-4");
		expect((await choose("terms", { byMessage: false, inBrowser: true })).status).toBe(200);
		expect((await choose("connections", { byMessage: true, inBrowser: false })).status).toBe(200);
		await raise("term-half");
		await raise("task-given");
		await raisePage();
		expect((await byMessage()).toSorted()).toEqual(["key", "task-given"]);
		expect((await inBrowser()).toSorted()).toEqual(["task-given", "term-half"]);
		expect((await read(other)).filter((one: { byMessage: boolean }) => !one.byMessage)).toEqual([]);
	});

	test("who wants nothing that is new is not looked at, however much there is", async () => {
		await choose("terms", { byMessage: false, inBrowser: false });
		await raise("term-half");
		await raise("term-half", false, 4);
		expect((await findToSend(desk.db, day, pause)).map(({ staffId }) => staffId)).toEqual([4]);
		expect((await findToPush(desk.db, day, pause)).map(({ staffId }) => staffId)).toEqual([4]);
	});

	test("what is urgent comes whatever was chosen", async () => {
		await choose("terms", { byMessage: false, inBrowser: false });
		for (const code of ["life-danger", "term-far-over", "term-over"]) await raise(code, true);
		expect((await byMessage()).toSorted()).toEqual(["life-danger", "term-far-over", "term-over"]);
		expect(await inBrowser()).toHaveLength(3);
	});

	test("it can be chosen anew, also twice at once, and every choice is kept in the audit", async () => {
		await Promise.all([1, 2, 3, 4].map(() => choose("terms", { byMessage: false, inBrowser: false })));
		expect((await choose("terms", { byMessage: true, inBrowser: false })).status).toBe(200);
		expect((await read(cookie)).filter((one: { inBrowser: boolean }) => !one.inBrowser)).toEqual([
			{ kind: "terms", byMessage: true, inBrowser: false },
		]);
		const { rows } = await sql<{ data: unknown }>`select data from audit_event
			where type = 'notice-choice-changed' order by id desc limit 1`.execute(desk.db);
		expect(rows).toEqual([{ data: { kind: "terms", byMessage: true, inBrowser: false } }]);
	});

	test.each([
		["urgent", { byMessage: false, inBrowser: false }],
		["__proto__", { byMessage: false, inBrowser: false }],
		["terms%00", { byMessage: false, inBrowser: false }],
		["terms", { byMessage: "no", inBrowser: true }],
		["terms", { byMessage: false }],
		["terms", []],
		["terms", null],
		["terms", '{"byMessage": false, '],
	])("nonsense is refused: %s %j", async (kind, body) => {
		expect((await choose(kind, body)).status).toBe(400);
		expect(await desk.db.selectFrom("notice_choice").selectAll().execute()).toEqual([]);
	});

	test("of nobody but the signed-in person", async () => {
		const body = { byMessage: false, inBrowser: false, staffId: 4, regionId: 2 };
		expect((await choose("terms", body, "x=y")).status).toBe(401);
		expect((await choose("terms", body)).status).toBe(200);
		const rows = await desk.db.selectFrom("notice_choice").select(["region_id", "staff_id"]).execute();
		expect(rows).toEqual([{ region_id: 1, staff_id: 2 }]);
	});
});
