import { expect, test } from "vitest";
import type { TermsByPriority } from "../../api-settings.ts";
import { clockKinds, readTerm, readTerms, termChanges, termsInFields } from "./term-form.ts";

const term = { unit: "minutes", amount: 240, isRoundTheClock: false } as const;
const clocks = Object.fromEntries(clockKinds.map((kind) => [kind, term])) as TermsByPriority["normal"]["clocks"];
const terms: TermsByPriority = {
	normal: { waitDays: 7, clocks },
	high: { waitDays: 7, clocks: { ...clocks, final: { unit: "days", amount: 7, isRoundTheClock: false } } },
	urgent: { waitDays: 1, clocks: { ...clocks, answer: { unit: "minutes", amount: 45, isRoundTheClock: true } } },
};

test("terms that go through the fields come back the same", () => {
	const form = termsInFields(terms);
	expect(form.normal.clocks.answer).toEqual({ amount: "4", unit: "hours", isRoundTheClock: false });
	expect(form.urgent.clocks.answer).toEqual({ amount: "45", unit: "minutes", isRoundTheClock: true });
	expect(readTerms(form)).toEqual(terms);
});

test.each([
	["", "hours"],
	["0", "hours"],
	["1.5", "hours"],
	["-3", "minutes"],
	["337", "hours"],
	["20161", "minutes"],
	["366", "days"],
	["четыре", "days"],
] as const)("no term: %j %s", (amount, unit) => {
	expect(readTerm({ amount, unit, isRoundTheClock: false })).toBeNull();
	const form = termsInFields(terms);
	form.high.clocks.task = { amount, unit, isRoundTheClock: false };
	expect(readTerms(form)).toBeNull();
});

test("a version tells what it changed, and only that", () => {
	const after = structuredClone(terms);
	after.normal.clocks.answer = { unit: "minutes", amount: 540, isRoundTheClock: false };
	after.urgent.waitDays = 2;
	expect(termChanges(terms, terms)).toEqual([]);
	expect(termChanges(terms, after)).toEqual([
		{ priority: "normal", kind: "answer", before: term, after: after.normal.clocks.answer },
		{ priority: "urgent", kind: "wait", before: 1, after: 2 },
	]);
});
