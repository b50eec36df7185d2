import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { health, housing, openAgenciesDesk, roads } from "./agencies-desk.ts";
import type { AgenciesDesk, Row, Who } from "./agencies-desk.ts";

let given: AgenciesDesk;
beforeAll(async () => {
	given = await openAgenciesDesk();
});
afterAll(() => given.desk.close());

let keys = 0;
const isRefused = (code: string, status: number) => ({ status, body: { code } });
const giveTask = (who: Who, caseId: number, change: Record<string, unknown> = {}) =>
	given.ask(who, "POST", `/api/cases/${caseId}/tasks`, {
		...{ agencyId: roads, what: "Сказать, когда засыплют яму", requestKey: `request-${++keys}` },
		...change,
	});
const tasksOf = async (who: Who, caseId: number): Promise<Row[]> =>
	(await given.ask(who, "GET", `/api/cases/${caseId}/tasks`)).body.items;
const onTask = (who: Who, caseId: number, task: Row, what: string, order: Record<string, unknown>) =>
	given.ask(who, what === "part" ? "PUT" : "POST", `/api/cases/${caseId}/tasks/${task.id}/${what}`, {
		version: task.version,
		...order,
	});
const clockOf = async (taskId: number) =>
	given.desk.db
		.selectFrom("case_clock")
		.select(["kind", "agency_id", "end_state", "minutes"])
		.where("task_id", "=", taskId)
		.executeTakeFirstOrThrow();
const told = async (caseId: number, code: string) => {
	const { rows } = await sql<{ staff_id: number }>`select staff_id from notice
		where case_id = ${caseId} and code = ${code} order by staff_id`.execute(given.desk.db);
	return rows.map(({ staff_id }) => staff_id);
};

async function openTask(change: Record<string, unknown> = {}): Promise<{ caseId: number; task: Row }> {
	const caseId = await given.desk.openCase(housing);
	const { body } = await giveTask("owner", caseId, change);
	return { caseId, task: body.items[0]! };
}

describe("a part of a case", () => {
	test("is given with its own clock; the other agency sees the case and is told, the owner stays alone in public", async () => {
		const caseId = await given.desk.openCase(housing);
		expect((await given.ask("participant", "GET", `/api/cases/${caseId}`)).status).toBe(404);
		const { body } = await giveTask("owner", caseId, { minutes: 120 });
		expect(body.items).toMatchObject([{ agencyId: roads, state: "open", part: null, canDo: false, version: 1 }]);
		expect(await clockOf(body.items[0]!.id)).toMatchObject({
			kind: "task",
			agency_id: roads,
			end_state: null,
			minutes: 120,
		});
		const seen = await given.ask("participant", "GET", `/api/cases/${caseId}`);
		expect(seen.body).toMatchObject({ case: { agencyId: housing, tasks: { done: 0, total: 1 } }, allowedActions: [] });
		expect(await tasksOf("participant", caseId)).toMatchObject([{ canDo: true }]);
		expect(await told(caseId, "task-given")).toEqual([4, 8]);
	});

	test("goes to the owner when it is done, and how far all are stands in the queue", async () => {
		const { caseId, task } = await openTask();
		await giveTask("owner", caseId, { agencyId: health });
		const kept = await onTask("participant", caseId, task, "part", { part: "Засыплем" });
		const version = kept.body.items.find(({ id }) => id === task.id)!.version;
		await onTask("participant", caseId, { ...task, version }, "done", { part: "Яму засыпали 3 декабря." });
		expect(await tasksOf("owner", caseId)).toMatchObject([
			{ state: "done", part: "Яму засыпали 3 декабря.", endedByName: "Person 4" },
			{ state: "open" },
		]);
		expect((await clockOf(task.id)).end_state).toBe("met");
		expect(await told(caseId, "task-done")).toEqual([2, 3]);
		const { body } = await given.ask("owner", "GET", "/api/cases?view=open&limit=100");
		expect(body.items.find(({ id }) => id === caseId)).toMatchObject({ tasks: { done: 1, total: 2 } });
	});

	test("of another co-executor shows what it is, not what it says", async () => {
		const { caseId, task } = await openTask();
		await giveTask("owner", caseId, { agencyId: health });
		await onTask("participant", caseId, task, "done", { part: "Тайна дорожников" });
		const [first, second] = await tasksOf("stranger", caseId);
		expect(first).toMatchObject({ state: "done", part: null, endedByName: null, canDo: false });
		expect(second).toMatchObject({ canDo: true });
		expect((await given.ask("stranger", "GET", `/api/cases/${caseId}/parts`)).body.code).toBe("case-not-owned");
	});

	test("stands in the list of the agency that has to do it, and of no other, until it is done", async () => {
		const { caseId, task } = await openTask({ minutes: 60 });
		const listed = async (who: Who) => {
			const { body } = await given.ask(who, "GET", "/api/tasks");
			return body.items.filter((one: Row) => one.caseId === caseId);
		};
		expect(await listed("participant")).toMatchObject([{ id: task.id, agencyId: roads, what: task.what }]);
		expect(await listed("owner")).toEqual([]);
		expect(await listed("curator")).toEqual([]);
		await onTask("participant", caseId, task, "done", { part: "Засыпали сегодня" });
		expect(await listed("participant")).toEqual([]);
	});

	test("that is refused goes to the owner and the curators, and the agency takes part no more", async () => {
		const { caseId, task } = await openTask();
		expect((await onTask("participant", caseId, task, "refuse", { reason: "не наша дорога" })).status).toBe(204);
		expect((await given.ask("participant", "GET", `/api/cases/${caseId}`)).status).toBe(404);
		expect(await tasksOf("owner", caseId)).toMatchObject([{ state: "refused", reason: "не наша дорога" }]);
		expect(await told(caseId, "task-refused")).toEqual([1, 2, 3, 5]);
		expect((await clockOf(task.id)).end_state).toBe("cancelled");
	});

	test("is cancelled by the owner alone", async () => {
		const { caseId, task } = await openTask();
		const byOther = await onTask("participant", caseId, task, "cancel", { reason: "не нужно" });
		expect(byOther).toMatchObject(isRefused("case-not-owned", 403));
		expect((await onTask("owner", caseId, task, "cancel", { reason: "не нужно" })).body.items).toMatchObject([
			{ state: "cancelled" },
		]);
		expect(await onTask("owner", caseId, task, "cancel", { reason: "ещё" })).toMatchObject(
			isRefused("task-ended", 409),
		);
	});

	test("ends with the case", async () => {
		const { caseId, task } = await openTask();
		await given.act("curator", caseId, "triage");
		expect((await given.act("curator", caseId, "reject", { reason: "спам" })).status).toBe(200);
		expect(await tasksOf("owner", caseId)).toMatchObject([{ state: "cancelled" }]);
		expect((await clockOf(task.id)).end_state).toBe("cancelled");
	});

	test.each<[string, Who, Record<string, unknown>, string, number]>([
		["to who answers the case", "owner", { agencyId: housing }, "agency-owns-case", 422],
		["to nobody", "owner", { agencyId: undefined }, "agency-missing", 422],
		["to two at once", "owner", { outsidePartyId: 1 }, "agency-missing", 422],
		["to an unknown agency", "owner", { agencyId: 9_999 }, "agency-unknown", 422],
		["to an unknown company", "owner", { agencyId: undefined, outsidePartyId: 9_999 }, "outside-party-unknown", 422],
		["that says nothing", "owner", { what: " " }, "invalid-request", 400],
		["with a NUL in it", "owner", { what: "a\0b" }, "invalid-request", 400],
		["by a stranger", "stranger", {}, "not-found", 404],
	])("is not given %s", async (_what, who, change, code, status) => {
		const caseId = await given.desk.openCase(housing);
		expect(await giveTask(who, caseId, change)).toMatchObject(isRefused(code, status));
	});

	test("is not given in a settled case, nor by who only takes part", async () => {
		const { caseId } = await openTask();
		expect(await giveTask("participant", caseId, { agencyId: health })).toMatchObject(isRefused("case-not-owned", 403));
		await given.act("curator", caseId, "triage");
		await given.act("curator", caseId, "reject", { reason: "спам" });
		expect(await giveTask("owner", caseId)).toMatchObject(isRefused("case-transition-refused", 409));
	});

	test("is done by the agency it was given to", async () => {
		const { caseId, task } = await openTask();
		for (const who of ["owner", "curator", "above"] as const)
			expect(await onTask(who, caseId, task, "done", { part: "за них" })).toMatchObject(isRefused("forbidden", 403));
		expect(await onTask("stranger", caseId, task, "done", { part: "чужое" })).toMatchObject(
			isRefused("not-found", 404),
		);
		const elsewhere = await given.openShared();
		expect(await onTask("participant", elsewhere, task, "done", { part: "не тот" })).toMatchObject(
			isRefused("not-found", 404),
		);
	});
});

describe("at the same moment", () => {
	test("two clicks give one task", async () => {
		const caseId = await given.desk.openCase(housing);
		const answers = await Promise.all([1, 2, 3].map(() => giveTask("owner", caseId, { requestKey: "the-same-click" })));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(await tasksOf("owner", caseId)).toHaveLength(1);
	});

	test("two people finish one task: one has done it, the other is told", async () => {
		const { caseId, task } = await openTask();
		const answers = await Promise.all([
			onTask("participant", caseId, task, "done", { part: "первый" }),
			onTask("partner", caseId, task, "done", { part: "второй" }),
		]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
		const won = answers[0]!.status === 200 ? "первый" : "второй";
		expect(await tasksOf("owner", caseId)).toMatchObject([{ state: "done", part: won }]);
		expect(await told(caseId, "task-done")).toEqual([2, 3]);
	});

	test("one person's two clicks are one", async () => {
		const { caseId, task } = await openTask();
		const click = () => onTask("participant", caseId, task, "done", { part: "сделано" });
		expect((await Promise.all([click(), click()])).map(({ status }) => status)).toEqual([200, 200]);
		expect(await told(caseId, "task-done")).toEqual([2, 3]);
	});

	test("one finishes, the owner cancels: one of the two holds", async () => {
		const { caseId, task } = await openTask();
		const answers = await Promise.all([
			onTask("participant", caseId, task, "done", { part: "сделано" }),
			onTask("owner", caseId, task, "cancel", { reason: "не нужно" }),
		]);
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
	});

	test("an edit on an old version is refused", async () => {
		const { caseId, task } = await openTask();
		await onTask("participant", caseId, task, "part", { part: "раз" });
		const late = await onTask("partner", caseId, task, "part", { part: "два" });
		expect(late).toMatchObject(isRefused("task-changed-meanwhile", 409));
	});
});

describe("the owner's answer", () => {
	async function withParts(): Promise<number> {
		const { caseId, task } = await openTask();
		await giveTask("owner", caseId, { agencyId: health });
		const [, second] = await tasksOf("stranger", caseId);
		await onTask("stranger", caseId, second!, "done", { part: "Медики осмотрели." });
		await onTask("participant", caseId, task, "done", { part: "Яму засыпали." });
		return caseId;
	}
	const insert = async (caseId: number, taskIds: number[], revision: number | null) =>
		given.ask("owner", "POST", `/api/cases/${caseId}/reply/parts`, { taskIds, revision });

	test("takes the parts in their order, once, and who wrote them cannot approve it", async () => {
		const caseId = await withParts();
		const { body } = await given.ask("owner", "GET", `/api/cases/${caseId}/parts`);
		expect(body.items).toMatchObject([
			{ who: "Roads", part: "Яму засыпали." },
			{ who: "Health", part: "Медики осмотрели." },
		]);
		const taskIds = body.items.map(({ taskId }) => Number(taskId));
		const made = await insert(caseId, taskIds.toReversed(), null);
		const reply = made.body.reply as { text: string; revision: number };
		expect(reply.text).toBe("Яму засыпали.\n\nМедики осмотрели.");
		const again = await insert(caseId, taskIds, reply.revision);
		expect(again.body.reply).toEqual(made.body.reply);
		expect(await insert(caseId, taskIds, reply.revision + 7)).toMatchObject(isRefused("reply-changed-meanwhile", 409));
		const { contributors } = await given.desk.db
			.selectFrom("reply")
			.select("contributors")
			.where("case_id", "=", caseId)
			.executeTakeFirstOrThrow();
		expect(contributors).toEqual([2, 4, 7]);
	});

	test("takes no part that is not done", async () => {
		const { caseId, task } = await openTask();
		expect(await insert(caseId, [task.id], null)).toMatchObject(isRefused("task-unknown", 422));
	});

	test("waits for open tasks unless a reason is given, which the history keeps", async () => {
		const { caseId } = await openTask();
		const text = "Здравствуйте. Воду дадут 3 декабря, работает бригада водоканала. Мы проверим и напишем вам.";
		const { body } = await given.ask("owner", "PUT", `/api/cases/${caseId}/reply`, { text, revision: null });
		const { revision } = body.reply as { revision: number };
		const submit = (more: Record<string, unknown>) =>
			given.ask("owner", "POST", `/api/cases/${caseId}/reply/submit`, {
				...{ revision, requestKey: "a-request-key" },
				...more,
			});
		expect(await submit({})).toMatchObject({ status: 409, body: { code: "tasks-open", details: { openTasks: 1 } } });
		expect((await submit({ openTasksReason: "ответ от них не нужен" })).status).toBe(200);
		const { data } = await given.desk.db
			.selectFrom("case_event")
			.select("data")
			.where("case_id", "=", caseId)
			.where("type", "=", "submit")
			.executeTakeFirstOrThrow();
		expect(data).toMatchObject({ openTasks: 1, openTasksReason: "ответ от них не нужен" });
	});
});
