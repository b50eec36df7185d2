import { expect, test } from "vitest";
import { daysToCome } from "./find-days.ts";

test.each([
	["Двор уберут 12.12.2026.", ["2026-12-12"]],
	["Двор уберут 12.12, фонари починят до 3 марта.", ["2026-12-12", "2027-03-03"]],
	["К 15 мая 2027 года заменят трубы", ["2027-05-15"]],
	["Починили 20 ноября и 25.11.2026", []],
	["Сегодня, 28 ноября, воду дали", []],
	["31 июня и 30.02.2027 не бывает", []],
	["дом 12, квартира 5, маршрут 28", []],
	["завтра, в среду, до конца месяца", []],
	["", []],
])("«%s» names %j", (text, days) => {
	const found = daysToCome(text, "2026-11-28");
	expect(found.map(({ day }) => day)).toEqual(days);
	for (const { start, end } of found) expect(text.slice(start, end)).toMatch(/^\d{1,2}[ .]/);
});
