import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { controlPromises } from "../src/cases/control-promises.ts";
import { listPromises, promiseFigures } from "../src/cases/reads-promise-list.ts";
import { forgetCases } from "../src/cases/erase-cases.ts";
import { forgetFiles } from "../src/files/forget-files.ts";
import { putEvidence } from "../src/cases/put-evidence.ts";
import { addPhoto } from "../src/cases/reply-photos.ts";
import { saveReply } from "../src/cases/save-reply.ts";
import { showPromise } from "../src/cases/show-promise.ts";
import { hashOf } from "../src/files/store.ts";
import { picture } from "./pictures.ts";
import { aMonday, aPromise, promisesOf, publishAs, sorryText, statusOf, typesOf } from "./reply-of-kind.ts";
import type { KeptPromise } from "./reply-of-kind.ts";
import { desk, network, openCase, parts, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

async function putWork(caseId: number, seed: number, moment: "before" | "after" | null): Promise<string> {
	const bytes = await picture(40, 30, seed).jpeg().toBuffer();
	const about = { moment, taskId: null };
	return putEvidence(parts(), desk.region.executor, caseId, about, async () => bytes, new Date());
}

beforeEach(async () => {
	await sql`truncate notice`.execute(desk.db);
	await sql`insert into role (region_id, code, title_ru, title_en, permissions) values
		(1, 'curator', 'К', 'C', ${["case.read.region", "case.triage"]}), (1, 'agency', 'В', 'A', ${["case.read.agency", "reply.write"]})
		on conflict do nothing`.execute(desk.db);
	await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 1, 'curator'), (1, 2, 'agency'), (1, 4, 'agency')
		on conflict do nothing`.execute(desk.db);
});

const failures: unknown[] = [];
const control = (now: Date) => controlPromises({ ...parts(), report: (error) => failures.push(error) }, now);
const after = (date: Date | null, minutes = 0): Date => new Date((date?.getTime() ?? 0) + minutes * 60_000);
const last = async (caseId: number): Promise<KeptPromise> => (await promisesOf(caseId)).at(-1) as KeptPromise;
const notices = async () =>
	(
		await sql<{ code: string; staff_id: number }>`select code, staff_id from notice order by id`.execute(desk.db)
	).rows.map((row) => `${row.code} ${row.staff_id}`);

/** A case with a promise; its day comes on a Monday, its control on the Tuesday. */
async function promised(id = 1, promise = aPromise()): Promise<number> {
	const caseId = await openCase(id);
	await publishAs(caseId, "interim", promise);
	return caseId;
}

async function photoOf(caseId: number, seed = 1): Promise<string> {
	network.maxPhotos = 10;
	const bytes = await picture(40, 30, seed).jpeg().toBuffer();
	await addPhoto(parts(), desk.region.executor, caseId, async () => bytes);
	return hashOf(bytes);
}

describe("the working day after the day promised", () => {
	test("the case goes on, the executor and the curator are told, each once, however often the job runs", async () => {
		const caseId = await promised();
		const { control_at, due_on } = await last(caseId);
		expect(control_at?.toISOString()).toBe(
			`${after(new Date(due_on), 24 * 60)
				.toISOString()
				.slice(0, 10)}T06:00:00.000Z`,
		);
		await control(after(control_at, -1));
		expect(await statusOf(caseId)).toBe("interimPublished");
		await Promise.all([control(after(control_at)), control(after(control_at)), control(after(control_at))]);
		await control(after(control_at, 5));
		expect(await statusOf(caseId)).toBe("inProgress");
		expect((await typesOf(caseId)).filter((type) => type === "promiseControlled")).toHaveLength(1);
		expect(await notices()).toEqual(["promise-due 1", "promise-due 2"]);
		expect(failures).toEqual([]);
	});

	test("an answered case comes back to its agency", async () => {
		const caseId = await promised();
		// without a photo of the work the promise is not shown yet
		await publishAs(caseId, "final");
		expect(await last(caseId)).toMatchObject({ state: "open" });
		await control(after((await last(caseId)).control_at));
		expect(await statusOf(caseId)).toBe("reopened");
		expect((await read(caseId)).history.find(({ type }) => type === "reopen")).toMatchObject({
			actor: { kind: "system" },
			data: { reason: "promise-due" },
		});
	});

	test("moves with the agency's calendar", async () => {
		const caseId = await promised();
		const before = (await last(caseId)).control_at;
		const tuesday = after(before).toISOString().slice(0, 10);
		const calendar = desk.registry.calendars.get(1);
		const { compileCalendar } = await import("../src/domain/calendar.ts");
		const week = calendar?.week.map((day) => day.map(([from, to]) => [from, to] as [number, number])) ?? [];
		const holiday = compileCalendar({ week, days: [{ day: tuesday, kind: "off" }], timeZone: "Europe/Moscow" });
		desk.registry.calendars.set(1, holiday);
		await control(after(before));
		if (calendar) desk.registry.calendars.set(1, calendar);
		expect(await statusOf(caseId)).toBe("interimPublished");
		expect((await last(caseId)).control_at).toEqual(after(before, 24 * 60));
	});
});

describe("the executor", () => {
	test("shows the result with a photo of the work, before and after, and the promise is kept", async () => {
		const caseId = await promised();
		const { id, control_at } = await last(caseId);
		await control(after(control_at));
		const show = (photos: { id: string; moment: "before" | "after" }[], who = desk.region.executor) =>
			showPromise(desk.db, desk.registry, who, id, { text: "Насос заменён, вода есть", photos }, after(control_at, 60));
		await expect(show([])).rejects.toMatchObject({ code: "case-evidence-missing" });
		await expect(show([{ id: "a".repeat(64), moment: "after" }])).rejects.toMatchObject({ code: "photo-unknown" });
		const photos = [{ id: await photoOf(caseId), moment: "after" as const }];
		await expect(show(photos, desk.region.roadsExecutor)).rejects.toMatchObject({ code: "not-found" });
		await show(photos);
		await show(photos);
		expect(await last(caseId)).toMatchObject({ state: "kept", result: "Насос заменён, вода есть" });
		expect((await typesOf(caseId)).filter((type) => type === "promiseKept")).toHaveLength(1);
		await control(after(control_at, 60 * 24 * 30));
		expect((await last(caseId)).state).toBe("kept");
		const { items } = await listPromises(desk.db, desk.region.executor, { limit: 10 });
		expect(items).toMatchObject([{ id, state: "kept", photos }]);
		await expect(
			showPromise(desk.db, desk.registry, desk.region.executor, id, { text: "Другое", photos }, new Date()),
		).rejects.toMatchObject({ code: "promise-ended" });
	});

	test("shows it by evidence that no network has to take; how it was before shows nothing", async () => {
		const caseId = await promised();
		const { id, control_at } = await last(caseId);
		await control(after(control_at));
		const put = (seed: number, moment: "before" | "after" | null) => putWork(caseId, seed, moment);
		const [before, done] = [await put(21, "before"), await put(22, null)];
		const show = (photos: { id: string; moment: "before" | "after" }[]) =>
			showPromise(desk.db, desk.registry, desk.region.executor, id, { text: "Заменён", photos }, after(control_at, 60));
		await expect(show([{ id: before, moment: "after" }])).rejects.toMatchObject({ code: "photo-unknown" });
		await show([
			{ id: before, moment: "before" },
			{ id: done, moment: "after" },
		]);
		expect(await last(caseId)).toMatchObject({ state: "kept" });
	});

	test("shows it by a final answer without a photo, where evidence shows the work", async () => {
		const caseId = await promised();
		await putWork(caseId, 23, "after");
		await publishAs(caseId, "final");
		expect(await last(caseId)).toMatchObject({ state: "kept" });
	});

	test("shows it by a final answer with a photo, too", async () => {
		const caseId = await promised();
		await photoOf(caseId);
		await publishAs(caseId, "final");
		expect(await last(caseId)).toMatchObject({ state: "kept" });
		expect(await statusOf(caseId)).toBe("answered");
	});

	test("who shows nothing in time has broken the promise; what is shown later stands beside it", async () => {
		const caseId = await promised();
		await control(after((await last(caseId)).control_at));
		const { id, control_due_at } = await last(caseId);
		await control(after(control_due_at, -1));
		expect((await last(caseId)).state).toBe("open");
		await Promise.all([control(after(control_due_at)), control(after(control_due_at))]);
		expect((await last(caseId)).state).toBe("broken");
		expect((await typesOf(caseId)).filter((type) => type === "promiseBroken")).toHaveLength(1);
		expect((await notices()).filter((one) => one.startsWith("promise-broken"))).toHaveLength(2);
		const photos = [{ id: await photoOf(caseId), moment: "after" as const }];
		await showPromise(
			desk.db,
			desk.registry,
			desk.region.executor,
			id,
			{ text: "Сделано", photos },
			after(control_due_at, 9),
		);
		expect(await last(caseId)).toMatchObject({ state: "broken", result: "Сделано" });
	});

	test("who promises a new day apologises, and the curator sees it", async () => {
		const caseId = await promised();
		await control(after((await last(caseId)).control_at));
		await publishAs(caseId, "interim", aPromise(aMonday(2)), sorryText);
		const [first, second] = await promisesOf(caseId);
		expect([first, second]).toMatchObject([{ state: "moved", next_id: second?.id, systemic: null }, { state: "open" }]);
		expect(await notices()).toContain("promise-moved 1");
		expect(await statusOf(caseId)).toBe("interimPublished");
		// the same again is no longer chance
		await publishAs(caseId, "interim", aPromise(aMonday(3)), sorryText);
		expect((await promisesOf(caseId)).map(({ state, systemic }) => [state, systemic])).toEqual([
			["moved", null],
			["moved", "on-case"],
			["open", null],
		]);
	});
});

describe("promises of an agency", () => {
	test("made again for the same place are systemic; of another topic or another matter they are not", async () => {
		await sql`insert into territory (region_id, code, name) values (1, 'north', 'Северный') on conflict do nothing`.execute(
			desk.db,
		);
		const promisedThere = async (id: number, promise = aPromise()): Promise<number> => {
			const caseId = await openCase(id);
			await sql`update "case" set territory_code = 'north' where id = ${caseId}`.execute(desk.db);
			await publishAs(caseId, "interim", promise);
			return caseId;
		};
		const elsewhere = await promised(9);
		const first = await promisedThere(1);
		const again = await promisedThere(2);
		expect((await last(elsewhere)).systemic).toBeNull();
		expect([(await last(first)).systemic, (await last(again)).systemic]).toEqual([null, "in-place"]);
		const other = await promisedThere(3, { ...aPromise(), what: "Пришлёт расчёт жителям дома" });
		expect((await last(other)).systemic).toBeNull();
		await sql`update "case" set topic_code = 'roads.snow-on-road' where id in (${first}, ${again}, ${other})`.execute(
			desk.db,
		);
		expect((await last(await promisedThere(4))).systemic).toBeNull();
		const { items } = await listPromises(desk.db, desk.region.curator, { systemic: true, limit: 10 });
		expect(items.map(({ caseId }) => caseId)).toEqual([again]);
	});

	test("are seen by the agency and the centre, page by page, and by nobody else", async () => {
		const cases = [await promised(1), await promised(2), await promised(3)];
		const page = await listPromises(desk.db, desk.region.executor, { limit: 2 });
		const rest = await listPromises(desk.db, desk.region.executor, { limit: 2, cursor: page.nextCursor ?? "" });
		expect([...page.items, ...rest.items].map(({ caseId }) => caseId)).toEqual(cases);
		expect(rest.nextCursor).toBeNull();
		expect((await listPromises(desk.db, desk.region.roadsExecutor, { limit: 10 })).items).toEqual([]);
		const filters = [
			{ state: "kept" as const },
			{ agencyId: 2 },
			{ from: aMonday(1) },
			{ to: aMonday(-1) },
			{ caseId: 0 },
		];
		for (const filter of filters)
			expect((await listPromises(desk.db, desk.region.curator, { ...filter, limit: 10 })).items).toEqual([]);
	});

	test("count as kept only when shown in time: of four, one kept, one moved, one broken, one not due", async () => {
		const kept = await promised(1);
		await photoOf(kept);
		await publishAs(kept, "final");
		const moved = await promised(2);
		await publishAs(moved, "interim", aPromise(aMonday(9)), sorryText);
		const broken = await promised(3);
		await control(after((await last(broken)).control_at));
		await control(after((await last(broken)).control_due_at));
		await promised(4);
		const period = { from: aMonday(), to: aMonday() };
		expect(await promiseFigures(desk.db, desk.region.curator, period)).toEqual([
			{ agencyId: 1, due: 3, kept: 1, moved: 1, broken: 1, pending: 1, systemic: 0, keptShare: 1 / 3 },
		]);
		expect(await promiseFigures(desk.db, desk.region.roadsExecutor, period)).toEqual([]);
	});

	test("end with a case that went to the formal procedure", async () => {
		const caseId = await promised();
		await sql`update "case" set status = 'handedTo59fz'`.execute(desk.db);
		await control(after((await last(caseId)).control_at));
		expect((await last(caseId)).state).toBe("cancelled");
	});

	test("of a draft that is thrown away are not made", async () => {
		const caseId = await openCase();
		await saveReply(desk.db, desk.region.executor, caseId, {
			text: "Вода",
			revision: null,
			kind: "interim",
			promise: aPromise(),
		});
		expect((await listPromises(desk.db, desk.region.curator, { limit: 10 })).items).toEqual([]);
	});

	test("are figures still when what people said is removed: the words and the photos of the result go", async () => {
		const caseId = await promised();
		const photo = await photoOf(caseId);
		await publishAs(caseId, "final");
		const shown = async () => (await listPromises(desk.db, desk.region.curator, { limit: 10 })).items[0];
		expect(await shown()).toMatchObject({ state: "kept", photos: [{ id: photo }] });
		await sql`insert into resident_say (region_id, case_id, reply_id, via, words, said_at)
			select 1, ${caseId}, max(id), 'link', 'Воды нет', now() from reply`.execute(desk.db);
		await desk.db.transaction().execute(async (tx) => {
			const { messageIds, photos } = await forgetCases(tx, 1, [caseId]);
			await forgetFiles(tx, 1, messageIds, photos);
		});
		expect(await shown()).toMatchObject({ state: "kept", result: "", photos: [] });
		const { rows } = await sql<{ words: string | null }>`select words from resident_say`.execute(desk.db);
		expect(rows).toEqual([{ words: null }]);
		expect((await sql`select 1 from file`.execute(desk.db)).rows).toEqual([]);
	});
});
