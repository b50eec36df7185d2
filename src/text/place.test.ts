import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findTerritory } from "./place.ts";

const territories = [
	{ code: "ozersk", name: "Озёрск", aliases: ["Озёрский район"] },
	{ code: "zarechny", name: "Заречный район", aliases: ["Заречный", "Заречье"] },
	{ code: "yar", name: "Яр", aliases: [] },
	{ code: "new-yar", name: "Новый Яр", aliases: ["Новоярский округ"] },
	{ code: "sosnovka", name: "Сосновка", aliases: [] },
	{ code: "beryozovets", name: "Берёзовец", aliases: ["Берёзовца", "Березовский район"] },
];

describe("findTerritory", () => {
	test.each([
		["Нет воды в Озёрске", "ozersk"],
		["нет воды в озерске!!!", "ozersk"],
		["ОЗЁРСКОМ районе не чистят", "ozersk"],
		["за Озерском свалка", "ozersk"],
		["жители Заречного района", "zarechny"],
		["в заречном когда будет свет", "zarechny"],
		["Заречье замерзает", "zarechny"],
		["в Яру темно", "yar"],
		["в Новом Яре темно", "new-yar"],
		["до Нового Яра автобус не ходит", "new-yar"],
		["новоярского округа", "new-yar"],
		["в Сосновке, у школы", "sosnovka"],
		["Сосновкой занимается кто-нибудь?", "sosnovka"],
		["из Березовца", "beryozovets"],
		["в Берёзовце", "beryozovets"],
		["Озёрск, Озёрск, ответьте Озерску", "ozersk"],
	])("%s → %s", (text, code) => {
		expect(findTerritory(text, territories)).toBe(code);
	});

	test.each([
		"",
		"нет воды",
		"новый автобус",
		"ярко светит фонарь",
		"сосновый бор",
		"у озера мусор",
		"между Озёрском и Сосновкой ямы",
		"Новый Яр и Яр",
		"район без света",
	])("%s → none or not one", (text) => {
		expect(findTerritory(text, territories)).toBeNull();
	});

	test("one word that names two territories names none", () => {
		const twins = [
			{ code: "a", name: "Озёрск", aliases: ["Озёрский"] },
			{ code: "b", name: "Озёрское", aliases: [] },
		];
		expect(findTerritory("в Озёрском", twins)).toBeNull();
	});

	test("empty names match nothing", () => {
		expect(findTerritory("что угодно", [{ code: "a", name: "", aliases: ["—"] }])).toBeNull();
	});

	test("answers a known code or null whatever the text", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (text) => {
				const codes: (string | null)[] = [null, ...territories.map(({ code }) => code)];
				expect(codes).toContain(findTerritory(text, territories));
			}),
		);
	});
});
