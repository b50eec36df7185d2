import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillTemplate, placeholders, placeholdersOf } from "./fill-template.ts";
import type { Known } from "./fill-template.ts";
import { checkReply } from "./quality.ts";

const known: Known = { имя: "Анна", адрес: "ул. Лесная, 3", срок: "28 ноября 2026, 15:00" };

describe("filling a template", () => {
	test.each<[body: string, text: string, gaps: string[]]>([
		["{имя}, здравствуйте.", "Анна, здравствуйте.", []],
		["{ Имя } {АДРЕС}", "Анна ул. Лесная, 3", []],
		["По адресу {адрес} {что сделано}.", "По адресу ул. Лесная, 3 {что сделано}.", ["что сделано"]],
		["{дата срока}", "{дата срока}", ["дата срока"]],
		["{срок} и {срок}, {кто} и {кто}", "28 ноября 2026, 15:00 и 28 ноября 2026, 15:00, {кто} и {кто}", ["кто"]],
		["{} {{имя}}", "{} {Анна}", []],
		["{constructor} {__proto__}", "{constructor} {__proto__}", ["constructor", "__proto__"]],
		["Без пропусков", "Без пропусков", []],
	])("%s", (body, text, gaps) => {
		expect(fillTemplate(body, known)).toEqual({ text, gaps });
	});

	test("a name from the network brings no gap and no template of its own", () => {
		expect(fillTemplate("{имя}: {адрес}", { имя: "{адрес}$&", адрес: "Лесная" })).toEqual({
			text: "адрес$&: Лесная",
			gaps: [],
		});
	});

	test("every gap that is told is one that stops the answer", () => {
		const piece = fc.constantFrom("{имя}", "{кто}", "{дата}", "{ срок }", " и ", "Ответ", "}", "{", "\n");
		fc.assert(
			fc.property(fc.array(piece), (pieces) => {
				const { text, gaps } = fillTemplate(pieces.join(""), known);
				const found = checkReply(`${text} конец`, { maxLength: 10_000 }).filter(({ code }) => code === "placeholder");
				if (gaps.length > 0) expect(found.length).toBeGreaterThan(0);
				for (const gap of gaps) expect(text).toContain(gap);
			}),
		);
	});

	test("with all known, nothing is left but what a person writes", () => {
		const all = Object.fromEntries(placeholders.map((name) => [name, "х"]));
		const body = placeholders.map((name) => `{${name}}`).join(" ");
		expect(fillTemplate(`${body} {мера}`, all)).toEqual({
			text: `${placeholders.map(() => "х").join(" ")} {мера}`,
			gaps: ["мера"],
		});
		expect(placeholdersOf(`${body} {Мера}`)).toEqual({ known: [...placeholders], own: ["мера"] });
	});
});
