import { plural } from "./plural.ts";

const n = (count: number, one: string, few: string, many: string) =>
	plural("ru", count, { one, few, many, other: few });
const answers = (count: number) => n(count, "ответ", "ответа", "ответов");
const few: Record<number, string> = { 1: "одного ведомства", 2: "двух ведомств", 3: "трёх ведомств" };

/** Words of the board. */
export const boardRu = {
	title: "Сводка",
	span: (from: string, to: string) => (from === to ? from : `${from} – ${to}`),
	period: "За какое время",
	periods: { today: "Сегодня", week: "Неделя", month: "Месяц" },
	print: "Печать",
	within: (time: string) => `за ${time}`,
	underMinute: "меньше чем за минуту",
	answered: {
		today: (time: string, count: number) => `Сегодня отвечали в среднем ${time}: ${answers(count)}`,
		week: (time: string, count: number) => `На этой неделе отвечали в среднем ${time}: ${answers(count)}`,
		month: (time: string, count: number) => `В этом месяце отвечали в среднем ${time}: ${answers(count)}`,
	},
	noAnswers: {
		today: "Сегодня ещё не отвечали.",
		week: "На этой неделе ещё не отвечали.",
		month: "В этом месяце ещё не отвечали.",
	},
	late: (count: number) => `${n(count, "дан", "даны", "даны")} позже срока`,
	allInTime: "все в срок",
	noOverdue: "Сейчас просроченных ответов нет.",
	overdue: (count: number) => `Сейчас ${n(count, "ответ просрочен", "ответа просрочены", "ответов просрочены")}`,
	ofThem: (count: number, agencies: number, names: string) => `, из них ${count} у ${few[agencies] ?? ""}: ${names}`,
	promises: (kept: number, due: number) => `Обещаний выполнено ${kept} из ${due}.`,
	quality: (reviewed: number, returned: number) =>
		`Проверено ${answers(reviewed)}, ${returned === 0 ? "ни один не вернулся" : `вернулось на доработку ${returned}`}.`,
	byDay: "Ответы по дням",
	mostADay: (count: number) => `до ${count} в день; красным — позже срока`,
	howLong: "Среднее время ответа",
	longest: (time: string) => `до ${time}`,
	barsTold: (inTime: number, late: number) => `За 30 дней в срок ${inTime}, позже срока ${late}`,
	dayTold: (inTime: number, late: number) => `в срок ${inTime}, позже срока ${late}`,
	lineTold: (last: string, longest: string) => `В последний день ${last}, дольше всего ${longest}`,
	tables: "Как показать",
	by: { agencies: "По ведомствам", topics: "По темам" },
	columns: {
		agency: "Ведомство",
		topic: "Тема",
		inTime: "В срок",
		late: "Позже срока",
		overdue: "Просрочено сейчас",
		half: "Половине за",
		kept: "Обещания",
		good: "Хорошие ответы",
	},
	opens: (name: string, column: string, count: string) => `${name}, ${column.toLowerCase()}: ${count}, показать`,
	outOf: (part: number, all: number) => `${part} из ${all}`,
	nothing: "За это время ответов не было",
	nothingHint: "Выберите неделю или месяц.",
	lists: { inTime: "Ответы в срок", late: "Ответы позже срока", overdue: "Просроченные ответы" },
	noneLeft: "Больше ничего нет: пока вы смотрели, на всё ответили.",
	goneToOthers: (id: number) => `Инцидент №\u00a0${id} у другого ведомства`,
	wasDue: "срок был",
	took: (time: string, term: string) => `за ${time} при сроке ${term}`,
};
