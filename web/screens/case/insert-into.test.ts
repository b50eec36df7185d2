import { expect, test } from "vitest";
import { placeOf } from "./insert-into.ts";

/** The text after the insertion; "|" is the cursor. */
function put(marked: string, words: string): string {
	const cursor = marked.indexOf("|");
	const text = marked.replace("|", "");
	const { start, end, words: put } = placeOf(text, cursor, words);
	return text.slice(0, start) + put + text.slice(end);
}

test.each([
	["|", "Здравствуйте!", "Здравствуйте!"],
	["\n| ", "Здравствуйте!", "Здравствуйте!"],
	["Починим до веч|ера.", "Спасибо.", "Починим до вечера.\n\nСпасибо."],
	["Починим|.\n\nДо свидания", "Спасибо.", "Починим.\n\nСпасибо.\n\nДо свидания"],
	["Починим.\n|\nДо свидания", "Спасибо.", "Починим.\n\nСпасибо.\n\nДо свидания"],
	["|\nДо свидания", "Спасибо.", "Спасибо.\n\nДо свидания"],
	["Подробно|.", "https://gov.example", "Подробно https://gov.example."],
	["Подробно |здесь", "https://gov.example", "Подробно https://gov.example здесь"],
])("%j and %j are %j", (marked, words, whole) => {
	expect(put(marked, words)).toBe(whole);
});
