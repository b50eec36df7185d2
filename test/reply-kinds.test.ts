import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { actByPerson } from "../src/cases/act-on-case.ts";
import { saveReply } from "../src/cases/save-reply.ts";
import { comment, vkBody } from "./region.ts";
import {
	aMonday,
	aPromise,
	inDays,
	promisesOf,
	publishAs,
	replyText as text,
	sorryText,
	statusOf,
} from "./reply-of-kind.ts";
import { deliver, desk, network, openCase, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

describe("an interim answer", () => {
	test("says who does what by which day, and the case goes on from it", async () => {
		const caseId = await openCase();
		const given = aPromise();
		await publishAs(caseId, "interim", given);
		const after = await read(caseId);
		expect(after.case.status).toBe("interimPublished");
		expect(after.case.isOpen).toBe(true);
		expect(after.earlierReplies[0]).toMatchObject({ kind: "interim", promise: { ...given, state: "open" } });
		expect(after.history.map(({ type }) => type)).toContain("promiseMade");
		await publishAs(caseId, "final");
		expect(await statusOf(caseId)).toBe("answered");
		expect((await read(caseId)).history.map(({ type }) => type)).toContain("continueWork");
	});

	test.each([
		["no promise", null, "promise-missing"],
		["a day that is over", { ...aPromise(), dueOn: inDays(-2) }, "promise-past"],
		["a day years ahead", { ...aPromise(), dueOn: inDays(800) }, "promise-far"],
	])("is refused with %s", async (_name, promised, code) => {
		const caseId = await openCase();
		await expect(publishAs(caseId, "interim", promised)).rejects.toMatchObject({
			code: "reply-checks-failed",
			details: { findings: [expect.objectContaining({ code, severity: "block" })] },
		});
		expect(await statusOf(caseId)).toBe("assigned");
		expect(network.calls).toEqual([]);
	});

	test("promised for a day off, goes to the next working day and says so", async () => {
		const caseId = await openCase();
		const sunday = inDays(20 + ((8 - new Date().getUTCDay()) % 7));
		await publishAs(caseId, "interim", { ...aPromise(), dueOn: sunday });
		expect((await read(caseId)).earlierReplies[0]?.promise).toMatchObject({ dueOn: aMonday(), askedOn: sunday });
	});

	test("with a new day takes the place of the one before, and apologises", async () => {
		const caseId = await openCase();
		await publishAs(caseId, "interim", aPromise());
		await expect(publishAs(caseId, "interim", aPromise())).rejects.toMatchObject({
			details: { findings: [expect.objectContaining({ code: "promise-no-apology" })] },
		});
		await publishAs(caseId, "interim", aPromise(aMonday(1)), sorryText);
		const [first, second] = await promisesOf(caseId);
		expect([first, second]).toMatchObject([
			{ state: "moved", next_id: second?.id },
			{ state: "open", next_id: null },
		]);
	});

	test("that the network refused keeps its promise in the new draft", async () => {
		const caseId = await openCase();
		network.outcomes.push({ kind: "not-sent", class: "content", code: "1", text: "refused" });
		await publishAs(caseId, "interim", aPromise());
		const after = await read(caseId);
		expect(after.case.status).toBe("rework");
		expect(after.reply).toMatchObject({ kind: "interim", promise: { ...aPromise(), state: "waiting" } });
		expect(await promisesOf(caseId)).toHaveLength(1);
	});

	test("can be put off until its day, and nothing without a day can", async () => {
		const caseId = await openCase();
		await publishAs(caseId, "interim", aPromise());
		await sql`update promise set state = 'cancelled'`.execute(desk.db);
		const order = async () => ({
			caseId,
			version: (await read(caseId)).case.version,
			action: "defer" as const,
			given: {},
		});
		await expect(actByPerson(desk.db, desk.registry, desk.region.executor, await order())).rejects.toMatchObject({
			code: "promise-missing",
		});
		await sql`update promise set state = 'open'`.execute(desk.db);
		await actByPerson(desk.db, desk.registry, desk.region.executor, await order());
		expect(await statusOf(caseId)).toBe("deferred");
		await publishAs(caseId, "final");
		expect(await statusOf(caseId)).toBe("answered");
	});

	test("changes count as changes of the draft: nobody approves another promise than they read", async () => {
		const caseId = await openCase();
		const { executor } = desk.region;
		await saveReply(desk.db, executor, caseId, { text, revision: null, kind: "interim", promise: aPromise() });
		const before = (await read(caseId)).reply?.revision ?? 0;
		const same = { text, revision: before, kind: "interim" as const, promise: aPromise() };
		await saveReply(desk.db, executor, caseId, same);
		expect((await read(caseId)).reply?.revision).toBe(before);
		await saveReply(desk.db, executor, caseId, { ...same, promise: { ...aPromise(), what: "Даст воду" } });
		expect((await read(caseId)).reply?.revision).toBe(before + 1);
		await expect(saveReply(desk.db, executor, caseId, { ...same, kind: "final" })).rejects.toMatchObject({
			code: "reply-changed-meanwhile",
		});
		await saveReply(desk.db, executor, caseId, { text, revision: before + 1, kind: "question" });
		expect((await read(caseId)).reply).toMatchObject({ kind: "question", promise: null });
	});
});

describe("a question", () => {
	test("waits for the resident, whose words bring the case back into work", async () => {
		const caseId = await openCase();
		await publishAs(caseId, "question");
		expect(await statusOf(caseId)).toBe("awaitingCitizen");
		await deliver(vkBody(desk.region, "wall_reply_new", comment(desk.region, 2, { from_id: 1001, text: "Лесная, 5" })));
		expect(await statusOf(caseId)).toBe("inProgress");
	});

	test("that stays without words may be followed by an answer all the same, and the clock goes on", async () => {
		const caseId = await openCase();
		await publishAs(caseId, "question");
		const { case: row, allowedActions } = await read(caseId);
		expect(allowedActions).toContain("continueWork");
		await actByPerson(desk.db, desk.registry, desk.region.executor, {
			caseId,
			version: row.version,
			action: "continueWork",
			given: {},
		});
		const after = (await read(caseId)).case;
		expect([row.timeLeft?.isRunning, after.status]).toEqual([false, "inProgress"]);
		const { paused_at: pausedAt } = await desk.db
			.selectFrom("case_clock")
			.select("paused_at")
			.where("case_id", "=", caseId)
			.where("kind", "=", "answer")
			.executeTakeFirstOrThrow();
		expect(pausedAt).toBeNull();
		await publishAs(caseId, "final");
		expect(await statusOf(caseId)).toBe("answered");
	});
});
