import { expect, test } from "vitest";
import { codeOf, readAgencyLines } from "./agency-lines.ts";

test("a table pasted from a spreadsheet becomes agencies, what is there already is marked", () => {
	const text =
		"Название\tКоротко\nМинистерство здравоохранения\tМинздрав\r\n\nАдминистрация Заречного района\nЦентр управления регионом;ЦУР";
	const lines = readAgencyLines(text, [{ name: "Центр управления регионом", code: "rmc" }]);
	expect(lines).toEqual([
		{
			...{ name: "Министерство здравоохранения", shortName: "Минздрав" },
			code: "minzdrav",
			kind: "ministry",
			isKnown: false,
		},
		{
			...{ name: "Администрация Заречного района", shortName: "Администрация Заречного района" },
			...{ code: "administratsiya-zarechnogo-rayona", kind: "municipality", isKnown: false },
		},
		{ ...{ name: "Центр управления регионом", shortName: "ЦУР" }, code: "tsur", kind: "centre", isKnown: true },
	]);
});

test("who is named twice stands once, and codes never meet", () => {
	const lines = readAgencyLines('Школа № 1\nшкола № 1\nШкола № 1 "новая";Школа № 1', [
		{ name: "Другая", code: "shkola-1" },
	]);
	expect(lines.map(({ code }) => code)).toEqual(["shkola-1-2", "shkola-1-3"]);
});

test("a code is always one that the server takes", () => {
	for (const words of ["", "№", "ЪЬ", "-x-", "a".repeat(300), "Ёлки"])
		expect(codeOf(words)).toMatch(/^[a-z\d][a-z\d-]{0,59}$/);
});
