import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { addPerson } from "./staff.ts";
import {
	ann,
	answer,
	answers,
	at,
	bad,
	ben,
	call,
	cat,
	curator,
	desk,
	draw,
	executor,
	figures,
	judge,
	month,
	other,
	rights,
	rows,
	setDouble,
	statusOf,
	take,
	useQualityDesk,
} from "./quality-desk.ts";
import type { Item, Given } from "./quality-desk.ts";

useQualityDesk();

describe("the sample", () => {
	test("is drawn day by day, the same however often, and never of what is not a published final answer", async () => {
		const first = await answers(6, { day: 1 });
		await answers(2, { day: 2 });
		await answer({ day: 1, kind: "interim" });
		const today = await answer({ day: 3 });
		await Promise.all([draw(at(3)), draw(at(3)), draw(at(3, 13))]);
		const drawn = await rows();
		expect(drawn).toHaveLength(8);
		for (const { lot, chance, is_drawn: is } of drawn) expect([chance > 0, is]).toEqual([true, lot < chance]);
		expect(drawn.slice(0, 6).map((row) => row.reply_id)).toEqual(first.map(({ replyId }) => replyId));
		expect(drawn.some((row) => row.reply_id === today.replyId)).toBe(false);
		await draw(at(3));
		expect(await rows()).toEqual(drawn);
	});

	test("comes to twenty or a twentieth of each agency at the month's end; each answer had a chance", async () => {
		for (let day = 1; day <= 30; day += 5) {
			await answers(9, { day });
			await answers(1, { day, agencyId: 2 });
			await draw(at(day + 1));
		}
		await draw(new Date(Date.UTC(2026, 10, 1, 12)));
		const all = await rows();
		expect(all.every(({ chance }) => chance > 0)).toBe(true);
		for (const { lot, chance, is_drawn: is } of all) expect(is).toBe(lot < chance);
		const [housing, roads] = [1, 2].map((id) => all.filter((row) => row.agency_id === id));
		expect(housing).toHaveLength(54);
		expect(housing!.filter((row) => row.is_drawn).length).toBeGreaterThanOrEqual(20);
		expect(housing!.filter((row) => row.is_drawn).length).toBeLessThan(54);
		expect(roads!.filter((row) => row.is_drawn)).toHaveLength(6);
		const drawn = all.filter((row) => row.is_drawn).length;
		const doubles = all.filter((row) => row.is_double);
		expect(doubles.every((row) => row.is_drawn)).toBe(true);
		expect(Math.abs(doubles.length - drawn / 10)).toBeLessThanOrEqual(1);
		const { rows: reviews } = await sql<{ n: number }>`select count(*)::int as n from quality_review`.execute(desk.db);
		expect(reviews[0]?.n).toBe(drawn + doubles.length);
		await draw(new Date(Date.UTC(2026, 10, 2, 12)));
		expect(await rows()).toEqual(all);
		expect((await figures(ann)).agencies).toMatchObject([
			{ agencyId: 1, answers: 54, required: 20, reviewed: 0, nonAnswer: null },
			{ agencyId: 2, answers: 6, required: 6, sampled: 6 },
		]);
	});

	test("looks for answers whose warnings were passed over", async () => {
		const { replyId: plain } = await answer();
		const { replyId: warned } = await answer({ passed: ["no-date", "tone"] });
		await draw(at(6));
		const weights = new Map((await rows()).map((row) => [row.reply_id, row.weight]));
		expect(weights.get(warned)).toBeCloseTo((weights.get(plain) ?? 0) + 2, 9);
	});
});

describe("a review", () => {
	test("is taken by one of those who ask at once, one at a time", async () => {
		await answers(2);
		await draw(at(6));
		for (const row of await rows()) await setDouble(row.reply_id, false);
		const taken = await Promise.all([ann, ben, cat, ann, ben, cat, ann].map(take));
		const items = taken.filter((item) => item !== null);
		// whoever asks again has what they have
		expect(new Set(items.map(({ id }) => id)).size).toBe(2);
		const mine = new Map([ann, ben, cat].map((who, i) => [who, [taken[i]?.id, taken[i + 3]?.id]]));
		for (const [first, again] of mine.values()) expect(again).toBe(first);
		expect((await call<{ item: Item | null }>("GET", "/reviews/next", ann)).body.item?.id).toBe(taken[0]?.id);
		expect((await call("POST", "/reviews/next", executor)).status).toBe(403);
	});

	test("is never of an answer one wrote, approved or looked at, nor of one's own agency", async () => {
		await answer({ approvedBy: 20 });
		const { replyId } = await answer();
		await sql`update reply set contributors = '{2,21}' where id = ${replyId}`.execute(desk.db);
		await draw(at(6));
		for (const row of await rows()) await setDouble(row.reply_id, false);
		expect((await take(ann))?.replyId).toBe(replyId);
		expect((await take(ben))?.replyId).not.toBe(replyId);
		const inside = await addPerson(desk, 23, 1, rights);
		expect(await take(inside)).toBeNull();
	});

	test("of a non-answer sends it back, tells its agency, counts, and names nobody", async () => {
		const { caseId } = await answer();
		await draw(at(6));
		const [{ reply_id: replyId } = { reply_id: 0 }] = await rows();
		await setDouble(replyId, false);
		await sql`insert into role (region_id, code, title_ru, title_en, permissions) values (1, 'writer', 'В', 'W', '{case.read.agency,reply.write}')
			on conflict do nothing`.execute(desk.db);
		await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 2, 'writer') on conflict do nothing`.execute(
			desk.db,
		);
		const item = (await take(ann))!;
		expect(item).toMatchObject({ caseId, text: "Починим завтра", others: [] });
		expect((await judge(ann, item, { verdict: "non-answer" })).body).toMatchObject({ code: "reason-missing" });
		expect(
			(await call("POST", `/reviews/${item.id}`, ann, { version: item.version, verdict: "good", rubric: {} })).status,
		).toBe(400);
		expect((await judge(ben, item, bad)).status).toBe(404);
		expect((await judge(ann, { ...item, version: 1 }, bad)).status).toBe(409);
		const ends = await Promise.all([1, 2, 3].map(() => judge(ann, item, bad)));
		expect(ends.map(({ status }) => status)).toEqual([204, 204, 204]);
		expect(await statusOf(caseId)).toBe("rework");
		const { rows: events } = await sql<{ actor_id: number | null; data: object }>`
			select actor_id, data from case_event where case_id = ${caseId} and type = 'returnAnswered'`.execute(desk.db);
		expect(events).toEqual([
			{ actor_id: null, data: expect.objectContaining({ why: "quality", reasons: ["no-deed", "bare-refusal"] }) },
		]);
		const notices = await sql<{
			code: string;
			staff_id: number;
		}>`select code, staff_id from notice where staff_id = 2`.execute(desk.db);
		expect(notices.rows).toEqual([{ code: "quality-returned", staff_id: 2 }]);
		const results = await call<{ items: object[] }>("GET", `/results?from=${month.from}&to=${month.to}`, executor);
		expect(results.body.items).toEqual([
			expect.objectContaining({
				caseId,
				verdict: "non-answer",
				reasons: ["no-deed", "bare-refusal"],
				words: bad.words,
			}),
		]);
		expect(results.text).not.toMatch(/reviewer|Person 20/);
		expect(
			(await call<{ items: object[] }>("GET", `/results?from=${month.from}&to=${month.to}`, other)).body.items,
		).toEqual([]);
		expect((await figures(executor)).agencies).toMatchObject([
			{ agencyId: 1, reviewed: 1, returned: 1, nonAnswer: { share: 1 } },
		]);
		expect((await figures(executor)).agreement).toBeNull();
		expect((await figures(other)).agencies).toEqual([]);
	});

	test("of a weak one sends it back when the reviewer says so; a closed case is reopened, one at work is left", async () => {
		const made = [await answer({ status: "closed" }), await answer(), await answer({ status: "inProgress" })];
		await draw(at(6));
		for (const { replyId } of made) await setDouble(replyId, false);
		const weak: Given = { verdict: "weak", against: ["tone"] };
		for (let i = 0; i < 3; i++) {
			const item = (await take(ann))!;
			const sendsBack = item.caseId !== made[1]?.caseId;
			expect((await judge(ann, item, { ...weak, sendsBack })).status).toBe(204);
		}
		expect(await Promise.all(made.map(({ caseId }) => statusOf(caseId)))).toEqual([
			"reopened",
			"answered",
			"inProgress",
		]);
		const { rows: back } = await sql<{
			case_id: number;
		}>`select case_id from quality_answer where returned_at is not null`.execute(desk.db);
		expect(back).toEqual([{ case_id: made[0]?.caseId }]);
		expect(await take(ann)).toBeNull();
	});

	test("given back, or held too long, waits for anybody, and its former holder comes too late", async () => {
		const { replyId } = await answer();
		await draw(at(6));
		await setDouble(replyId, false);
		const mine = (await take(ann))!;
		expect((await call("DELETE", `/reviews/${mine.id}`, ben)).status).toBe(404);
		expect((await call("DELETE", `/reviews/${mine.id}`, ann)).status).toBe(204);
		const again = (await take(ben))!;
		expect(again.id).toBe(mine.id);
		await sql`update quality_review set taken_at = now() - interval '5 hours'`.execute(desk.db);
		const third = (await take(cat))!;
		expect(third.id).toBe(mine.id);
		expect((await judge(ben, again, bad)).status).toBe(404);
		expect((await judge(cat, third, { verdict: "good" })).status).toBe(204);
	});
});

describe("a double review", () => {
	async function double() {
		const made = await answer();
		await draw(at(6));
		await setDouble(made.replyId, true);
		return made;
	}

	test("is blind: nothing tells the second what the first said, and nothing happens until both are done", async () => {
		const { caseId } = await double();
		const [first, second] = [(await take(ann))!, (await take(ben))!];
		expect(first.id).not.toBe(second.id);
		expect((await judge(ann, first, bad)).status).toBe(204);
		expect(await statusOf(caseId)).toBe("answered");
		const everything = await Promise.all(
			[ben, executor, curator].flatMap((as) => [
				...[
					"/quality/reviews/next",
					`/quality/results?from=${month.from}&to=${month.to}`,
					`/quality/figures?from=${month.from}&to=${month.to}`,
					`/cases/${caseId}`,
				].map(async (path) => {
					const response = await desk.call("GET", `/api${path}`, { as });
					return response.text();
				}),
			]),
		);
		for (const text of everything) expect(text).not.toMatch(/Ничего не обещано|bare-refusal|"non-answer"/);
		expect((await call<{ item: Item }>("GET", "/reviews/next", ben)).body.item.others).toEqual([]);
		expect((await figures(ann)).agreement?.all.count).toBe(0);
		// the first does not come to the second look either
		expect(await take(ann)).toBeNull();
		expect((await judge(ben, second, { ...bad, against: ["no-deed"], words: "" })).status).toBe(204);
		expect(await statusOf(caseId)).toBe("rework");
		expect((await figures(ann)).agreement).toEqual({
			all: { count: 1, agreed: 1, kappa: null },
			pairs: [{ pair: [20, 21], count: 1, agreed: 1, kappa: null }],
		});
	});

	test("that differs goes to a third, who sees both without names and decides", async () => {
		const { caseId, replyId } = await double();
		const [first, second] = [(await take(ann))!, (await take(ben))!];
		const ends = await Promise.all([judge(ann, first, bad), judge(ben, second, { verdict: "good" })]);
		expect(ends.map(({ status }) => status)).toEqual([204, 204]);
		expect(await statusOf(caseId)).toBe("answered");
		expect([await take(ann), await take(ben)]).toEqual([null, null]);
		const third = (await take(cat))!;
		expect(third.replyId).toBe(replyId);
		expect(third.others.map(({ verdict }) => verdict).toSorted()).toEqual(["good", "non-answer"]);
		expect(JSON.stringify(third)).not.toMatch(/Person|reviewer/);
		expect((await judge(cat, third, { verdict: "good" })).status).toBe(204);
		expect(await statusOf(caseId)).toBe("answered");
		expect((await figures(ann)).agencies).toMatchObject([{ reviewed: 1, returned: 0, nonAnswer: { share: 0 } }]);
		expect((await figures(ann)).agreement?.all).toMatchObject({ count: 1, agreed: 0 });
	});

	test("that ends at the same moment is settled once", async () => {
		const { caseId } = await double();
		const [first, second] = [(await take(ann))!, (await take(ben))!];
		const ends = await Promise.all([judge(ann, first, bad), judge(ben, second, bad), judge(ann, first, bad)]);
		expect(ends.map(({ status }) => status)).toEqual([204, 204, 204]);
		const { rows: events } =
			await sql`select 1 from case_event where case_id = ${caseId} and type = 'returnAnswered'`.execute(desk.db);
		expect(events).toHaveLength(1);
	});
});

test("shares are of all answers, whatever chance each had to be looked at", async () => {
	const made = await answers(4);
	await draw(at(6));
	// one risky answer that was sure to be seen, and three that stand for ten each
	for (const [i, { replyId }] of made.entries()) {
		const [chance, verdict] = i === 0 ? [1, "non-answer"] : [0.1, "good"];
		await sql`update quality_answer set is_drawn = true, chance = ${chance}, verdict = ${verdict}, settled_at = now(), words = '' where reply_id = ${replyId}`.execute(
			desk.db,
		);
	}
	const [housing] = (await figures(executor)).agencies;
	expect(housing?.nonAnswer?.share).toBeCloseTo(1 / 31, 9);
	expect(housing?.nonAnswer?.low).toBeGreaterThanOrEqual(0);
	expect(housing?.nonAnswer?.high).toBeLessThan(0.7);
});
