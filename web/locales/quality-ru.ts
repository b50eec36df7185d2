import { plural } from "./plural.ts";

const n = (count: number, one: string, few: string, many: string) =>
	plural("ru", count, { one, few, many, other: few });

/** Words about evidence of the work and quality control. */
export const qualityRu = {
	events: {
		evidencePut: "Приложено фото работы",
		evidenceTaken: "Фото работы убрано",
	},
	errors: {
		"evidence-full": "К инциденту приложено столько фото, сколько можно.",
		"evidence-in-use": "На это фото опирается закрытие или обещание: оно остаётся.",
		"evidence-refused": "Данные инцидента удалены: к нему ничего не прикладывают.",
	},
};

/** Words of the screen where published answers are looked at once more. */
export const qualityScreenRu = {
	title: "Проверка качества",
	lead: "Часть опубликованных ответов читает ещё раз тот, кто их не писал и не согласовывал.",
	review: "Проверка ответа",
	waiting: (count: number) => `${n(count, "ответ ждёт", "ответа ждут", "ответов ждут")} проверки.`,
	take: "Взять следующий",
	none: "Проверять нечего",
	noneHint: "Каждую ночь выбираются новые опубликованные ответы.",
	published: "опубликован",
	heldUntil: "ваш до",
	question: "Спросили",
	answer: "Ответили",
	passedOver: (list: string) => `Автор прошёл мимо замечаний проверки: ${list}`,
	differ: "Двое проверили и разошлись: решаете вы",
	checklist: "Как дан ответ",
	restMet: "Остальное выполнено",
	marks: { met: "Да", "not-met": "Нет", "not-applicable": "Не относится" },
	points: {
		"not-to-the-question": "Отвечает на то, о чём спросили",
		unanswered: "Отвечает на все вопросы",
		"no-deed": "Сказано, что сделают, кто и к какому дню",
		"bare-refusal": "Отказ объяснён, и есть другой выход",
		elsewhere: "Не отсылает в другое место",
		"no-photo": "Работа подтверждена фото или документом",
		personal: "Нет чужих личных данных",
		"not-plain": "Простой язык, не длинно",
		copy: "Не повторяет прежний ответ",
		"asks-rating": "Не просит оценку нерешённого",
		tone: "Тон вежливый, извинение там, где нужно",
		"priority-care": "Семье участника СВО назван человек для связи",
		untrue: "Сведения и обещания верны",
	},
	verdict: "Вывод",
	verdicts: { good: "Хороший ответ", weak: "Слабый ответ", "non-answer": "Отписка" },
	verdictHints: {
		good: "Житель получил то, за чем пришёл",
		weak: "Помогает не до конца",
		"non-answer": "Не помогает ничем: вернётся в работу",
	},
	sendBack: "Вернуть ведомству на доработку",
	words: "Что исправить",
	submit: "Сохранить и взять следующий",
	giveBack: "Отложить: проверит другой",
	judged: "Оценка сохранена",
	marksLeft: (count: number) => `Осталось отметить: ${count}.`,
	noVerdict: "Выберите вывод.",
	results: "Проверенные ответы за 90 дней",
	allVerdicts: "Все выводы",
	noResults: "Проверенных ответов пока нет.",
	wentBack: "вернулся на доработку",
	agreement: "Насколько согласны проверяющие",
	noPairs: "Пока ни один ответ не проверили двое. Каждый десятый читают двое, не видя оценок друг друга.",
	agreed: (agreed: number, count: number) => `Одинаково оценили ${agreed} из ${count} ответов, которые читали двое.`,
	noKappa: "Оценок мало, чтобы отличить согласие от случайности.",
	kappa: (kappa: string, meaning: string) =>
		`Каппа ${kappa}: ${meaning}. Единица — полное согласие, ноль — как если бы оценивали наугад.`,
	kappas: {
		poor: "согласие слабое, обсудите спорные ответы вместе",
		fair: "согласие среднее",
		good: "согласие хорошее",
	},
};
