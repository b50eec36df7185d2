import { plural } from "./plural.ts";

const cases = (count: number) =>
	plural("ru", count, { one: "инцидент", few: "инцидента", many: "инцидентов", other: "инцидента" });

/** How the queue looks: its groups, and what its rows tell. */
export const listLookRu = {
	title: "Вид списка",
	group: "Группы",
	groups: { none: "Без групп", due: "По сроку", place: "По месту", topic: "По теме" },
	noGroups: "Ответы и найденное по словам стоят по времени, без групп.",
	facts: "Что видно в строке",
	factsHint: "Только для вас, в этом браузере",
	fact: {
		topic: "Тема",
		place: "Место",
		due: "Срок",
		network: "Сеть",
		agency: "Ведомство и страница",
		assignee: "У кого в работе",
		status: "Статус",
	},
	terms: { overdue: "Просрочено", today: "Сегодня", tomorrow: "Завтра", later: "Позже" } as Record<string, string>,
	noPlace: "Место не указано",
	noTopic: "Тема не названа",
	counted: (name: string, count: number) => `${name}: ${cases(count)}`,
	movedTo: (group: string) => `Теперь в группе «${group}». На новое место встанет, когда список откроется заново.`,
	nobody: "никто не взял",
	aside: (at: string) => `убран из списков до: ${at}`,
};
