import { expect, test } from "vitest";
import { isNameTaken } from "./name-taken.ts";

test.each([
	["Пятидневка", ["Сменный", "пятидневка "], true],
	["Пятидневка", ["Пятидневка, 9:00–18:00"], false],
	["Приём", ["прием"], true],
	["Два  слова", ["два слова"], true],
	["  ", [""], false],
	["Новый", [], false],
])("%j among %j: %s", (name, others, isTaken) => {
	expect(isNameTaken(name, others)).toBe(isTaken);
});
