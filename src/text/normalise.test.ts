import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseText } from "./normalise.ts";

describe("normaliseText", () => {
	test.each([
		["plain text stays", "Когда уберут снег?", "Когда уберут снег?"],
		["empty", "", ""],
		["only spaces", " \t\n ", ""],
		["NUL and controls go, tab and line feed stay", "a\0b\x07c\td\ne\x7f\x9b", "abc\td\ne"],
		["line breaks of other systems", "a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"],
		["a broken half of a pair", "a\ud83db\ude00", "a\ufffdb\ufffd"],
		["a whole pair", "снег 😀", "снег 😀"],
		["letters and marks are joined", "и\u0306 е\u0308", "й ё"],
		["zero-width characters", "во\u200bда\ufeff, \u202eтепло\u2060 сне\u00adг", "вода, тепло снег"],
		["a family stays a family", "👨‍👩‍👧 и ❤️‍🔥", "👨‍👩‍👧 и ❤️‍🔥"],
		["a stray joiner", "во\u200dда 👨\u200d", "вода 👨"],
		["a mention", "[id1|Житель], добрый день", "Житель, добрый день"],
		["a mention of a page", "[club12|Мой город] ответьте", "Мой город ответьте"],
		["a mention inside a comment", "[id1:bp-5_6|Житель], нет", "Житель, нет"],
		["a link", "тут [https://example.org/a?b=1|фото]", "тут фото"],
		["several", "[id1|А] и [public2|Б]", "А и Б"],
		["markup in markup", "[id1|[club2|Мой город]]", "Мой город"],
		["a target made by an inner name", "[id[id1|2]|Имя]", "Имя"],
		["a name that joins the letter before", "е[id1|\u0308]лка", "ёлка"],
		["an empty name", "а[id1|]б", "аб"],
		["brackets of the writer", "[дом 5] [а|б] [id|в] [|г] 1|2]", "[дом 5] [а|б] [id|в] [|г] 1|2]"],
		["unclosed", "[id1|Житель", "[id1|Житель"],
		["over a line break", "[id1|Жи\nтель]", "[id1|Жи\nтель]"],
		["spaces at the ends", "  а  \n б\t\n\n", "а\n б"],
	])("%s", (_name, raw, clean) => {
		expect(normaliseText(raw)).toBe(clean);
	});

	const pieces = fc.constantFrom(
		"[",
		"]",
		"|",
		"id1",
		"club2",
		"https://a",
		"\u0308",
		"е",
		"\u200d",
		"👨",
		"\n",
		"\r",
		" ",
		"\0",
		"\ud83d",
	);
	const hostile = fc.oneof(
		fc.string({ unit: "binary" }),
		fc
			.array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 2 })), { maxLength: 40 })
			.map((list) => list.join("")),
		fc.array(fc.nat(0xffff), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
	);

	test("cleaning a clean text changes nothing; the result is fit to store", () => {
		fc.assert(
			fc.property(hostile, (raw) => {
				const clean = normaliseText(raw);
				expect(normaliseText(clean)).toBe(clean);
				expect(clean.isWellFormed()).toBe(true);
				expect(clean).not.toMatch(/[\0-\x08\x0b-\x1f\x7f\u200b\ufeff]/);
				expect(clean).toBe(clean.normalize("NFC"));
			}),
			{ numRuns: 2000 },
		);
	});

	test.each(["[", "[id1|", "]", "[id1", "|", "[https://", " ", "\n", "\u200d", "[id1|a]", "[a]"])(
		"200,000 times %j is no work",
		(piece) => {
			const text = piece.repeat(200_000);
			const clean = normaliseText(text);
			expect(normaliseText(clean)).toBe(clean);
		},
		10_000,
	);
});
