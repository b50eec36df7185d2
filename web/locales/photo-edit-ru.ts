import { plural } from "./plural.ts";

const places = (count: number) => plural("ru", count, { one: "место", few: "места", many: "мест", other: "места" });

/** Words of editing photos, of pairs, and of what photos of the work tell. */
export const photoEditRu = {
	title: "Правка фото",
	hint: "Обведите лица и номера машин: их закроет мозаика, под которой ничего не восстановить. В сеть уйдёт только исправленное фото.",
	notLoaded: "Фото не загрузилось. Закройте окно и откройте ещё раз.",
	tools: "Что сделать с фото",
	addCover: "Закрыть лицо или номер",
	addCrop: "Обрезать",
	cropOff: "Не обрезать",
	turn: "Повернуть",
	back: "Шаг назад",
	anew: "Начать сначала",
	save: "Сохранить фото",
	picture: "Фото, каким оно станет",
	cover: (at: number) => `Закрытое место ${at}: стрелки двигают, Shift со стрелками меняет размер, Delete открывает`,
	crop: "Что останется от фото: стрелки двигают, Shift со стрелками меняет размер, Delete оставляет всё",
	state: (covers: number, isCropped: boolean) =>
		[covers > 0 ? `Закрыто ${places(covers)}` : "Ничего не закрыто", isCropped && "останется то, что в рамке"]
			.filter(Boolean)
			.join(", "),
	fileName: "исправленное фото",
	photos: (at: number[]) => `Фото ${at.join(", ")}`,
	edit: (at: number) => `Править фото ${at}`,
	restore: (at: number) => `Вернуть фото ${at}, каким оно было`,
	drag: "Потяните, чтобы переставить",
	made: { edited: "исправлено", pair: "до и после" },
	pair: {
		make: "До и после",
		title: "Фото «до» и «после»",
		hint: "Два фото станут одним: сеть покажет их рядом и в этом порядке. Разделить их можно, пока ответ не отправлен.",
		moments: { before: "До", after: "После" },
		/** drawn on the picture: residents read it, whatever language the desk speaks */
		printed: ["До", "После"] as [string, string],
		swap: "Поменять местами",
		preview: "Так увидит житель",
		save: "Сделать одним фото",
		shown: "Фото «до» и «после» рядом",
	},
	findings: {
		title: "Что видно по фото",
		"used-elsewhere": (caseId: number | null) =>
			caseId === null ? "такое фото уже есть в другом инциденте" : `такое фото уже есть в инциденте № ${caseId}`,
		"as-the-residents": "похоже на фото самого жителя",
		"taken-before": "снято раньше, чем написал житель",
		"far-away": (metres: number) =>
			`снято далеко от места: ${metres < 10_000 ? (metres / 1000).toFixed(1).replace(".", ",") : Math.round(metres / 1000)} км`,
		"no-date": "дата съёмки не записана",
		"no-place": "место съёмки не записано",
		"no-print": "снимок слишком однообразный, сравнить его не с чем",
	},
	evidence: {
		title: "Фото работы",
		put: "Приложить фото работы",
		hint: "Фото показывают, что сделано, и никуда не публикуются. По ним закрывают инцидент и подтверждают обещания.",
		add: "Выбрать фото",
		moment: "Что на фото",
		moments: { after: "Как стало", before: "Как было", none: "Не указано" },
		note: "Пояснение",
		save: "Сохранить",
		describe: "Пояснить",
		remove: "Убрать фото",
		removed: "Фото убрано",
		done: "Фото приложено",
		photo: (at: number) => `Фото работы ${at}`,
		empty: "Фото работы ещё нет. Снимите, что сделано: подойдёт фото с телефона, лучше с датой и местом.",
		uploading: "Фото загружается и проверяется",
		byLink: "по ссылке",
		ofPart: "Фото к этой части",
		ofPartAdd: "Приложить фото к части",
		toAnswer: (at: number) => `Фото ${at} в ответ`,
		toAnswerAll: "Фото в ответ",
		inAnswer: "Уже в ответе",
		putToAnswer: "Фото поставлено в ответ",
	},
};
