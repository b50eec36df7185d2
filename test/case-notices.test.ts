import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import type { Caller } from "../src/access/permissions.ts";
import { listNotices } from "../src/notify/reads.ts";
import { raiseCaseNotice } from "../src/notify/raise-case-notice.ts";
import type { CaseNoticeCode, CaseNoticeData } from "../src/notify/raise-case-notice.ts";
import { sendNotices } from "../src/notify/send-notices.ts";
import { clock, desk, network, parts, pass, usePageDesk } from "./page-desk.ts";
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
