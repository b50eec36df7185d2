import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../api.ts";
import { moveFindings } from "./move-findings.ts";

const at = (text: string, part: string): Finding => {
	const start = text.indexOf(part);
	return { code: "phone", severity: "block", start, end: start + part.length };
};
const text = "Звоните 8 912 345 67 89 или приходите";
const finding = at(text, "8 912 345 67 89");
const shownIn = (to: string) => moveFindings([finding], text, to).map((one) => to.slice(one.start, one.end));

describe("a remark while the person goes on typing", () => {
	test.each([
		["after it", `${text} завтра`, ["8 912 345 67 89"]],
		["before it", `Здравствуйте! ${text}`, ["8 912 345 67 89"]],
		["inside it", text.replace("345", "3-45"), []],
		["it is deleted", "Звоните или приходите", []],
		["all is deleted", "", []],
	])("edit %s", (_where, to, shown) => {
		expect(shownIn(to)).toEqual(shown);
	});
});

test("a moved remark always stands on the same words inside the text", () => {
	const edit = fc.record({
		head: fc.string(),
		mark: fc.string({ minLength: 1 }),
		tail: fc.string(),
		put: fc.string(),
		where: fc.nat(),
	});
	fc.assert(
		fc.property(edit, ({ head, mark, tail, put, where }) => {
			const from = head + mark + tail;
			const cut = where % (from.length + 1);
			const to = from.slice(0, cut) + put + from.slice(cut);
			const own: Finding = { code: "phone", severity: "block", start: head.length, end: head.length + mark.length };
			for (const moved of moveFindings([own], from, to)) expect(to.slice(moved.start, moved.end)).toBe(mark);
		}),
	);
});
