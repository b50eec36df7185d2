import fc from "fast-check";
import { expect, test } from "vitest";
import { filterCount, readCaseSearch } from "./case-search.ts";

test("a good address is read as it is", () => {
	const raw = { view: "approval", agencyId: "7", topicCode: "housing.lift", due: "overdue", q: "лифт", sort: "newest" };
	expect(readCaseSearch(raw)).toMatchObject({ ...raw, agencyId: 7 });
	expect(filterCount(readCaseSearch(raw))).toBe(3);
});

test("what is unknown is left out", () => {
	const read = readCaseSearch({
		view: "drop table",
		status: "x",
		agencyId: "-1",
		due: "soon",
		q: "  ",
		sort: "up",
		channel: 5,
	});
	expect(Object.values(read).every((value) => value === undefined)).toBe(true);
});

test("whatever stands in the address, what comes out is what the server accepts", () => {
	const anything = fc.oneof(
		fc.string(),
		fc.integer(),
		fc.constant(undefined),
		fc.double(),
		fc.string({ minLength: 300 }),
	);
	const names = ["view", "status", "agencyId", "topicCode", "groupCode", "channel", "due", "q", "sort", "other"];
	fc.assert(
		fc.property(fc.record(Object.fromEntries(names.map((name) => [name, anything]))), (raw) => {
			const read = readCaseSearch(raw);
			expect(read).not.toHaveProperty("other");
			expect(read.q === undefined || (read.q.length > 0 && read.q.length <= 200)).toBe(true);
			expect(read.agencyId === undefined || (Number.isSafeInteger(read.agencyId) && read.agencyId > 0)).toBe(true);
		}),
	);
});
