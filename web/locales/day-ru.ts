import { plural } from "./plural.ts";

const n = (count: number, one: string, few: string, many: string) =>
	plural("ru", count, { one, few, many, other: few });

/** Words of the day: what is due and what came back, and the way to boards, promises, reviews and duty. */
export const dayRu = {
	tabs: "Разделы дня",
	tab: {
		day: "Мой день",
		board: "Сводка",
		promises: "Обещания",
		quality: "Качество",
		duty: "Дежурство",
	},
	title: "Мой день",
	/** a sentence is put together of these */
	mine: (count: string, one: number) =>
		`У вас ${count}\u00a0${n(one, "инцидент", "инцидента", "инцидентов").split("\u00a0")[1]}`,
	firstDue: (when: string) => `ближайший срок ${when}`,
	overdueMine: (count: number) => `${n(count, "просрочен", "просрочены", "просрочены")}`,
	calm: "На сегодня всё",
	calmHint: "Ничего не ждёт вашего ответа. Новые сообщения придут в очередь сами.",
	toQueue: "Открыть очередь",
	all: (count: string) => `Все: ${count}`,
	parts: {
		mine: "Ваши инциденты",
		returned: "Вернулись",
		approvals: "Ждут согласования",
		new: "Новые, без ведомства",
		overdue: "Просрочены",
		promisesLate: "Обещания просрочены",
		promisesToday: "Обещано на сегодня",
		corrections: "Исправления ответов",
		tasks: "Задачи вашему ведомству",
		disputes: "Споры ведомств",
		reviews: "Вторые проверки",
		quality: "Проверка качества",
	},
	hints: {
		returned: "Возвращённые ответы, инциденты и возобновления",
		approvals: "Ответы, которые написали другие",
		corrections: "Уже опубликовано, автор предлагает другой текст: сравните и решите",
		disputes: "Возвращены дважды: решите, чьи они",
		reviews: "Коллега просит согласиться до закрытия",
		quality: "Опубликованные ответы, которые ждут оценки",
		new: "Ещё никому не отданы",
		overdue: "Срок ответа прошёл",
	},
	dutyNow: "Сейчас дежурят",
	nobodyOnDuty: "Сейчас никто не назначен.",
	wholeRegion: "весь регион",
	until: "до",
	promisedBy: (day: string) => `обещано к ${day}`,
	proposedAt: "предложено",
	taskDue: "Срок",
	noTerm: "без срока",
	returns: (count: number) => n(count, "возврат", "возврата", "возвратов"),
	secondReview: {
		reject: "Отклонить инцидент",
		explained: "Закрыть с разъяснением",
	},
	caseNumber: (id: number) => `№\u00a0${id}`,
};
