import { expect, test } from "vitest";
import { findGaps, gapFrom } from "./find-gaps.ts";

const text = "Здравствуйте, {имя}! [id5|Анна], до [дата] сделает {кто}.";
const words = (gap: { start: number; end: number } | null) => gap && text.slice(gap.start, gap.end);
const at = (start: number, end = start) => ({ selectionStart: start, selectionEnd: end });

test("gaps are words in braces and brackets, not the network's way to call a name", () => {
	expect(findGaps(text).map(words)).toEqual(["{имя}", "[дата]", "{кто}"]);
	expect(findGaps("{две\nстроки} [] {}")).toEqual([]);
});

test("one gap leads to the next, and nowhere after the last", () => {
	const [first, second, third] = findGaps(text);
	expect(words(gapFrom(text, at(0), false))).toBe("{имя}");
	expect(words(gapFrom(text, at((first?.start ?? 0) + 2), false))).toBe("{имя}");
	expect(words(gapFrom(text, at(first?.start ?? 0, first?.end), false))).toBe("[дата]");
	expect(gapFrom(text, at(third?.start ?? 0, third?.end), false)).toBeNull();
	expect(words(gapFrom(text, at(second?.start ?? 0, second?.end), true))).toBe("{имя}");
	expect(gapFrom(text, at(first?.start ?? 0, first?.end), true)).toBeNull();
});
