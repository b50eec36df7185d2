import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Caller } from "../src/access/permissions.ts";
import { actByPerson } from "../src/cases/act-on-case.ts";
import { listChildren, readChildMessages } from "../src/cases/list-children.ts";
import { mergeCases, unmergeCase } from "../src/cases/merge-cases.ts";
import { comment, vkBody } from "./region.ts";
import { approved, deliver, desk, openCase, parts, read, submit, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const merge = (parentId: number, ids: number[], caller: Caller = desk.region.curator) =>
	mergeCases(parts(), caller, { parentId, cases: ids.map((id) => ({ id })) });
const row = (id: number) => desk.db.selectFrom("case").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const types = async (id: number) => (await read(id, desk.region.curator)).history.map((event) => event.type);
const openCases = async (count: number) => {
	const ids: number[] = [];
	for (let id = 1; id <= count; id++) ids.push(await openCase(id));
	return ids as [number, number, number];
};

describe("merging", () => {
	test("cases wait in another one, with history on both sides; the others of a list go through", async () => {
		const [parent, child, other] = await openCases(3);
		await submit(other);
		const before = await row(child);
		const result = await merge(parent, [child, child, parent, other, 999_999]);
		expect(result).toEqual({
			merged: [child],
			refused: [
				{ caseId: parent, reason: "itself" },
				{ caseId: other, reason: "answer-under-way" },
				{ caseId: 999_999, reason: "not-found" },
			],
		});
		expect(await row(child)).toMatchObject({ status: "merged", parent_id: parent, due_at: before.due_at });
		expect(await types(child)).toEqual(["opened", "merge"]);
		expect(await types(parent)).toEqual(["opened", "casesMerged"]);
		expect((await read(parent)).family).toEqual({ childCount: 1, share: null });
		// the same click again
		expect(await merge(parent, [child])).toEqual({ merged: [child], refused: [] });
		expect(await types(parent)).toEqual(["opened", "casesMerged"]);
	});

	test("a chain is flattened, and a case under another parent is refused", async () => {
		const [first, second, third] = await openCases(3);
		const fourth = await openCase(4);
		await merge(second, [third]);
		expect(await merge(fourth, [third])).toEqual({
			merged: [],
			refused: [{ caseId: third, reason: "merged-elsewhere" }],
		});
		expect(await merge(first, [second])).toMatchObject({ merged: [second] });
		expect((await row(third)).parent_id).toBe(first);
		expect(await types(third)).toEqual(["opened", "merge", "parentChanged"]);
		await expect(merge(third, [fourth])).rejects.toMatchObject({
			code: "case-merge-refused",
			details: { reason: "merged" },
		});
	});

	test("only who may triage, only in the own scope, only as it was seen", async () => {
		const [parent, child] = await openCases(2);
		await expect(merge(parent, [child], desk.region.executor)).rejects.toMatchObject({ code: "forbidden" });
		const roads: Caller = {
			...desk.region.roadsExecutor,
			permissions: new Set(["case.read.agency", "case.triage"]),
		};
		await expect(merge(parent, [child], roads)).rejects.toMatchObject({ code: "not-found" });
		await sql`update "case" set agency_id = 2 where id = ${parent}`.execute(desk.db);
		expect(await merge(parent, [child], roads)).toMatchObject({ refused: [{ caseId: child, reason: "not-found" }] });
		const elsewhere = { ...desk.region.curator, regionId: 2 };
		await expect(merge(parent, [child], elsewhere)).rejects.toMatchObject({ code: "not-found" });
		const stale = mergeCases(parts(), desk.region.curator, { parentId: parent, cases: [{ id: child, version: 77 }] });
		expect(await stale).toMatchObject({ refused: [{ caseId: child, reason: "changed-meanwhile" }] });
		expect((await row(child)).status).toBe("assigned");
	});

	test("who sees the parent reads its children, whichever agency they had", async () => {
		const [parent, child, other] = await openCases(3);
		await sql`update "case" set agency_id = 2 where id = ${child}`.execute(desk.db);
		await merge(parent, [child]);
		const { executor, roadsExecutor } = desk.region;
		const list = await listChildren(desk.db, desk.registry, executor, parent, { limit: 10 }, new Date());
		expect(list.items.map((one) => one.case.id)).toEqual([child]);
		const { items } = await readChildMessages(desk.db, desk.registry, executor, parent, child);
		expect(items.map(({ text }) => text)).toEqual(["Нет горячей воды третий день, дом без воды"]);
		for (const readIt of [
			() => listChildren(desk.db, desk.registry, roadsExecutor, parent, { limit: 10 }, new Date()),
			() => readChildMessages(desk.db, desk.registry, roadsExecutor, parent, child),
			() => readChildMessages(desk.db, desk.registry, executor, parent, other),
		])
			await expect(readIt()).rejects.toMatchObject({ code: "not-found" });
	});

	test("what the author of a merged case adds stays with it, and the parent's history tells", async () => {
		const [parent, child] = await openCases(2);
		await merge(parent, [child]);
		const more = comment(desk.region, 50, { from_id: 1002, text: "Воды так и нет" });
		await deliver(vkBody(desk.region, "wall_reply_new", more));
		expect((await desk.db.selectFrom("case").selectAll().execute()).length).toBe(2);
		expect((await read(child)).messages).toHaveLength(2);
		expect((await row(child)).status).toBe("merged");
		expect(await types(parent)).toEqual(["opened", "casesMerged", "childMessageAdded"]);
	});
});

describe("taking apart", () => {
	test("a case goes back to be sorted with its own term", async () => {
		const [parent, child] = await openCases(2);
		const before = await row(child);
		await merge(parent, [child]);
		const version = (await row(child)).version;
		const order = { caseId: child, version, reason: "Другой дом" };
		await expect(unmergeCase(parts(), desk.region.executor, order)).rejects.toMatchObject({ code: "forbidden" });
		await expect(unmergeCase(parts(), desk.region.curator, { ...order, version: version - 1 })).rejects.toMatchObject({
			code: "case-changed-meanwhile",
		});
		await unmergeCase(parts(), desk.region.curator, order);
		expect(await row(child)).toMatchObject({
			status: "triage",
			parent_id: null,
			due_at: before.due_at,
			clock_from: before.clock_from,
		});
		expect(await types(parent)).toEqual(["opened", "casesMerged", "caseUnmerged"]);
	});

	test("cases merged into one that ends without an answer are on their own again", async () => {
		const [parent, child] = await openCases(2);
		await merge(parent, [child]);
		await actByPerson(desk.db, desk.registry, desk.region.curator, {
			caseId: parent,
			version: (await row(parent)).version,
			action: "triage",
			given: {},
		});
		await actByPerson(desk.db, desk.registry, desk.region.curator, {
			caseId: parent,
			version: (await row(parent)).version,
			action: "reject",
			given: { reason: "Реклама" },
		});
		expect(await row(child)).toMatchObject({ status: "triage", parent_id: null });
	});

	test("two problems of one person may be open beside each other, and the next message goes to the first", async () => {
		const parent = await openCase(1);
		await deliver(vkBody(desk.region, "wall_reply_new", comment(desk.region, 2, { text: "Нет воды в доме" })));
		const child = (await desk.db.selectFrom("case").select("id").orderBy("id", "desc").executeTakeFirstOrThrow()).id;
		await merge(parent, [child]);
		// from before merged cases took their author's words
		await sql`insert into "case" (region_id, thread_id, page_id, channel, author_key, status, agency_id, excerpt, registered_at,
				clock_from, due_at, last_message_at, search)
			select region_id, thread_id, page_id, channel, author_key, 'assigned', 1, '', now(), now(), now(), now(), ''
			from "case" where id = ${child}`.execute(desk.db);
		const main = (await desk.db.selectFrom("case").select("id").orderBy("id", "desc").executeTakeFirstOrThrow()).id;
		await unmergeCase(parts(), desk.region.curator, { caseId: child, version: (await row(child)).version });
		expect(await row(child)).toMatchObject({ status: "triage", split_of: main });
		const more = comment(desk.region, 60, { from_id: 1002, text: "И ещё" });
		await deliver(vkBody(desk.region, "wall_reply_new", more));
		expect((await read(main)).messages.map(({ text }) => text)).toEqual(["И ещё"]);
	});
});

describe("at the same moment", () => {
	test("A into B and B into A: one of them, and nobody waits for ever", async () => {
		for (let round = 0; round < 8; round++) {
			const a = await openCase(10 + 2 * round);
			const b = await openCase(11 + 2 * round);
			const ends = await Promise.allSettled([merge(a, [b]), merge(b, [a])]);
			const merged = [(await row(a)).parent_id, (await row(b)).parent_id];
			expect(merged.filter((id) => id !== null)).toHaveLength(1);
			const refused = ends.filter((end) => end.status === "rejected");
			for (const { reason } of refused) expect(reason).toMatchObject({ code: "case-merge-refused" });
			const won = ends.filter((end) => end.status === "fulfilled" && end.value.merged.length === 1);
			expect(won).toHaveLength(1);
		}
	});

	test("many merges of overlapping lists end in one family each, with no chain", async () => {
		const ids: number[] = [];
		for (let id = 1; id <= 12; id++) ids.push(await openCase(id));
		await Promise.allSettled(ids.map((id) => merge(id, ids.filter((other) => other !== id).toReversed())));
		const rows = await desk.db.selectFrom("case").select(["id", "status", "parent_id"]).execute();
		const roots = rows.filter(({ status }) => status !== "merged");
		expect(roots).toHaveLength(1);
		expect(new Set(rows.flatMap(({ parent_id }) => (parent_id === null ? [] : [parent_id])))).toEqual(
			new Set([roots[0]?.id]),
		);
	});

	test("a merge and an approval of the same case: it is merged or answered, never both", async () => {
		for (let round = 0; round < 5; round++) {
			const parent = await openCase(100 + 2 * round);
			const child = await openCase(101 + 2 * round);
			await Promise.allSettled([approved(child), merge(parent, [child])]);
			const { status } = await row(child);
			const { rows } = await sql<{ n: number }>`select count(*)::int as n from reply
				where case_id = ${child} and status = 'approved'`.execute(desk.db);
			expect([status, rows[0]?.n]).toEqual(status === "merged" ? ["merged", 0] : ["readyToPublish", 1]);
		}
	});
});
