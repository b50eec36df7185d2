import { expect, test } from "vitest";
import { findInGuide } from "./find-in-guide.ts";

const page = (name: string, title: string, parts: [string, string][]) => ({
	...{ name, title, lead: "", html: "" },
	parts: parts.map(([heading, text]) => ({ id: heading.toLowerCase(), title: heading, text })),
});
const pages = [
	page("duty", "Дежурство", [
		["", "Кто дежурит сейчас."],
		["Отсутствия", "Пока человека нет, замещающий согласует вместо него."],
	]),
	page("approval", "Как согласовать ответ", [
		["", "Раздел показывает ответы один за другим."],
		["Отчёт", "Печать отчёта."],
	]),
];

test("finds other forms of the words, headings first", () => {
	const found = findInGuide(pages, "Согласовать");
	expect(found.map(({ page: name, id }) => `${name}#${id}`)).toEqual(["approval#", "duty#отсутствия"]);
	expect(found[1]?.title).toBe("Дежурство · Отсутствия");
});

test("every word must be there, ё is е, and nothing asked finds nothing", () => {
	expect(findInGuide(pages, "отчет").map(({ id }) => id)).toEqual(["отчёт"]);
	expect(findInGuide(pages, "замещает отпуск")).toEqual([]);
	expect(findInGuide(pages, " , ")).toEqual([]);
});

test("a long text is cut around what was found, at whole words", () => {
	const long = page("long", "Длинная", [["", `${"слово ".repeat(60)}находка ${"слово ".repeat(60)}`]]);
	const [found] = findInGuide([long], "находка");
	expect(found?.snippet).toMatch(/^… (слово )+находка (слово ?)+ …$/);
	expect(found?.snippet.length).toBeLessThan(220);
});
