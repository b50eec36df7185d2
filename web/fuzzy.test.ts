import { expect, test } from "vitest";
import { fuzzyFind, fuzzyScore } from "./fuzzy.ts";

const topics = ["Горячее водоснабжение", "Холодное водоснабжение", "Ямы на дороге", "Вывоз мусора", "Ёлки и праздники"];
const find = (query: string) => fuzzyFind(topics, query, (topic) => topic);

test.each([
	["the beginning of a word", "ямы", ["Ямы на дороге"]],
	["words in any order", "водосн гор", ["Горячее водоснабжение"]],
	["letters left out", "мсра", ["Вывоз мусора"]],
	["another form of the word", "дорога", ["Ямы на дороге"]],
	["letters too far apart are another word", "водзе", []],
	["ё as е", "елки", ["Ёлки и праздники"]],
	["the other layout", "zvs", ["Ямы на дороге"]],
	["nothing of the kind", "троллейбус", []],
])("%s", (_, query, found) => expect(find(query)).toEqual(found));

test("nothing asked: everything, as it stood", () => expect(find("  ")).toEqual(topics));

test("a whole word comes before its beginning, and that before the middle of one", () => {
	const order = fuzzyFind(["полив", "лив", "ливень"], "лив", (word) => word);
	expect(order).toEqual(["лив", "ливень", "полив"]);
	expect(fuzzyScore("дорога", "дорога мост")).toBe(0);
});
