import { describe, expect, test } from "vitest";
import { compileGazetteer } from "./compile-gazetteer.ts";
import { findPlaces } from "./find-places.ts";

/** A region that has loaded no gazetteer: its territories alone. */
const territories = [
	{ code: "ozersk", name: "Озёрск", aliases: ["Озёрский район"] },
	{ code: "zarechny", name: "Заречный район", aliases: ["Заречный", "Заречье"] },
	{ code: "yar", name: "Яр", aliases: [] },
	{ code: "new-yar", name: "Новый Яр", aliases: ["Новоярский округ"] },
	{ code: "sosnovka", name: "Сосновка", aliases: [] },
	{ code: "beryozovets", name: "Берёзовец", aliases: ["Берёзовца", "Березовский район"] },
	{ code: "center", name: "Центральный район", aliases: [] },
	{ code: "okrug-65", name: "муниципальный округ № 65", aliases: [] },
	{ code: "kolomyagi", name: "муниципальный округ Коломяжский", aliases: [] },
];
const gazetteer = compileGazetteer({ territories, places: [], boundaries: [] });
const find = (text: string) => findPlaces(text, gazetteer, { pageTerritoryCode: null });

test.each([
	["Нет воды в Озёрске", "ozersk"],
	["нет воды в озерске!!!", "ozersk"],
	["ОЗЁРСКОМ районе не чистят", "ozersk"],
	["за Озерском свалка", "ozersk"],
	["Озёрск, Озёрск, ответьте Озерску", "ozersk"],
	["озёрская больница закрыта", "ozersk"],
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
	["в берёзовском районе", "beryozovets"],
	["в центральном районе свалка", "center"],
	["Центральный р-н, двор", "center"],
	["муниципальный округ №65", "okrug-65"],
	["В муниципальном округе Коломяжский", "kolomyagi"],
])("%s → %s", (text, code) => {
	const [best] = find(text);
	expect(best).toMatchObject({ territoryCode: code, reason: "territory" });
	expect(best?.confidence).toBeGreaterThanOrEqual(0.5);
});

test.each([
	"",
	"нет воды",
	"новый автобус",
	"ярко светит фонарь",
	"сосновый бор",
	"у озера мусор",
	"район без света",
	"в центральной библиотеке холодно",
	"дом 65, подъезд 3",
	"в новом доме",
])("%s → none", (text) => {
	expect(find(text)).toEqual([]);
});

test.each(["между Озёрском и Сосновкой ямы", "Новый Яр и Яр"])("%s → neither for sure", (text) => {
	const places = find(text);
	expect(places).toHaveLength(2);
	for (const place of places) expect(place.confidence).toBeLessThan(0.5);
});

test("one word that names two territories names neither for sure", () => {
	const twins = compileGazetteer({
		territories: [
			{ code: "a", name: "Озёрск", aliases: ["Озёрский"] },
			{ code: "b", name: "Озёрское", aliases: [] },
		],
		places: [],
		boundaries: [],
	});
	const places = findPlaces("в Озёрском", twins, { pageTerritoryCode: null });
	expect(places.map((place) => place.territoryCode).sort()).toEqual(["a", "b"]);
	for (const place of places) expect(place.confidence).toBeLessThan(0.5);
});

test("empty names match nothing", () => {
	const empty = compileGazetteer({
		territories: [{ code: "a", name: "", aliases: ["—", "  "] }],
		places: [],
		boundaries: [],
	});
	expect(findPlaces("что угодно — a", empty, { pageTerritoryCode: null })).toEqual([]);
});

describe("an address is read without a gazetteer where the text marks the street", () => {
	test.each([
		["ул. Новая, 25", "ул. Новая, 25", "25"],
		["ул. Новая", "ул. Новая", null],
		["на улице Рябиновой, д. 4", "ул. Рябиновая, 4", "4"],
		["ул кривая 7а", "ул. Кривая, 7а", "7а"],
		["проспект Космонавтов 12 корпус 3", "пр-т Космонавтов, 12 к. 3", "12 к. 3"],
		["пер. Тихий, 3", "пер. Тихий, 3", "3"],
		["Вишнёвый бульвар, 8", "б-р Вишнёвый, 8", "8"],
		["на Вишнёвом бульваре 8", "б-р Вишнёвый, 8", "8"],
		["ул. 30 лет Октября, 5", "ул. 30 лет Октября, 5", "5"],
		["по улице Розы Люксембург нет фонарей", "ул. Розы Люксембург", null],
		["ул. А. Блока, 1", "ул. А. Блока, 1", "1"],
		["в доме 9 по ул. Маршала Конева", "ул. Маршала Конева, 9", "9"],
		["3-я Степная улица, 2", "ул. 3-я Степная, 2", "2"],
		["шоссе Металлургов, 40", "ш. Металлургов, 40", "40"],
		["мкр. Радужный, д. 8", "мкр. Радужный, 8", "8"],
	])("%s → %s", (text, label, house) => {
		expect(find(text)).toEqual([expect.objectContaining({ label, house, territoryCode: null, latitude: null })]);
	});

	test("in the territory that the text names", () => {
		const [best] = find("Озёрск, ул. Новая, 25");
		expect(best).toMatchObject({ territoryCode: "ozersk", street: "ул. Новая", house: "25", reason: "house" });
	});

	test.each([
		"на улице мороз 25 градусов",
		"на улице темно",
		"вышли на улицу. Никого нет",
		"площадь 40 метров",
		"по этой улице не пройти",
		"линия 5 не работает",
		"и пр. 25 вопросов",
		"дорога разбита",
		"проезд закрыт",
		"стоимость проезда 45 рублей",
	])("%s → none", (text) => {
		expect(find(text)).toEqual([]);
	});
});
