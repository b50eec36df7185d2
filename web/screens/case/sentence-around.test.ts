import { expect, test } from "vitest";
import { sentenceAround } from "./sentence-around.ts";

const around = (text: string, words: string) => {
	const start = text.indexOf(words);
	return sentenceAround(text, { start, end: start + words.length });
};

test.each([
	["Здравствуйте! Насос заменят до 5 декабря. Вода будет.", "5 декабря", "Насос заменят до 5 декабря"],
	["Насос заменят 05.12.2026, вода будет.", "05.12.2026", "Насос заменят 05.12.2026, вода будет"],
	["Здравствуйте\nК пятнице уберём снег\nСпасибо", "пятнице", "К пятнице уберём снег"],
	["уберём завтра", "завтра", "уберём завтра"],
])("the sentence in %j around %j", (text, words, sentence) => {
	expect(around(text, words)).toBe(sentence);
});
