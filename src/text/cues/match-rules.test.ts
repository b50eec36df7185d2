import { describe, expect, test } from "vitest";
import type { CueRule } from "./cue-rule.ts";
import { compileRules } from "./match-rules.ts";
import { tokensOf } from "./tokens.ts";

/** What a rule hears in a text: the words from the first to the last of its phrase; null when it is silent. */
function heard(rule: CueRule, text: string): string | null {
	const tokens = tokensOf(text);
	const [hit] = compileRules({ gas: { rule } })(tokens);
	return hit ? text.slice(tokens[hit.first]?.start, tokens[hit.last]?.end) : null;
}

describe("phrases", () => {
	test.each<[string, string[], string, string | null]>([
		["a beginning of a word", ["пахн"], "Там пахнет", "пахнет"],
		["a whole word is not a beginning", ["газ."], "на газоне", null],
		["a short word is whole", ["до + лета"], "дом, лета не видели", null],
		["ё is е, capitals are small", ["щеток"], "ЩЁТОК нет", "ЩЁТОК"],
		["sides in any order", ["пахн + газом."], "газом, кажется, пахнет", "газом, кажется, пахнет"],
		["sides too far apart", ["пахн + газом."], "пахнет чем-то таким странным похоже газом", null],
		["the end of a sentence counts as words", ["пахн + газом."], "Пахнет странно. Вроде бы газом", null],
		["an abbreviation ends no sentence", ["улиц|ул + темно."], "на ул. Мира темно", "ул. Мира темно"],
		["one word is not two sides", ["газ + газом."], "пахнет газом", null],
		["joined words", ["не_топят"], "совсем не топят", "не топят"],
		["joined words with another between", ["не_топят"], "не очень топят", null],
		["three sides", ["дым + из + окна."], "дым валит из окна", "дым валит из окна"],
		["a number at most", ["≤17_градус"], "было 14 градусов", "14 градусов"],
		["a greater number", ["≤17_градус"], "было 24 градуса", null],
		["a decimal", ["≤17_градус"], "было 25,5 градусов", null],
		["a degree sign", ["≤17_градус"], "+14°C", "14°"],
		["a plus before a number", ["плюс_≤17"], "в доме +14", "+14"],
		["a minus before a number, not in a span of houses", ["минус_#"], "дома 5-12", null],
		["a frost", ["минус_#"], "на улице -20", "-20"],
		["a question mark", ["когда + <вопрос>"], "когда же?", "когда же?"],
		["a link", ["канал + <ссылка>"], "канал https://t.me/x", "канал https://t.me/x"],
		["Latin look-alikes", ["газом."], "пахнет гaзoм", "гaзoм"],
		["a denied word", ["пахн"], "не пахнет", null],
		["denied by без", ["отоплен"], "без отопления", null],
		["чуть не is no denial", ["упал"], "чуть не упал", "упал"],
		["a comma parts the denial", ["пахн"], "говорят нет, не, пахнет", "пахнет"],
		["a phrase that denies itself", ["без_отоплен"], "без отопления", "без отопления"],
	])("%s", (_what, says, text, expected) => {
		expect(heard({ says }, text)).toBe(expected);
	});
});

describe("what silences a rule", () => {
	const rule = { says: ["пахн + газом."], unless: ["сосед", "прошл_год"], never: ["памятк"] };
	test.each([
		["near by", "от соседей пахнет газом", null],
		["behind it", "пахнет газом у соседки", null],
		["in another sentence it does not", "Соседи молчат. Пахнет газом", "Пахнет газом"],
		[
			"far from it in the same sentence it does not",
			"сосед который день ходит и ходит туда сюда пахнет газом",
			"пахнет газом",
		],
		["anywhere in the text", "Памятка жителям. Вот она. Читайте. Пахнет газом?", null],
		["a denied word silences nothing", "не соседка, пахнет газом", "пахнет газом"],
	])("%s", (_what, text, expected) => {
		expect(heard(rule, text)).toBe(expected);
	});

	test("a later phrase is heard when the first is silenced", () => {
		expect(heard(rule, "У соседей пахнет газом. У нас газом пахнет")).toBe("газом пахнет");
	});
});

describe("the order and the place", () => {
	test("sides in their order", () => {
		const rule = { says: ["когда + <вопрос>"], inOrder: true as const };
		expect(heard(rule, "когда придёте?")).toBe("когда придёте?");
		expect(heard(rule, "Что? когда")).toBeNull();
	});

	test("at the beginning", () => {
		const rule = { says: ["спасибо"], opens: true as const };
		expect(heard(rule, "Добрый день! Спасибо")).toBe("Спасибо");
		expect(heard(rule, "Прошу убрать снег во дворе дома пять, спасибо")).toBeNull();
	});

	test("as near as the rule says", () => {
		expect(heard({ says: ["пахн + газом."], within: 1 }, "пахнет вроде газом")).toBeNull();
		expect(heard({ says: ["пахн + газом."], within: 8 }, "пахнет чем-то таким странным похоже газом")).not.toBeNull();
	});
});
