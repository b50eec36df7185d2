import { expect, test } from "vitest";
import { guessAgency } from "./guess-agency.ts";

const agencies = [
	{ id: 1, name: "Центр управления регионом", shortName: "ЦУР" },
	{ id: 2, name: "Министерство жилищно-коммунального хозяйства и энергетики", shortName: "Минжилэнерго" },
	{ id: 3, name: "Министерство транспорта и дорожного хозяйства", shortName: "Минтранс" },
	{ id: 4, name: "Министерство труда и социальной защиты", shortName: "Минсоцзащиты" },
];

test("sport is not found within transport", () => {
	expect(guessAgency("sport", [...agencies, { id: 5, name: "Министерство спорта", shortName: "Минспорт" }])).toBe(5);
});

test.each([
	["housing", 2],
	["energy", 2],
	["roads", 3],
	["transit", 3],
	["social", 4],
	["labour", 4],
	["rmc", 1],
	["sport", null],
	["health", null],
	["politics", null],
])("%s goes to %s", (group, id) => {
	expect(guessAgency(group, agencies)).toBe(id);
});
