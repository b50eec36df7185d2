import { plural } from "./plural.ts";

const n = (count: number, one: string, few: string, many: string) =>
	plural("ru", count, { one, few, many, other: few });

/** Words of the settings of terms and working hours. */
export const setupTermsRu = {
	lead: "За сколько надо ответить жителю. Профиль — это набор сроков; ниже сказано, где какой действует.",
	add: "Новый профиль",
	newTitle: "Новый профиль сроков",
	clocks: {
		triage: "Разобрать новое",
		return: "Разобрать возвращённое",
		answer: "Ответить жителю",
		reopening: "Ответить на возобновлённое",
		final: "Окончательный ответ после промежуточного",
		promise: "Отчитаться после обещанного дня",
		task: "Выполнить часть работы",
	},
	priorities: { normal: "Обычные", high: "Важные", urgent: "Срочные" },
	priority: "Срочность",
	units: { minutes: "минут", hours: "часов", days: "рабочих дней" },
	unit: "Единица",
	minutes: (count: number) => n(count, "минута", "минуты", "минут"),
	hours: (count: number) => n(count, "час", "часа", "часов"),
	workDays: (count: number) => n(count, "рабочий день", "рабочих дня", "рабочих дней"),
	allDays: (count: number) => n(count, "сутки", "суток", "суток"),
	days: (count: number) => n(count, "день", "дня", "дней"),
	roundTheClock: "круглосуточно",
	inHours: "рабочего времени",
	wait: "Часы стоят, пока ждут ответа жителя, не больше дней",
	waitShort: "Ждать жителя",
	answerIn: "Ответ:",
	usedBy: (count: number) =>
		count === 0 ? "нигде не действует" : `действует: ${n(count, "правило", "правила", "правил")}`,
	titleRu: "Название",
	titleEn: "Название по-английски",
	badTerm: (most: number) => `Целое число от 1 до ${most}.`,
	badWait: (most: number) => `Целое число от 0 до ${most}.`,
	noTitle: "Назовите профиль: по названию его выбирают.",
	fixFirst: "Исправьте отмеченные сроки.",
	saved: "Сроки сохранены, открытые инциденты пересчитываются",
	created: "Профиль создан. Он начнёт действовать, когда его назначат.",
	whatHappens: (count: string) =>
		`После сохранения сроки открытых инцидентов пересчитаются (сейчас открыто ${count}). Закрытые инциденты и история останутся как есть.`,
	whatHappensNew: "Новый профиль ничего не меняет, пока его не назначат темам или ведомствам.",
	versions: "Прежние версии",
	version: (version: number) => `Версия ${version}`,
	firstVersion: "с этого начали",
	change: (what: string, before: string, after: string) => `${what}: ${before} → ${after}`,
	useVersion: "Взять эти сроки",
	taken: "Сроки прежней версии стоят в полях. Проверьте и сохраните.",
	bySystem: "при установке",

	rules: {
		title: "Где какой профиль действует",
		lead: "Если подходят несколько строк, действует самая точная: тема важнее группы тем, группа важнее ведомства.",
		profile: "Профиль",
		set: "Назначить",
		remove: "Снять",
		removeAsk: "Здесь начнёт действовать более общее правило. Снять?",
		done: "Назначено, открытые инциденты пересчитываются",
		removed: "Снято, открытые инциденты пересчитываются",
		everywhere: "Везде, где не сказано иначе",
	},
	example: {
		title: "Проверить на примере",
		lead: "Когда истечёт срок, если житель напишет в этот момент.",
		leadNew: "Так будет по срокам, которые сейчас в полях, ещё до сохранения.",
		at: "Житель написал",
		atHint: (zone: string) => `по времени ведомства, ${zone}`,
		badTime: "Укажите день и время.",
		answer: (from: string, to: string) => `Обращение ${from} → ответ до ${to}`,
		profile: (title: string) => `Профиль: ${title}`,
		counted: "Какие часы посчитаны",
		until: (when: string) => `до ${when}`,
	},
	recount: {
		waiting: "Пересчёт открытых инцидентов начинается",
		running: (done: string, total: string) => `Пересчитано ${done} из ${total} открытых инцидентов`,
		ended: (when: string, changed: string, total: string) =>
			`Последний пересчёт ${when}: срок изменился у ${changed} из ${total} открытых инцидентов.`,
	},
};
