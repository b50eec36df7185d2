import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readResidentWord } from "./resident-word.ts";

const solved = { isSolved: true, isThanks: false };
const unsolved = { isSolved: false, isThanks: false };
const thanked = { isSolved: null, isThanks: true };
const both = { isSolved: true, isThanks: true };

const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));

describe("a short word of a resident", () => {
	test.each([
		["Решено", solved],
		["Вопрос решён.", solved],
		["да, проблема решена", solved],
		["Уже починили", solved],
		["Спасибо, помогли", both],
		["Спасибо большое! Всё сделали", both],
		["[club1|Администрация], спасибо, вопрос решен", both],
		["Не решено", unsolved],
		["Нет, вопрос не решён!", unsolved],
		["Так и не починили", unsolved],
		["до сих пор ничего не сделали", unsolved],
		["спасибо", thanked],
		["Большое спасибо за ответ!", thanked],
		["Добрый день! Благодарим вас", thanked],
		["👍", thanked],
		["Спасибо 🙏", thanked],
	])("«%s»", (text, said) => {
		expect(readResidentWord(text)).toEqual(said);
	});

	test.each([
		"",
		"...",
		"Да",
		"Решено?",
		"Решено ли?",
		"Спасибо, «помогли»",
		"Спасибо, помогли)))",
		"Спасибо, ничего не сделали",
		"Спасибо что не забыли",
		"Решено, но вода ржавая",
		"Когда будет решено",
		"Не решено, воды нет третий день",
		"не спасибо",
		"Нет спасибо",
		"Вопрос",
		"Решили не делать",
		"Спасибо, а когда дадут воду",
		`Спасибо ${"большое ".repeat(40)}`,
	])("«%s» is a message like any other", (text) => {
		expect(readResidentWord(text)).toBeNull();
	});

	test("any text is read without a failure, and a word more that is not known makes it nobody's say", () => {
		fc.assert(
			fc.property(anyText, (text) => {
				readResidentWord(text);
				expect(readResidentWord(`${text.slice(0, 60)} спасибо подъезд`)).toBeNull();
			}),
		);
	});
});
