import { plural } from "./plural.ts";

const n = (count: number, one: string, few: string, many: string) =>
	plural("ru", count, { one, few, many, other: few });

/** Words of the answer's editor: kinds of answer, promises, templates, parts of others. */
export const editorRu = {
	kind: {
		title: "Вид ответа",
		names: { final: "Ответ", interim: "Промежуточный", question: "Вопрос жителю" },
		hints: {
			final: "Отвечает на всё, о чём спросил житель. После публикации инцидент отвечен.",
			interim: "Говорит, кто и к какому дню что сделает. Итоговый ответ нужен потом.",
			question: "Спрашивает у жителя то, без чего не ответить. Пока он молчит, срок стоит.",
		},
	},
	promise: {
		title: "Обещание жителю",
		who: "Кто сделает",
		what: "Что сделает",
		dueOn: "К какому дню",
		whoExample: "бригада районных сетей",
		whatExample: "заменит вводы к домам",
		remove: "Убрать обещание",
		hint: "На следующий рабочий день после этого срока попросим показать результат.",
		missing: "Укажите, кто, что и к какому дню сделает",
		write: (day: string) => `Записать обещание: ${day}`,
		line: (who: string, what: string, day: string) => `${who}: ${what}, до ${day}`,
	},
	held: {
		title: (name: string) => `Ответ сейчас пишет ${name}`,
		text: (until: string) =>
			`Ваш текст цел и хранится в этом браузере. Если до ${until} там ничего не наберут, он сохранится сам.`,
		take: "Писать вместо",
		takeHint: "Коллега узнает об этом, а его текст останется в истории черновиков.",
	},
	library: {
		title: "Шаблоны и статьи",
		templates: "Шаблоны",
		articles: "Статьи",
		close: "Закрыть шаблоны и статьи",
		searchTemplates: "Искать в шаблонах",
		searchArticles: "Искать в статьях",
		insert: "Вставить в ответ",
		insertPiece: "Вставить этот абзац в ответ",
		insertLink: "Вставить ссылку в ответ",
		links: "Ссылки",
		fits: { topic: "по теме", group: "по разделу тем", any: "общий" },
		uses: (count: number) => `брали ${n(count, "раз", "раза", "раз")}`,
		gaps: (count: number) => `впишите ${n(count, "место", "места", "мест")}: Tab ведёт по ним`,
		noTemplates: "Шаблонов для этой темы нет",
		noTemplatesHint: "Шаблон даёт начало ответа. Их заводят в настройках.",
		noArticles: "Статей по этой теме нет",
		noArticlesHint: "Статья хранит то, что нужно знать для ответа. Найдите другую по словам.",
		otherWords: "Попробуйте другие слова.",
		overdue: "Пора перечитать: сведения могли устареть",
		reviewOn: (day: string) => `Верно до ${day}`,
		backToArticles: "К списку статей",
	},
	parts: {
		title: "Части других ведомств",
		ready: (done: number, total: number) => `Части ответа от других: готово ${done} из ${total}`,
		insert: "Вставить",
		insertAll: "Вставить все",
		hint: "Часть встанет в конец ответа. Кто её писал, согласовать этот ответ не сможет.",
	},
	tasksOpen: {
		title: (count: number) =>
			`Ещё ${n(count, "часть ответа не готова", "части ответа не готовы", "частей ответа не готовы")} у других ведомств`,
		label: "Почему отвечаете, не дожидаясь",
		send: "Отправить без них",
	},
	lengthLeft: (count: number) => `ещё ${n(count, "знак", "знака", "знаков")}`,
	lengthOver: (count: number) => `лишние ${n(count, "знак", "знака", "знаков")}`,
};
