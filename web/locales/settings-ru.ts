import { setupSignInRu } from "./setup-sign-in-ru.ts";
import { setupLinksRu } from "./setup-links-ru.ts";
import { setupPersonalRu } from "./setup-personal-ru.ts";
import { setupAnswersRu } from "./setup-answers-ru.ts";
import { setupCalendarsRu } from "./setup-calendars-ru.ts";
import { setupTermsRu } from "./setup-terms-ru.ts";
/** Words of the settings; fetched with their screens, for no other screen needs them. */
export const settingsRu = {
	title: "Настройки",
	lead: "Здесь задают, как работает регион: кто отвечает, за сколько и какими словами.",
	all: "Все настройки",
	noSection: "Такого раздела нет или он не открыт вашей роли",
	noSectionHint: "Откройте список настроек и выберите другой.",

	firstSteps: { title: "Первые шаги", hint: "От пустого региона до первого ответа: что сделано и что дальше." },
	region: {
		lead: "Как регион называется и по каким часам живёт центр.",
		name: "Название региона",
		nameHint: "Видят все сотрудники",
		zone: "Часовой пояс центра",
		zoneHint: "У каждого ведомства свой пояс; этот действует для центра и для времени на экранах.",
		saved: "Регион сохранён",
	},
	sure: (verb: string) => `Да: ${verb.toLowerCase()}`,
	notThere: "Такого здесь нет: возможно, его убрали. Вернитесь к списку.",
	nameTaken: "Такое название уже есть. Дайте другое, чтобы их не путать.",
	kinds: {
		topic: "Тема",
		anyTopic: "Любая тема",
		wholeGroup: (group: string) => `${group}: вся группа`,
		agency: "Ведомство",
		anyAgency: "Любое ведомство",
	},
	calendars: setupCalendarsRu,
	answers: setupAnswersRu,
	personal: setupPersonalRu,
	links: setupLinksRu,
	signIn: setupSignInRu,
	terms: setupTermsRu,

	groups: {
		links: "Другие системы и журнал",
		personal: "Личные данные",
		people: "Люди и ведомства",
		answers: "Ответы",
		terms: "Сроки и рабочие часы",
		channels: "Страницы и модели",
	},
	sections: {
		tokens: { title: "Ключи программ", hint: "Как другие программы входят в «Отклик»." },
		hooks: { title: "Уведомления программ", hint: "Кому «Отклик» сам сообщает о событиях." },
		journal: { title: "Журнал", hint: "Кто и что сделал; выгрузка и печать." },
		retention: { title: "Сроки хранения", hint: "Сколько хранить слова, имена и контакты." },
		requests: { title: "Просьбы людей", hint: "Найти, выдать или удалить данные человека." },
		removals: { title: "Реестр удалений", hint: "Что удалено, когда и почему." },
		views: { title: "Кто что смотрел", hint: "Кто открывал инциденты и контакты." },
		hidings: { title: "Скрытые комментарии", hint: "Что скрыто в сети и на каком основании." },
		region: { title: "Регион", hint: "Название и часовой пояс." },
		people: { title: "Люди", hint: "Учётные записи, роли, пароли и доступ." },
		roles: { title: "Роли и права", hint: "Что может каждая роль." },
		providers: { title: "Вход через организацию", hint: "Учётные записи организации вместо пароля «Отклика»." },
		agencies: { title: "Ведомства", hint: "Кто отвечает жителям и кто над кем стоит." },
		topics: { title: "Темы", hint: "О чём пишут жители: названия, свои темы, что больше не предлагать." },
		routing: { title: "Маршруты", hint: "Какому ведомству уходит сообщение, с проверкой на примере." },
		importance: { title: "Важные темы", hint: "Какие инциденты важные с самого начала." },
		templates: { title: "Шаблоны ответов", hint: "Заготовки, которые предлагаются рядом с ответом." },
		articles: { title: "Статьи", hint: "Что надо знать исполнителю; у каждой есть хозяин и срок проверки." },
		approval: { title: "Согласование", hint: "Сколько человек читает ответ до публикации." },
		appeal: { title: "Обращение по 59‑ФЗ", hint: "Текст о том, куда и как подать обращение." },
		residents: { title: "Оценка и возобновление", hint: "Что житель может сделать после ответа." },
		outside: { title: "Внешние организации", hint: "Кому можно дать часть работы без учётной записи." },
		calendars: { title: "Календари", hint: "Рабочая неделя, праздники и переносы, часы ведомств и центра." },
		terms: { title: "Сроки", hint: "За сколько отвечать: профили сроков и где какой действует." },
		pages: { title: "Страницы", hint: "Официальные страницы в сетях: ключи, связь, сверка." },
		models: { title: "Модели", hint: "Что определяет тему сообщения и насколько точно." },
	},
};

export type SettingsWords = typeof settingsRu;
