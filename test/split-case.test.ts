import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Caller } from "../src/access/permissions.ts";
import { linkCases, unlinkCases } from "../src/cases/link-cases.ts";
import { listLinks } from "../src/cases/reads-link.ts";
import { splitCase } from "../src/cases/split-case.ts";
import { comment, vkBody } from "./region.ts";
import { approved, deliver, desk, network, openCase, publish, read, submit, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const curator = () => desk.region.curator;
const row = (id: number) => desk.db.selectFrom("case").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const texts = async (id: number) => (await read(id, curator())).messages.map(({ text }) => text);
const say = (id: number, text: string) =>
	deliver(vkBody(desk.region, "wall_reply_new", comment(desk.region, id, { from_id: 1001, text })));
const road = "На улице яма, машины бьются";
const split = (caseId: number, version: number, messageIds: number[], caller: Caller = curator()) =>
	splitCase(desk.db, desk.registry, caller, {
		caseId,
		version,
		messageIds,
		topicCode: "roads.snow-on-road",
		agencyId: 2,
	});

/** A case in which one resident wrote of two problems. */
async function twoProblems(): Promise<{ caseId: number; version: number; messageIds: [number, number] }> {
	const caseId = await openCase(1);
	await say(2, road);
	const { messages } = await read(caseId);
	return { caseId, version: (await row(caseId)).version, messageIds: messages.map(({ id }) => id) as [number, number] };
}

describe("splitting", () => {
	test("a message becomes a case of its own with its own clock and answer; the next message comes to the first one", async () => {
		const { caseId, version, messageIds } = await twoProblems();
		const other = await split(caseId, version, [messageIds[1]]);
		expect(await row(other)).toMatchObject({
			status: "triage",
			split_of: caseId,
			topic_code: "roads.snow-on-road",
			agency_id: 2,
			excerpt: road,
			author_key: "user:1001",
		});
		const { clock_from: from } = await row(other);
		expect(from.getTime()).toBeGreaterThan((await row(caseId)).clock_from.getTime());
		const clocks = await desk.db.selectFrom("case_clock").select("kind").where("case_id", "=", other).execute();
		expect(clocks.map(({ kind }) => kind).toSorted()).toEqual(["answer", "triage"]);
		expect(await texts(caseId)).toHaveLength(1);
		expect(await texts(other)).toEqual([road]);
		await say(3, "Ответьте, пожалуйста");
		expect(await texts(caseId)).toHaveLength(2);
		expect((await desk.db.selectFrom("case").select("id").execute()).length).toBe(2);
		const history = (await read(caseId, curator())).history.find((event) => event.type === "splitOff");
		expect(history?.data).toEqual({ caseId: other, messageIds: [messageIds[1]] });
		// each gets its own answer under its own message
		await sql`update "case" set agency_id = 1, status = 'assigned' where id = ${other}`.execute(desk.db);
		await approved(caseId);
		await approved(other);
		await publish();
		expect(network.calls.map((call) => call.target.replyToExternalId?.split("_").at(-1)).toSorted()).toEqual([
			"2",
			"3",
		]);
	});

	test("the search finds each case by its own words, and a draft answers what stays", async () => {
		const { caseId, version, messageIds } = await twoProblems();
		await sql`insert into reply (region_id, case_id, message_id, text, author_id, contributors)
			values (1, ${caseId}, ${messageIds[1]}, 'Черновик', 2, '{2}')`.execute(desk.db);
		const other = await split(caseId, version, [messageIds[1]]);
		const found = async (word: string) => {
			const { rows } = await sql<{ id: number }>`select id from "case"
				where search @@ websearch_to_tsquery('russian', ${word}) order by id`.execute(desk.db);
			return rows.map(({ id }) => id);
		};
		expect([await found("яма"), await found("вода")]).toEqual([[other], [caseId]]);
		const reply = await desk.db.selectFrom("reply").select("message_id").executeTakeFirstOrThrow();
		expect(reply.message_id).toBe(messageIds[0]);
	});

	test("not all of it, not others' messages, not under approval, not twice, only who may triage", async () => {
		const { caseId, version, messageIds } = await twoProblems();
		const foreign = (await read(await openCase(9))).messages[0]?.id ?? 0;
		for (const [ids, reason] of [
			[messageIds, "nothing-left"],
			[[messageIds[1], foreign], "not-its-messages"],
			[[987_654], "not-its-messages"],
		] as const)
			await expect(split(caseId, version, [...ids])).rejects.toMatchObject({
				code: "case-split-refused",
				details: { reason },
			});
		await expect(split(caseId, version, [messageIds[1]], desk.region.executor)).rejects.toMatchObject({
			code: "forbidden",
		});
		await expect(split(caseId, version - 1, [messageIds[1]])).rejects.toMatchObject({ code: "case-changed-meanwhile" });
		const clicks = await Promise.allSettled([1, 2, 3].map(() => split(caseId, version, [messageIds[1]])));
		expect(clicks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		await say(4, "И ещё вот что");
		const last = (await read(caseId)).messages.at(-1)?.id ?? 0;
		await submit(caseId);
		await expect(split(caseId, (await row(caseId)).version, [last])).rejects.toMatchObject({
			details: { reason: "status" },
		});
	});

	test("a split while the resident writes: no second main case, nothing lost", async () => {
		for (let round = 0; round < 4; round++) {
			const base = 100 + round * 10;
			const caseId = await openCase(base);
			const write = (id: number, text: string) =>
				deliver(vkBody(desk.region, "wall_reply_new", comment(desk.region, id, { from_id: 1000 + base, text })));
			await write(base + 1, road);
			const second = (await read(caseId)).messages.at(-1)?.id ?? 0;
			const { version } = await row(caseId);
			const [ended] = await Promise.allSettled([split(caseId, version, [second]), write(base + 2, "Ау")]);
			const cases = await desk.db
				.selectFrom("case")
				.select(["id", "split_of"])
				.where("author_key", "=", `user:${1000 + base}`)
				.execute();
			expect(cases.filter(({ split_of }) => split_of === null)).toHaveLength(1);
			expect(cases).toHaveLength(ended.status === "fulfilled" ? 2 : 1);
			const all = await Promise.all(cases.map(({ id }) => texts(id)));
			expect(all.flat()).toHaveLength(3);
			expect(await texts(caseId)).toContain("Ау");
		}
	});
});

describe("linking", () => {
	const link = (caseId: number, otherId: number, kind: "related" | "duplicate" | "part-of", caller = curator()) =>
		linkCases(desk.db, caller, { caseId, otherId, kind, note: " Одна авария " });
	const links = async (id: number, caller = curator()) => (await listLinks(desk.db, caller, id)).items;

	test("is seen from both sides, once, with its note, and can be taken away", async () => {
		const [one, other] = [await openCase(1), await openCase(2)];
		await Promise.all([link(one, other, "related"), link(other, one, "related"), link(one, other, "related")]);
		expect(await links(one)).toMatchObject([{ kind: "related", otherId: other, note: "Одна авария" }]);
		const [seen] = await links(other);
		expect(seen).toMatchObject({ otherId: one, other: { status: "assigned" } });
		await unlinkCases(desk.db, curator(), other, seen?.id ?? 0);
		await unlinkCases(desk.db, curator(), other, seen?.id ?? 0);
		expect(await links(one)).toEqual([]);
		const types = (await read(one, curator())).history.map((event) => event.type);
		expect(types).toEqual(["opened", "linked", "unlinked"]);
	});

	test("a work order has parts and is no part itself", async () => {
		const [order, part, third] = [await openCase(1), await openCase(2), await openCase(3)];
		await link(part, order, "part-of");
		expect(await links(order)).toMatchObject([{ kind: "part-of", side: "to", otherId: part }]);
		await expect(link(order, third, "part-of")).rejects.toMatchObject({ details: { reason: "chain" } });
		await expect(link(third, part, "part-of")).rejects.toMatchObject({ details: { reason: "chain" } });
		await expect(link(part, part, "related")).rejects.toMatchObject({ details: { reason: "itself" } });
	});

	test("nobody links or reads what they may not see", async () => {
		const [one, other] = [await openCase(1), await openCase(2)];
		await link(one, other, "duplicate");
		await sql`update "case" set agency_id = 2 where id = ${other}`.execute(desk.db);
		expect(await links(one, desk.region.executor)).toMatchObject([{ otherId: other, other: null, note: "" }]);
		await expect(link(one, other, "related", desk.region.executor)).rejects.toMatchObject({ code: "not-found" });
		const id = (await links(one))[0]?.id ?? 0;
		await expect(unlinkCases(desk.db, desk.region.executor, one, id)).rejects.toMatchObject({ code: "not-found" });
		await expect(links(other, desk.region.executor)).rejects.toMatchObject({ code: "not-found" });
		expect(await links(one)).toHaveLength(1);
	});
});
