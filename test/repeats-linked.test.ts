import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { readRepeats, repeatFigures } from "../src/cases/reads-repeat.ts";
import { unlinkRepeat } from "../src/cases/unlink-repeat.ts";
import { comment, vkBody } from "./region.ts";
import { publishAs, typesOf } from "./reply-of-kind.ts";
import { deliver, desk, openCase, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const water = "Нет горячей воды третий день, дом без воды";

/** A case by this person under this post. */
async function write(id: number, fromId: number, post: number, text = water): Promise<number> {
	const change = { from_id: fromId, post_id: post, text };
	await deliver(vkBody(desk.region, "wall_reply_new", comment(desk.region, id, change)));
	const row = await desk.db.selectFrom("case").select("id").orderBy("id", "desc").executeTakeFirstOrThrow();
	return row.id;
}

const stateOf = (caseId: number) =>
	desk.db
		.selectFrom("case")
		.select(["repeat_of", "priority", "version"])
		.where("id", "=", caseId)
		.executeTakeFirstOrThrow();
/** The test region's clock of messages stands in the past: answers are moved there, too. */
async function answerAt(caseId: number, days: number): Promise<void> {
	await publishAs(caseId, "final");
	await sql`update "case" set answered_at = to_timestamp(1700000000) + make_interval(days => ${days}) where id = ${caseId}`.execute(
		desk.db,
	);
}
/** Where the case is; in the tests no gazetteer says so. */
const placeAt = (caseId: number, address: string) =>
	sql`update "case" set address = ${address} where id = ${caseId}`.execute(desk.db);

describe("a repeat", () => {
	test("of the same person about the same group of topics is linked, weighs more and is told", async () => {
		const first = await write(1, 1001, 55);
		await answerAt(first, -3);
		const again = await write(2, 1001, 56);
		expect(await stateOf(again)).toMatchObject({ repeat_of: first, priority: "high" });
		expect((await read(again)).history.find(({ type }) => type === "repeatLinked")?.data).toMatchObject({
			repeatOf: first,
			kind: "same-person",
		});
		expect(await readRepeats(desk.db, desk.region.executor, first)).toEqual({ repeatOf: null, repeatedBy: [again] });
		await expect(readRepeats(desk.db, desk.region.roadsExecutor, first)).rejects.toMatchObject({ code: "not-found" });
	});

	test.each([
		["an open case", null, {}],
		["an answer older than 30 days", -31, {}],
		["another person's", -3, { fromId: 1002 }],
		["another matter", -3, { text: "Снег на дороге, не чистят дорогу вторую неделю" }],
	])("is not seen in %s", async (_name, days, { fromId = 1001, text = water }: { fromId?: number; text?: string }) => {
		const first = await write(1, 1001, 55);
		if (days !== null) await answerAt(first, days);
		const again = await write(2, fromId, 56, text);
		expect(again).not.toBe(first);
		expect(await stateOf(again)).toMatchObject({ repeat_of: null, priority: "normal" });
	});

	test("a curator takes the link away with a reason, and the answer is no longer blamed", async () => {
		const first = await write(1, 1001, 55);
		await answerAt(first, -3);
		const again = await write(2, 1001, 56);
		const other = await openCase(9);
		await answerAt(other, -3);
		const at = 1_700_000_000_000;
		const period = { from: new Date(at - 9 * 86_400_000), to: new Date(at) };
		expect(await repeatFigures(desk.db, desk.region.curator, period)).toEqual([
			{ agencyId: 1, answered: 2, repeated: 1, repeatShare: 0.5 },
		]);
		const { version } = await stateOf(again);
		const order = { version, reason: "О другом доме" };
		await expect(unlinkRepeat(desk.db, desk.region.executor, again, order)).rejects.toMatchObject({
			code: "forbidden",
		});
		await expect(unlinkRepeat(desk.db, desk.region.curator, again, { ...order, version: 0 })).rejects.toMatchObject({
			code: "case-changed-meanwhile",
		});
		await expect(unlinkRepeat(desk.db, desk.region.curator, again, { ...order, reason: " " })).rejects.toMatchObject({
			code: "reason-missing",
		});
		await unlinkRepeat(desk.db, desk.region.curator, again, order);
		await unlinkRepeat(desk.db, desk.region.curator, again, order);
		expect((await typesOf(again)).filter((type) => type === "repeatUnlinked")).toHaveLength(1);
		expect(await repeatFigures(desk.db, desk.region.curator, period)).toMatchObject([{ repeated: 0, repeatShare: 0 }]);
	});
});

describe("the same house and topic", () => {
	test("are the same problem, whoever writes; a street alone is no place", async () => {
		const { linkRepeats } = await import("../src/cases/link-repeats.ts");
		const first = await write(1, 1001, 55);
		await answerAt(first, -3);
		const link = async (id: number, address: string) => {
			await placeAt(first, address);
			const caseId = await write(id, 2000 + id, 57);
			await placeAt(caseId, address);
			const row = await desk.db.selectFrom("case").selectAll().where("id", "=", caseId).executeTakeFirstOrThrow();
			await desk.db.transaction().execute(async (tx) => {
				const newCases = [{ ...row, searchText: "" }];
				await linkRepeats({ tx, registry: desk.registry, newCases } as unknown as Parameters<typeof linkRepeats>[0]);
			});
			return (await stateOf(caseId)).repeat_of;
		};
		expect(await link(2, "ул. Лесная, 14")).toBe(first);
		expect(await link(3, "ул. Лесная")).toBeNull();
	});
});
