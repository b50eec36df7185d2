import { plural } from "./plural.ts";

const n = (count: number, one: string, few: string, many: string) =>
	plural("ru", count, { one, few, many, other: few });

/** Words of notices: the bell, quiet hours, notices in the browser. */
export const bellRu = {
	bell: "Оповещения",
	unread: (count: number) => n(count, "новое", "новых", "новых"),
	settings: "Как присылать",
	push: "В этом браузере",
	pushHint: "Придёт, даже если «Отклик» закрыт. В оповещении только номер инцидента и что случилось, без слов жителя.",
	cannot: "Этот браузер не умеет или адрес «Отклика» открыт без https.",
	denied: "Оповещения запрещены в настройках браузера для этого сайта. Разрешите их там.",
	turnOn: "Включить",
	turnOff: "Выключить",
	pushOn: "Оповещения в этом браузере включены",
	pushOff: "Оповещения в этом браузере выключены",
	refused: "Браузер не разрешил оповещения.",
	quiet: "Тихие часы",
	isQuiet: "Ночью не присылать",
	from: "С",
	to: "До",
	quietHint: "Дежурному приходит всё и в тихие часы. Здесь, на экране, оповещения видны всегда.",
};
