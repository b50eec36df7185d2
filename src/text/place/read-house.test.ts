import { describe, expect, test } from "vitest";
import { normaliseHouse, readHouse, readHouseBefore, readHouseBeside } from "./read-house.ts";
import { readTokens } from "./read-tokens.ts";

describe("readHouse after a name", () => {
	test.each([
		["X 25", "25"],
		["X, 25", "25"],
		["X25", "25"],
		["X - 25", "25"],
		["X №25", "25"],
		["X, д.25", "25"],
		["X, дом № 25", "25"],
		["X (дом 25)", "25"],
		["X 25а", "25а"],
		["X 25-А", "25а"],
		["X 25 «А»", "25а"],
		["X 25/3", "25/3"],
		["X 25/3б", "25/3б"],
		["X 25к2", "25 к. 2"],
		["X 25 к.2", "25 к. 2"],
		["X 25, корпус 2А", "25 к. 2а"],
		["X д25корп2стр1", "25 к. 2 стр. 1"],
		["X 25 лит. Б", "25 лит. б"],
		["X 25-13", "25"],
		["X 25 в подвале вода", "25"],
		["X 25 с утра нет света", "25"],
		["X 25 у входа", "25"],
		["X дом 1025", "1025"],
	])("%s → %s", (text, house) => {
		expect(readHouse(readTokens(text), 1)?.house).toBe(house);
	});

	test.each([
		"X",
		"X 1917",
		"X 025",
		"X. 25",
		"X\n25",
		"X: 25",
		"X 25 руб",
		"X 25%",
		"X 25 °C",
		"X 12:30",
		"X 12.30",
		"X 25,5",
		"X 25-13-46",
		"X 5-й",
		"X 3 подъезд",
		"X 40 кв. м",
		"X дом",
		"X дом номер",
		"X 99999999999999999999",
	])("%s → none", (text) => {
		expect(readHouse(readTokens(text), 1)).toBeNull();
	});

	test("after a short type with a full stop", () => {
		expect(readHouse(readTokens("X. 25"), 1, { isAfterType: true })?.house).toBe("25");
	});
});

test.each([
	["дом 12 по X", "12"],
	["доме № 12а по X", "12а"],
	["12 доме по X", "12"],
	["12-м доме по X", "12"],
	["12-го дома по X", "12"],
	["12 подъезд по X", undefined],
	["дома нет", undefined],
])("readHouseBefore: %s", (text, house) => {
	expect(readHouseBefore(readTokens(text), 0)?.house).toBe(house);
});

test.each([
	["X у дома 12", "12"],
	["X, возле 12 дома", "12"],
	["X рядом с домом 12", "12"],
	["X. У дома 12", undefined],
	["X у аптеки", undefined],
])("readHouseBeside: %s", (text, house) => {
	expect(readHouseBeside(readTokens(text), 1)?.house).toBe(house);
});

test.each([
	["25 К2", "25 к. 2"],
	["25, корпус 2", "25 к. 2"],
	["25 к. 2", "25 к. 2"],
	["д. 25 А", "25а"],
	["25 стр 1", "25 стр. 1"],
	["25, литера Б", "25 лит. б"],
	["5/1", "5/1"],
])("normaliseHouse: %s", (written, house) => {
	expect(normaliseHouse(written)).toBe(house);
	expect(normaliseHouse(house)).toBe(house);
});
