import { topics } from "../src/registry/topics.ts";

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** One of the list; those at its beginning far more often, as words of a language are. */
export function pickUneven<T>(list: readonly T[], random: () => number): T {
	return list[Math.floor(list.length * random() ** 3)] as T;
}

export const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(list.length * random())] as T;

const openings = [
	...["Здравствуйте!", "Добрый день.", "Здравствуйте, уважаемая администрация!", "Доброе утро", "Подскажите,"],
	...["Уважаемые!", "Обращаюсь уже второй раз.", "Добрый вечер,", "Люди, это только у нас так?", "", "", ""],
];
const times = [
	...["третий день", "уже неделю", "с понедельника", "второй месяц", "с прошлой зимы", "каждый вечер", "всю ночь"],
	...["после ремонта", "с самого утра", "постоянно", "опять", "полгода", "после снегопада", "когда идёт дождь"],
];
const pleas = [
	...["Примите меры.", "Когда это закончится?", "Просим разобраться!", "Кто за это отвечает?", "Помогите, пожалуйста."],
	...[
		"Жду ответа.",
		"Куда ещё писать?",
		"Сделайте что-нибудь!!!",
		"Управляющая компания молчит.",
		"Дети боятся ходить.",
	],
	...["Звонили диспетчеру, трубку не берут.", "Приезжайте и посмотрите сами.", "Спасибо заранее.", "Позор."],
];
const details = [
	...[
		"Мама с коляской пройти не может",
		"скорая не смогла подъехать",
		"в подъезде темно и скользко",
		"соседи жалуются",
	],
	...["вода течёт прямо на дорогу", "мусор лежит у контейнера", "фонари не горят", "автобуса ждали сорок минут"],
	...["в квартире пятнадцать градусов", "снег никто не убирает", "яма размером с машину", "лифт стоит на пятом этаже"],
	...["обещали сделать весной", "фото могу прислать", "таких домов у нас три", "деньги собрали, а работы не видно"],
	...["на тротуаре лёд", "дерево упало на провода", "в школе холодно", "в поликлинике нет талонов", "крыша протекает"],
];
const streetBegins = [
	...["Садов", "Лесн", "Завод", "Берез", "Речн", "Полев", "Северо", "Южно", "Красно", "Ново", "Старо", "Верхне"],
	...["Камен", "Озер", "Луго", "Сосн", "Рябин", "Клён", "Дубо", "Вишн", "Медо", "Хлебо", "Ключе", "Ветро", "Мосто"],
];
const streetMiddles = ["", "бор", "град", "дол", "гор", "вод", "пол", "лес", "мыс", "яр", "луг", "кам", "мост", "род"];
const streetEnds = ["ская", "ова", "ина", "ная", "ский переулок", "ный проезд", "ское шоссе", "ская набережная"];

/** Several thousand made-up streets: the long tail of words that few messages hold. */
export const streets: readonly string[] = streetBegins
	.flatMap((begin) => streetMiddles.flatMap((middle) => streetEnds.map((end) => `${begin}${middle}${end}`)))
	// in no order of the alphabet, so that frequent ones have nothing in common
	.sort((a, b) => mixed(a) - mixed(b));

function mixed(word: string): number {
	let sum = 7;
	for (const letter of word) sum = Math.imul(sum ^ letter.charCodeAt(0), 0x01000193) >>> 0;
	return sum;
}

/** What one resident might write about a topic. Made up; one to six sentences. */
export function makeText(topicTitle: string, random: () => number): string {
	const place = `${random() < 0.4 ? "улица " : ""}${pickUneven(streets, random)}${random() < 0.8 ? `, дом ${1 + Math.floor(180 * random() ** 2)}` : ""}`;
	const problem = topicTitle.toLowerCase();
	const core =
		random() < 0.5 ? `${place}: ${pick(times, random)} ${problem}.` : `${problem} ${pick(times, random)}, ${place}.`;
	const tail = Array.from({ length: Math.floor(4 * random()) }, () => `${pickUneven(details, random)}.`);
	return [pickUneven(openings, random), core, ...tail, random() < 0.7 ? pickUneven(pleas, random) : ""]
		.filter((part) => part !== "")
		.join(" ");
}

/** `count` made-up messages about the topics of the region, frequent ones more often; the same for the same seed. */
export function makeTexts(count: number, seed: number): string[] {
	const random = seeded(seed);
	return Array.from({ length: count }, () => makeText(pickUneven(topics, random).titleRu, random));
}
