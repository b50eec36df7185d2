import fc from "fast-check";
import { expect, test } from "vitest";
import { cutText, findWords } from "./mark-words.ts";

const wordsIn = (text: string, words: string[]) =>
	findWords(text, words).map(({ start, end }) => text.slice(start, end));

test.each([
	["whole words, whatever the case", "Вода есть. ВОДА! Водокачка, подвода", ["вода"], ["Вода", "ВОДА"]],
	["ё is е", "Свёртки и сверток", ["сверток", "свертки"], ["Свёртки", "сверток"]],
	["a phrase beats the word inside it", "Нет горячей воды", ["воды", "горячей воды"], ["горячей воды"]],
	["a word at both ends", "снег идёт, снег", ["снег"], ["снег", "снег"]],
	["signs that mean something in a pattern", "дом (3) и дом 3", ["(3)"], ["(3)"]],
	["nothing to look for", "вода", ["", "  "], []],
	["signs outside the plane keep the offsets", "😀 воды 😀", ["воды"], ["воды"]],
])("%s", (_, text, words, found) => {
	expect(wordsIn(text, words)).toEqual(found);
});

test("the cut text is the text, and marks stand where they were asked for", () => {
	const text = "Дети ходят у открытого люка";
	const cut = cutText(text, [{ start: 0, end: 4 }], { start: 11, end: 27 });
	expect(cut.map((part) => [part.text, part.isWord, part.isQuote])).toEqual([
		["Дети", true, false],
		[" ходят ", false, false],
		["у открытого люка", false, true],
	]);
	fc.assert(
		fc.property(fc.string({ unit: "binary" }), fc.array(fc.string()), fc.nat(), fc.nat(), (any, words, start, end) => {
			const parts = cutText(any, findWords(any, words), { start, end });
			expect(parts.map((part) => part.text).join("")).toBe(any);
		}),
	);
});
