import type { StoredPlace } from "./writes-gazetteer.ts";

/** Made-up settlements of the demo region with their streets; names that several bear are there on purpose. */
const towns: { territoryCode: string; settlement: string; streets: string }[] = [
	{
		territoryCode: "svetlorechensk",
		settlement: "Светлореченск",
		streets: `улица Ленина; проспект Мира; Советская улица; Садовая улица; Лесная улица; Заводская улица; Набережная улица; Тополиная улица;
			улица Гагарина; улица Победы; улица 40 лет Победы; улица Маршала Тухачевского; улица Карла Маркса; улица 8 Марта; 1-я Луговая улица;
			2-я Луговая улица; переулок Речной; Рябиновый бульвар; Старокаменское шоссе; улица Строителей; Новая улица; микрорайон Северный;
			улица Николая Островского; площадь Победы; улица Красная Заря; улица Крупской; Кольцевой проезд; набережная реки Светлой`,
	},
	{
		territoryCode: "zarechny",
		settlement: "пос. Заречный",
		streets:
			"улица Ленина; Полевая улица; Школьная улица; Садовая улица; Лесная улица; Молодёжная улица; переулок Садовый; улица Мира",
	},
	{
		territoryCode: "zarechny",
		settlement: "село Сосновка",
		streets: "улица Ленина; Центральная улица; Озёрная улица; Лесная улица",
	},
	{
		territoryCode: "verkhneborsk",
		settlement: "Верхнеборск",
		streets:
			"улица Ленина; Вокзальная улица; улица Пушкина; Школьная улица; улица Шахтёров; Боровая улица; улица Космонавтов",
	},
	{ territoryCode: "verkhneborsk", settlement: "деревня Большой Камень", streets: "Береговая улица; Лесная улица" },
	{
		territoryCode: "priozerny",
		settlement: "пос. Приозёрье",
		streets: "Озёрная улица; улица Рыбаков; Советская улица; Сосновая улица; улица Мира",
	},
	{ territoryCode: "priozerny", settlement: "пос. Трудовое", streets: "улица Ленина; Дачная улица; Школьная улица" },
	{
		territoryCode: "lugovskoy",
		settlement: "село Луговское",
		streets: "улица Ленина; Луговая улица; улица Свободы; Зелёная улица",
	},
	{
		territoryCode: "starokamensk",
		settlement: "Старокаменск",
		streets: "улица Ленина; Каменная улица; улица Горького; Рудничная улица",
	},
	{
		territoryCode: "kovylny",
		settlement: "село Ковыльное",
		streets: "Степная улица; улица Ленина; Садовая улица; улица Мира",
	},
	{
		territoryCode: "severodolsky",
		settlement: "Северодольск",
		streets: "улица Полярников; улица Ленина; Северная улица; улица Геологов; улица Лётчика Орлова",
	},
	{ territoryCode: "severodolsky", settlement: "пос. Дальний", streets: "Тундровая улица; Школьная улица" },
	{ territoryCode: "severodolsky", settlement: "пос. Ольгино", streets: "улица Мира; Озёрная улица" },
	{ territoryCode: "kovylny", settlement: "хутор Находка", streets: "Степная улица" },
];

const nothingElse = { latitude: null, longitude: null, aliases: [], isTerritoryGiven: true };

/** The demo region's gazetteer; without coordinates, for it is nowhere. */
export const demoPlaces: StoredPlace[] = towns.flatMap(({ territoryCode, settlement, streets }) => [
	{ kind: "settlement", name: settlement, settlement: null, street: null, territoryCode, ...nothingElse },
	...streets.split(";").map((name) => ({
		kind: "street" as const,
		name: name.trim(),
		settlement,
		street: null,
		territoryCode,
		...nothingElse,
	})),
]);
