import { describe, expect, test } from "vitest";
import { formsOf, mayAgree, nominativeOf } from "./declension.ts";

describe("formsOf", () => {
	test.each([
		["озерск", "озерска озерску озерском озерске"],
		["сосновка", "сосновки сосновке сосновку сосновкой"],
		["камень", "камня камню камнем камне"],
		["березовец", "березовца березовцу березовцем березовце"],
		["орел", "орла орлу орлом орле"],
		["владивосток", "владивостока владивостоке"],
		["тверь", "твери тверью"],
		["хороль", "хороля хороле"],
		["терней", "тернея тернее"],
		["преображение", "преображения преображении"],
		["заречье", "заречья заречью заречьем"],
		["кавалерово", "кавалерова кавалерове кавалеровом"],
		["арсеньев", "арсеньева арсеньеве арсеньевым"],
		["горки", "горок горкам горках"],
		["воды", "вод водам водах"],
		["яр", "яра яру яре"],
		["ливадия", "ливадии ливадию"],
	])("noun %s", (word, forms) => {
		expect(formsOf(word, "noun")).toEqual(expect.arrayContaining([word, ...forms.split(" ")]));
	});

	test.each([
		["садовая", "садовой садовую", "садовый садового"],
		["нижняя", "нижней нижнюю", "нижний"],
		["речной", "речного речному речном", "речная"],
		["большой", "большого большом большим", "большая"],
		["невский", "невского невском невским", "невская"],
		["трудовое", "трудового трудовом", "трудовая"],
		["новые", "новых новым", "новая"],
	])("adjective %s", (word, forms, others) => {
		const found = formsOf(word, "adjective");
		expect(found).toEqual(expect.arrayContaining([word, ...forms.split(" ")]));
		for (const other of others.split(" ")) expect(found).not.toContain(other);
	});

	test("the adjective of a territory in any gender, a number in words, a name that does not change", () => {
		expect(formsOf("озерский", "adjective-any")).toEqual(expect.arrayContaining(["озерская", "озерскую", "озерских"]));
		expect(formsOf("1", "ordinal")).toEqual(expect.arrayContaining(["1", "первая", "первой", "первого"]));
		expect(formsOf("3", "ordinal")).toEqual(expect.arrayContaining(["третьей", "третий"]));
		expect(formsOf("40", "ordinal")).toEqual(["40"]);
		expect(formsOf("ленина", "fixed")).toEqual(["ленина"]);
		expect(formsOf("лет", "fixed")).toContain("летия");
	});
});

test.each([
	["Садовой", "f", "Садовая"],
	["Нижнюю", "f", "Нижняя"],
	["Рабочей", "f", "Рабочая"],
	["Невском", "m", "Невский"],
	["Речном", "m", "Речный"],
	["Большого", "m", "Большой"],
	["Новому", "m", "Новый"],
	["Ленина", "f", "Ленина"],
	["Садовая", "f", "Садовая"],
] as const)("nominativeOf %s", (word, gender, first) => {
	expect(nominativeOf(word, gender)).toBe(first);
});

test.each([
	["новом", "доме", true],
	["садовой", "тележке", true],
	["заречном", "свет", false],
	["лесной", "школы", true],
	["новую", "дорогу", true],
	["озерская", "больница", true],
	["садовой", "яма", false],
])("mayAgree %s %s", (adjective, noun, agrees) => {
	expect(mayAgree(adjective, noun)).toBe(agrees);
});
