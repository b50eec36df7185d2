import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { printBacklog, wakePrinting } from "../src/cases/print-backlog.ts";
import { found, lamps, say, similar } from "./residents.ts";
import { desk, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

test("hostile texts are kept and compared like any other", async () => {
	const texts = [
		"я".repeat(16_384),
		"снег ".repeat(3_000),
		"a@".repeat(8_000),
		"'; drop table text_print; -- {1,2} \\ %s $1",
		"[id1|".repeat(2_000),
		"\ud800 дорога \u0000 снег \u202e лёд",
		"👨‍👩‍👧‍👦".repeat(500),
		"",
	];
	const said = [];
	for (const [index, text] of texts.entries())
		said.push(await say(text, 1 + index, 60), await say(text, 100 + index, 61));
	for (const { caseId } of said) expect((await similar(caseId)).items.length).toBeLessThanOrEqual(20);
	expect(await found(said[7 * 2]!.caseId)).toEqual({});
	expect(await found(said[3 * 2]!.caseId)).toEqual({ [said[3 * 2 + 1]!.caseId]: ["same-text"] });
});

describe("messages that came before prints were taken", () => {
	const prints = async () => (await sql`select band, message_id from text_print order by 1, 2`.execute(desk.db)).rows;

	test("get theirs by a job, which is then over", async () => {
		const own = await say(lamps, 1);
		const other = await say(lamps, 2);
		await say("Спасибо", 3);
		const taken = await prints();
		await sql`delete from text_print`.execute(desk.db);
		await sql`insert into text_print_backlog select region_id, id from message`.execute(desk.db);
		// as many as several batches, most of them too short for a print
		await sql`insert into message (region_id, page_id, thread_id, case_id, external_id, direction, author_key, text, sent_at)
			select region_id, page_id, thread_id, case_id, 'old' || n, 'in', author_key, 'Спасибо', sent_at
			from message, generate_series(1, 450) n where case_id = ${own.caseId}`.execute(desk.db);
		await sql`insert into text_print_backlog select region_id, id from message where external_id like 'old%'`.execute(
			desk.db,
		);
		expect(await found(own.caseId)).toEqual({});
		expect(await wakePrinting(desk.db, desk.enqueue)).toBe(true);
		await Promise.all([printBacklog(desk.db), printBacklog(desk.db)]);
		expect(await prints()).toEqual(taken);
		expect(await found(own.caseId)).toEqual({ [other.caseId]: ["same-text"] });
		expect(await wakePrinting(desk.db, desk.enqueue)).toBe(false);
	});

	test("that were changed or taken meanwhile keep the print they have", async () => {
		const own = await say(lamps, 1);
		const taken = await prints();
		await sql`insert into text_print_backlog select region_id, id from message`.execute(desk.db);
		await sql`insert into text_print_backlog values (1, 999999)`.execute(desk.db);
		await printBacklog(desk.db);
		expect(await prints()).toEqual(taken);
		expect(own.caseId).toBeGreaterThan(0);
	});
});
