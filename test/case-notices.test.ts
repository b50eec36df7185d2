import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import type { Caller } from "../src/access/permissions.ts";
import { listNotices } from "../src/notify/reads.ts";
import { raiseCaseNotice } from "../src/notify/raise-case-notice.ts";
import type { CaseNoticeCode, CaseNoticeData } from "../src/notify/raise-case-notice.ts";
import { sendNotices } from "../src/notify/send-notices.ts";
import { body, clock, desk, ingest, network, parts, pass, read, usePageDesk, work } from "./page-desk.ts";
import { addCase, giveCaseRights } from "./case-rows.ts";

usePageDesk();

const inbox = async (staff: Caller) =>
	(await listNotices(desk.db, staff, { limit: 50 })).items.filter((one) => one.kind === "case");
const raise = (staffIds: number[], code: CaseNoticeCode, caseId: number, data: CaseNoticeData = {}) =>
	desk.db.transaction().execute((tx) => raiseCaseNotice(tx, { regionId: 1, staffIds, code, caseId, data }, clock.now));
const send = () => sendNotices(parts(), clock.now, (error) => expect(error).toBeUndefined());

let caseId = 0;
beforeEach(async () => {
	await giveCaseRights(desk.db);
	caseId = await addCase(desk.db, 1);
});

describe("notices about cases", () => {
	test("reach those who may see the case and nobody else", async () => {
		expect(await raise([1, 2, 2, 3, 4, 999], "term-half", caseId)).toBe(3);
		for (const person of [desk.region.curator, desk.region.executor, desk.region.approver])
			expect(await inbox(person)).toMatchObject([{ caseId, code: "term-half", isUrgent: false, readAt: null }]);
		expect(await inbox(desk.region.roadsExecutor)).toEqual([]);
	});

	test("an agency with a task on the case, and the one above it, may see it; who left may not", async () => {
		await sql`insert into case_task (region_id, case_id, agency_id, what, created_by) values (1, ${caseId}, 2, 'part', 1)`.execute(
			desk.db,
		);
		await sql`update staff set is_active = false where id = 3`.execute(desk.db);
		expect(await raise([3, 4], "term-half", caseId)).toBe(1);
		expect(await inbox(desk.region.roadsExecutor)).toHaveLength(1);
		await sql`update staff set is_active = true where id = 3`.execute(desk.db);
		await sql`truncate case_task cascade`.execute(desk.db);
		await sql`update agency set parent_id = 2 where id = 1`.execute(desk.db);
		expect(await raise([4], "term-near", caseId)).toBe(1);
		await sql`update agency set parent_id = null`.execute(desk.db);
	});

	test("a message says the number, the term and the place in the desk, and no word of the resident", async () => {
		await sql`update page set settings = settings || '{"sendsNotices": true}' where id = 1`.execute(desk.db);
		await sql`update staff set notice_channel = 'vk', notice_address = 'a' where id = 1`.execute(desk.db);
		await raise([1], "term-half", caseId, { clock: "answer", dueAt: "2026-03-04T13:00:00Z" });
		await raise([1], "term-over", caseId, { clock: "promise" });
		await send();
		expect(network.notified.map((one) => one.text)).toEqual([
			`Инцидент № ${caseId}: прошла половина срока (ответ жителю до 4 марта в 16:00). https://desk.example/cases/${caseId}\n\n` +
				`Инцидент № ${caseId}: срок истёк (проверка обещания). https://desk.example/cases/${caseId}`,
		]);
		pass(600);
		await sql`update staff set notice_language = 'en' where id = 1`.execute(desk.db);
		await raise([1], "term-far-over", caseId);
		await send();
		expect(network.notified[1]?.text).toMatch(/^Case \d+: the time ran out long ago/);
		await sql`update staff set notice_language = 'ru'`.execute(desk.db);
	});
});

describe("when messages go out", () => {
	beforeEach(async () => {
		await sql`update page set settings = settings || '{"sendsNotices": true}' where id = 1`.execute(desk.db);
		await sql`update staff set notice_channel = 'vk', notice_address = 'to-' || id, quiet_from = 1320, quiet_to = 480 where id in (1, 2)`.execute(
			desk.db,
		);
		await sql`truncate duty_shift`.execute(desk.db);
	});
	const sent = () => network.notified.map((one) => one.address);

	test("what is urgent goes at once, but at most one message a minute; the rest waits its ten", async () => {
		await raise([1], "term-half", caseId);
		await send();
		await raise([1], "term-over", caseId);
		pass(30);
		await send();
		expect(network.notified).toHaveLength(1);
		await raise([1], "life-danger", caseId);
		await send();
		expect(network.notified).toHaveLength(1);
		pass(31);
		await Promise.all([send(), send(), send()]);
		expect(network.notified).toHaveLength(2);
		// with everything new, the urgent first
		expect(network.notified[1]?.text).toMatch(/^Инцидент № \d+: возможна угроза жизни[^]*срок истёк/);
		await raise([1], "term-half", caseId);
		pass(120);
		await send();
		expect(network.notified).toHaveLength(2);
		pass(500);
		await send();
		expect(network.notified).toHaveLength(3);
	});

	test("a flood is one message, with the end of it told as a number", async () => {
		for (let count = 0; count < 50; count++) await raise([1], "term-half", caseId);
		await send();
		expect(network.notified).toHaveLength(1);
		expect(network.notified[0]?.text).toMatch(/И ещё 30: откройте «Отклик»\.$/);
		pass(600);
		await send();
		expect(network.notified).toHaveLength(1);
	});

	test("quiet hours hold messages back until the morning, except for who is on duty", async () => {
		// 22:30 in Moscow
		clock.now = new Date("2026-03-04T19:30:00Z");
		await raise([1, 2], "life-danger", caseId);
		await send();
		expect(sent()).toEqual([]);
		await sql`insert into duty_shift (region_id, staff_id, starts_at, ends_at, created_by)
			values (1, 1, ${new Date("2026-03-04T18:00:00Z")}, ${new Date("2026-03-05T06:00:00Z")}, 1)`.execute(desk.db);
		await send();
		expect(sent()).toEqual(["to-1"]);
		clock.now = new Date("2026-03-05T04:59:00Z");
		await send();
		expect(sent()).toEqual(["to-1"]);
		pass(60);
		await send();
		expect(sent()).toEqual(["to-1", "to-2"]);
	});

	test("who stands in for the person on duty has no quiet hours either", async () => {
		clock.now = new Date("2026-03-04T19:30:00Z");
		const night = [new Date("2026-03-04T18:00:00Z"), new Date("2026-03-05T06:00:00Z")] as const;
		await sql`insert into duty_shift (region_id, staff_id, agency_id, starts_at, ends_at, created_by)
			values (1, 3, 1, ${night[0]}, ${night[1]}, 1)`.execute(desk.db);
		await sql`insert into absence (region_id, staff_id, substitute_id, starts_at, ends_at, created_by)
			values (1, 3, 2, ${night[0]}, ${night[1]}, 1)`.execute(desk.db);
		await raise([1], "term-over", caseId);
		await send();
		await sql`truncate absence`.execute(desk.db);
		expect(sent()).toEqual(["to-2"]);
		expect(await inbox(desk.region.curator)).toHaveLength(1);
	});

	test("who wants no quiet hours has none, and the day may be quiet as well", async () => {
		clock.now = new Date("2026-03-04T19:30:00Z");
		await sql`update staff set quiet_from = null, quiet_to = null where id = 1`.execute(desk.db);
		await raise([1, 2], "term-half", caseId);
		await send();
		expect(sent()).toEqual(["to-1"]);
		await sql`update staff set quiet_from = 600, quiet_to = 840 where id = 2`.execute(desk.db);
		await send();
		expect(sent()).toEqual(["to-1", "to-2"]);
		clock.now = new Date("2026-03-05T10:00:00Z");
		await raise([2], "term-near", caseId);
		await send();
		expect(sent()).toHaveLength(2);
	});
});

test("a message in whose words there is danger is told to the curators and the agency at once", async () => {
	network.polls = [
		read(
			[
				body({ id: "1", text: "Сильный запах газа в подъезде, людям плохо" }),
				body({ id: "2", text: "Нет горячей воды" }),
			],
			"c",
		),
	];
	await work("poll");
	await ingest();
	const { rows } = await sql<{ staffId: number; code: string; cue: boolean; isUrgent: boolean }>`
		select n.staff_id as "staffId", n.code, 'gas' = any(c.cues) as cue, n.is_urgent as "isUrgent"
		from notice n join "case" c on c.id = n.case_id order by n.staff_id`.execute(desk.db);
	const told = { code: "life-danger", cue: true, isUrgent: true };
	expect(rows).toEqual([1, 2, 3].map((staffId) => ({ staffId, ...told })));
	expect(JSON.stringify(await inbox(desk.region.curator))).not.toMatch(/газ|подъезд/);
});
