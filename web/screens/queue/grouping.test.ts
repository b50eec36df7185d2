import { describe, expect, test } from "vitest";
import type { CaseGroups } from "../../api-triage.ts";
import type { CaseRow } from "../../api.ts";
import { countsOf, type GroupKey, groupKeyOf, withHeads } from "./grouping.ts";

const row = (id: number, topicCode: string | null, dueAt = "2026-03-04T10:00:00.000Z") =>
	({ id, topicCode, territoryCode: null, dueAt }) as CaseRow;
const terms: CaseGroups = {
	items: [
		{ key: "overdue", count: 1, until: "2026-03-04T09:00:00.000Z" },
		{ key: "today", count: 1, until: "2026-03-04T21:00:00.000Z" },
		{ key: "tomorrow", count: 0, until: "2026-03-05T21:00:00.000Z" },
		{ key: "later", count: 1, until: null },
	],
	isWhole: true,
};
const topics: CaseGroups = {
	items: [
		{ key: "a", count: 5, until: null },
		{ key: null, count: 1, until: null },
	],
	isWhole: true,
};
const heads = (rows: CaseRow[], known = new Map<number, GroupKey>()) =>
	withHeads(rows, "topic", topics, known).map((item) => (item.kind === "head" ? item.key : item.index));

test.each([
	["2026-03-04T08:59:59.999Z", "overdue"],
	["2026-03-04T09:00:00.000Z", "today"],
	["2026-03-04T21:00:00.000Z", "tomorrow"],
	["2026-03-05T21:00:00.000Z", "later"],
])("a term at %s stands under %s", (dueAt, key) => {
	expect(groupKeyOf(row(1, null, dueAt), "due", terms)).toBe(key);
});

describe("heads", () => {
	test("stand above the first row of each group", () => {
		expect(heads([row(1, "a"), row(2, "a"), row(3, null)])).toEqual(["a", 0, 1, null, 2]);
		expect(heads([])).toEqual([]);
	});

	test("a row that changed stays where it was read, and the counts follow what is shown", () => {
		const known = new Map<number, GroupKey>();
		heads([row(1, "a"), row(2, "a"), row(3, null)], known);
		const changed = [row(1, null), row(2, "a"), row(3, null)];
		expect(heads(changed, known)).toEqual(["a", 0, 1, null, 2]);
		expect(withHeads(changed, "topic", topics, known)[1]).toEqual({ kind: "row", index: 0, movedTo: null });
		// by now the server counts four and two
		const now: CaseGroups = { items: topics.items.map((one) => ({ ...one, count: one.key ? 4 : 2 })), isWhole: true };
		expect(countsOf(changed, "topic", now, known)).toEqual(
			new Map([
				["a", 5],
				[null, 1],
			]),
		);
	});
});
