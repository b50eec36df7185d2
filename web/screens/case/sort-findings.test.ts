import { expect, test } from "vitest";
import type { Finding } from "../../api.ts";
import { forList, inReadingOrder, isOftenRepeated } from "./sort-findings.ts";

const finding = (
	severity: Finding["severity"],
	start: number,
	end: number,
	code: Finding["code"] = "tone",
): Finding => ({
	code,
	severity,
	start,
	end,
});

test("what stops the answer stands first in the list, then the order of the text", () => {
	const list = forList([
		finding("hint", 0, 3),
		finding("warn", 9, 12),
		finding("warn", 4, 6),
		finding("block", 20, 24),
		finding("block", 0, 0, "empty"),
	]);
	expect(list.map(({ severity, start }) => [severity, start])).toEqual([
		["block", 20],
		["warn", 4],
		["warn", 9],
		["hint", 0],
	]);
});

test("a graver remark keeps its underline where a lighter one covers it", () => {
	const marks = inReadingOrder([
		finding("hint", 0, 30),
		finding("block", 10, 14),
		finding("warn", 31, 40),
		finding("warn", 5, 5),
	]);
	expect(marks.map(({ severity, start }) => [severity, start])).toEqual([
		["block", 10],
		["warn", 31],
	]);
});

test("only a chance well above the usual is told", () => {
	expect([null, 0.03, 0.12, 0.13, 0.6].map(isOftenRepeated)).toEqual([false, false, false, true, true]);
});
