import { sql } from "kysely";
import { expect, test } from "vitest";
import { approveReply } from "../src/cases/approve-reply.ts";
import { approved, desk, network, openCase, parts, publish, read, submit, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const aboutStatus = "Бригада будет сегодня до 18:00. Как семье участника СВО вам помогут вне очереди.";

/** The person wrote to the page directly before. */
async function openDialogue(caseId: number): Promise<void> {
	await sql`insert into thread (region_id, id, page_id, key, kind) values (1, 900, 1, 'dm-77', 'direct')`.execute(
		desk.db,
	);
	await sql`insert into "case" (region_id, id, thread_id, page_id, channel, author_key, status, topic_code, agency_id, excerpt,
			registered_at, clock_from, due_at, last_message_at, search)
		select 1, 9000, 900, 1, channel, author_key, 'closed', topic_code, agency_id, '', now(), now(), now(), now(), ''::tsvector
		from "case" where id = ${caseId}`.execute(desk.db);
	await sql`insert into message (region_id, page_id, thread_id, case_id, external_id, direction, author_key, text, sent_at)
		select 1, 1, 900, 9000, 'dm-77_1', 'in', author_key, 'Здравствуйте', now() from "case" where id = ${caseId}`.execute(
		desk.db,
	);
}
const keepPrivate = (caseId: number) =>
	sql`update "case" set answers_privately = true where id = ${caseId}`.execute(desk.db);

test("a marked case is answered in the dialogue with the person, and the answer stands there", async () => {
	const caseId = await openCase();
	await openDialogue(caseId);
	await keepPrivate(caseId);
	await approved(caseId);
	await publish();
	expect(network.calls.map(({ target }) => target)).toEqual([
		expect.objectContaining({ threadKey: "dm-77", threadKind: "direct", replyToExternalId: "dm-77_1" }),
	]);
	const { rows } = await sql<{ thread_id: number; case_id: number }>`select thread_id, case_id from message
		where direction = 'out'`.execute(desk.db);
	expect(rows).toEqual([{ thread_id: 900, case_id: caseId }]);
	expect((await read(caseId)).case.status).toBe("answered");
});

test("any other case is answered in its thread, whatever dialogues there are", async () => {
	const caseId = await openCase();
	await openDialogue(caseId);
	await approved(caseId);
	await publish();
	expect(network.calls[0]?.target.threadKind).toBe("comments");
});

test("where there is no dialogue a public answer says nothing of the status, not even approved before the mark", async () => {
	const caseId = await openCase();
	await keepPrivate(caseId);
	await expect(submit(caseId, aboutStatus)).rejects.toMatchObject({ code: "reply-not-for-public" });
	await sql`update "case" set answers_privately = false`.execute(desk.db);
	await sql`delete from reply where case_id = ${caseId}`.execute(desk.db);
	await submit(caseId, aboutStatus);
	await keepPrivate(caseId);
	const revision = (await read(caseId)).reply?.revision ?? 0;
	await expect(approveReply(parts(), desk.region.approver, caseId, revision)).rejects.toMatchObject({
		code: "reply-not-for-public",
	});
	await publish();
	expect(network.calls).toEqual([]);
});
