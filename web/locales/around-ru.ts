import { plural } from "./plural.ts";

const cases = (count: number) =>
	plural("ru", count, {
		one: "открытый инцидент",
		few: "открытых инцидента",
		many: "открытых инцидентов",
		other: "открытого инцидента",
	});

/** What stands near a case: on its map and in the list of similar ones. */
export const aroundRu = {
	mergeHere: "Объединить сюда",
	mergeHint: "Он будет ждать ответа этого инцидента",
	mergedHere: (id: number) => `№ ${id} объединён с этим`,
	mapTitle: "Рядом, в пределах километра",
	nobody: "Других открытых инцидентов рядом нет.",
	near: (count: number, isWhole: boolean) => `${cases(count)}${isWhole ? "" : " и больше"}, ближние первыми`,
	metres: (metres: number) => `${metres} м`,
	here: "здесь же",
	north: "С",
	directions: [
		"к северу",
		"к северо-востоку",
		"к востоку",
		"к юго-востоку",
		"к югу",
		"к юго-западу",
		"к западу",
		"к северо-западу",
	],
	more: (count: number) => `ещё ${count}`,
	copyAddress: "Скопировать адрес",
};
