/** Words of notices: the bell, quiet hours, notices in the browser. */
export const bellRu = {
	bell: "Оповещения",
	settings: "Как присылать",
	quiet: "Тихие часы",
	isQuiet: "Ночью не присылать",
	from: "С",
	to: "До",
	quietHint: "Дежурному приходит всё и в тихие часы. Здесь, на экране, оповещения видны всегда.",
};
