import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hidePersonal, hidePersonalCut } from "./hide-personal.ts";

describe("what tells who somebody is stands as dots", () => {
	test.each([
		["Звоните 8 (912) 345-67-89 вечером", /345|912/],
		["пишите на ivanova.a@example.ru", /ivanova|example/],
		["моя страница https://network.example/id12345", /id12345/],
		["network.example/name_name и @name_name", /name/],
		["[id55|Анна], помогите", /id55|Анна/],
		["СНИЛС 112-233-445 95", /233/],
	])("%s", (text, hidden) => {
		const masked = hidePersonal(text);
		expect(masked).not.toMatch(hidden);
		expect(masked).toHaveLength(text.length);
	});

	test.each(["Яма на Лесной, 25, с 12.05.2026", "https://city.example/news/2026/road/12", "Дом 5, подъезд 2"])(
		"%s stays as it is",
		(text) => {
			expect(hidePersonal(text)).toBe(text);
		},
	);

	test("the beginning of a number at a cut goes, too", () => {
		expect(hidePersonalCut("Телефон 8912 34")).not.toMatch(/8912/);
		expect(hidePersonalCut("почта anna@exam")).not.toMatch(/anna/);
		expect(hidePersonalCut("обычный конец")).toBe("обычный конец");
	});
});

test("any text keeps its length and its white space, twice is once, and time is bounded", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
			const masked = hidePersonal(text);
			expect(masked).toHaveLength(text.length);
			expect(hidePersonal(masked)).toBe(masked);
		}),
	);
	for (const part of ["8 912 ", "a@", "a.a/", "@aa", "[id1|", "+7(", "a-"]) {
		const long = part.repeat(20_000);
		const started = performance.now();
		hidePersonal(long);
		hidePersonalCut(long.slice(0, 280));
		expect(performance.now() - started).toBeLessThan(5_000);
	}
});
