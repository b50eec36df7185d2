import { CompiledQuery, sql } from "kysely";
import { describe, expect, test } from "vitest";
import { notePair, openLedger } from "../bench/shift/ledger.ts";
import type { Ledger, Pair } from "../bench/shift/ledger.ts";
import { prove } from "../bench/shift/prove.ts";
import { actByPerson } from "../src/cases/act-on-case.ts";
import { saveReply } from "../src/cases/save-reply.ts";
import { submitReply } from "../src/cases/submit-reply.ts";
import { approveReply, returnReply } from "../src/cases/approve-reply.ts";
import { desk, openCase, parts, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const ask = async (text: string, values: unknown[]) =>
	(await desk.db.executeQuery(CompiledQuery.raw(text, values))).rows;
const nothing = {
	lostSaves: 0,
	lostRefusedTexts: 0,
	lostActs: 0,
	doubleSubmissions: 0,
	doubleApprovals: 0,
	doublePublications: 0,
};

/** A case that is written, handed in and approved over a network address, and what the bench would note of it. */
async function worked(): Promise<{ ledger: Ledger; caseId: number; replyId: number }> {
	const caseId = await openCase();
	const executor = { ...desk.region.executor, ip: "127.0.0.1" };
	const approver = { ...desk.region.approver, ip: "127.0.0.1" };
	const ledger = openLedger();
	const { version } = (await read(caseId)).case;
	await actByPerson(desk.db, desk.registry, executor, { caseId, version, action: "accept", given: {} });
	await saveReply(desk.db, executor, caseId, { text: "Вода будет в 17:00.", revision: null });
	const { id: replyId, revision } = (await read(caseId)).reply!;
	await saveReply(desk.db, executor, caseId, { text: "Вода будет в 18:00.", revision });
	await expect(saveReply(desk.db, executor, caseId, { text: "Воды не будет.", revision })).rejects.toThrow();
	ledger.saved.set(replyId, [
		{ basis: null, text: "Вода будет в 17:00." },
		{ basis: revision, text: "Вода будет в 18:00." },
	]);
	ledger.refused.set(`${caseId} ${executor.staffId}`, "Воды не будет.");
	await submitReply(parts(), executor, caseId, { revision: revision + 1, requestKey: "request-key" });
	ledger.submitted.add(replyId);
	await approveReply(parts(), approver, caseId, (await read(caseId)).reply!.revision);
	ledger.approved.set(replyId, 1);
	ledger.acted.set(caseId, 1);
	return { ledger, caseId, replyId };
}

describe("the proof of a shift", () => {
	test("finds everything where everything is", async () => {
		const { ledger } = await worked();
		expect(await prove(ask, ledger, 0)).toEqual(nothing);
	});

	test("a return in the shift of what was handed in before it takes no submission of the shift away", async () => {
		const caseId = await openCase();
		const approver = { ...desk.region.approver, ip: "127.0.0.1" };
		// the bench fills its desk without a network address
		const executor = { ...desk.region.executor, ip: null };
		await saveReply(desk.db, executor, caseId, { text: "Вода будет в 17:00.", revision: null });
		const before = (await read(caseId)).reply!;
		await submitReply(parts(), executor, caseId, { revision: before.revision, requestKey: "before-the-shift" });
		const handedIn = (await read(caseId)).reply!;
		await returnReply(parts(), approver, caseId, { revision: handedIn.revision, reasons: [], reason: "Во сколько?" });
		const { id: replyId, revision } = (await read(caseId)).reply!;
		const present = { ...executor, ip: "127.0.0.1" };
		await submitReply(parts(), present, caseId, { revision, requestKey: "in-the-shift" });
		const ledger = { ...openLedger(), submitted: new Set([replyId]) };
		expect(await prove(ask, ledger, 0)).toEqual(nothing);
		await sql`insert into case_event (region_id, case_id, type, actor_kind, ip, data)
			select region_id, case_id, type, actor_kind, ip, data from case_event
			where case_id = ${caseId} and type = 'submit' and ip is not null`.execute(desk.db);
		expect(await prove(ask, ledger, 0)).toEqual({ ...nothing, doubleSubmissions: 1 });
	});

	test("notices a text that is gone, and two savings on one revision", async () => {
		const { ledger, replyId } = await worked();
		const made = ledger.saved.get(replyId)!;
		ledger.saved.set(replyId, [...made, { basis: null, text: "Другое" }]);
		expect(await prove(ask, ledger, 0)).toEqual({ ...nothing, lostSaves: 1 });
		ledger.saved.set(replyId, made);
		await sql`update reply set text = 'Вода будет в 17:00.' where id = ${replyId}`.execute(desk.db);
		await sql`delete from draft_text`.execute(desk.db);
		expect(await prove(ask, ledger, 0)).toEqual({ ...nothing, lostSaves: 1, lostRefusedTexts: 1 });
	});

	test("notices an act that history does not know, and what was done twice", async () => {
		const { ledger, caseId, replyId } = await worked();
		await sql`insert into case_event (region_id, case_id, type, actor_kind, ip, data)
			select region_id, case_id, type, actor_kind, ip, data from case_event
			where case_id = ${caseId} and type in ('submit', 'approve')`.execute(desk.db);
		ledger.acted.set(caseId, 2);
		expect(await prove(ask, ledger, 1)).toEqual({
			...nothing,
			lostActs: 1,
			doubleSubmissions: 1,
			doubleApprovals: 1,
			doublePublications: 1,
		});
		expect(await prove(ask, { ...openLedger(), approved: new Map([[replyId, 2]]) }, 0)).toMatchObject({
			doubleApprovals: 1,
		});
	});
});

test.each([
	["save", [200, 409], 0],
	["save", [200, 200], 1],
	["save", [409, 409], 1],
	["save", [200, 500], 1],
	["approve", [409, 200], 0],
	["approve", [200, 200], 1],
	["act", [200, 404], 1],
	["submit", [200, 200], 0],
	["submit", [200, 409], 1],
	// a rule forbids it: both clicks are told the same
	["submit", [409, 409], 0],
	["submit", [500, 500], 1],
] as const)("two at once: %s, %j", (pair: Pair, statuses, wrong) => {
	const ledger = openLedger();
	notePair(
		ledger,
		pair,
		statuses.map((status) => ({ status, body: { code: "x" } })),
	);
	expect(ledger.pairs[pair]).toEqual({ count: 1, wrong });
});
