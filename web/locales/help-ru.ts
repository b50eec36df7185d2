/** Words of the help; fetched with its screens. */
export const helpRu = {
	title: "Справка",
	lead: "Короткие страницы о том, как здесь работают. Ищите по словам или начните со своей роли.",
	search: "Искать в справке",
	searchHint: "Например: согласовать, пароль, повтор",
	found: (count: number) => `Найдено: ${count}`,
	nothing: "Таких слов в справке нет",
	nothingHint: "Попробуйте одно слово короче или другое слово о том же.",
	first: "Начало",
	yours: "ваша роль",
	about: "Об отдельном",
	roles: {
		curator: "Куратор",
		dutyOfficer: "Дежурный",
		executor: "Исполнитель",
		approver: "Согласующий",
		coordinator: "Координатор",
		quality: "Контролёр качества",
		head: "Руководитель",
		executive: "Аппарат губернатора",
		admin: "Администратор региона",
	},
	all: "Вся справка",
	onPage: "На этой странице",
	noPage: "Такой страницы в справке нет",
	noPageHint: "Возможно, её переименовали. Откройте список и найдите её по словам.",
	tourAgain: "Показать подсказки на экране ещё раз",
	toSteps: "Первые шаги региона",
};

export type HelpWords = typeof helpRu;
