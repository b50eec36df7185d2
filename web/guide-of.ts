/** A page of the guide and the place on it. */
export type GuidePlace = { page: string; hash?: string };

const sections: Record<string, GuidePlace> = {
	region: { page: "start" },
	people: { page: "people", hash: "люди" },
	roles: { page: "people", hash: "роли" },
	providers: { page: "admin", hash: "вход-через-организацию" },
	agencies: { page: "people", hash: "ведомства" },
	topics: { page: "people", hash: "темы" },
	routing: { page: "people", hash: "маршруты" },
	terms: { page: "admin", hash: "сроки" },
	calendars: { page: "admin", hash: "календари" },
	importance: { page: "admin", hash: "важные-темы" },
	templates: { page: "admin", hash: "ответы" },
	articles: { page: "admin", hash: "ответы" },
	approval: { page: "admin", hash: "ответы" },
	appeal: { page: "admin", hash: "ответы" },
	residents: { page: "admin", hash: "ответы" },
	outside: { page: "admin", hash: "ответы" },
	retention: { page: "admin", hash: "личные-данные" },
	requests: { page: "admin", hash: "личные-данные" },
	removals: { page: "admin", hash: "личные-данные" },
	views: { page: "admin", hash: "личные-данные" },
	hidings: { page: "admin", hash: "личные-данные" },
	tokens: { page: "admin", hash: "другие-системы-и-журнал" },
	hooks: { page: "admin", hash: "другие-системы-и-журнал" },
	journal: { page: "admin", hash: "другие-системы-и-журнал" },
};

const screens: Record<string, GuidePlace> = {
	start: { page: "start", hash: "если-регион-ещё-пустой" },
	cases: { page: "triage" },
	approvals: { page: "approval" },
	day: { page: "head" },
	board: { page: "head", hash: "сводка" },
	promises: { page: "head", hash: "обещания" },
	quality: { page: "quality" },
	duty: { page: "duty" },
	notices: { page: "notices" },
	attention: { page: "pages" },
	take: { page: "triage", hash: "принять-сообщение" },
	settings: { page: "admin" },
	pages: { page: "pages" },
	models: { page: "models" },
	account: { page: "account" },
};

/** What the guide says of the screen at this address; null where there is nothing to say, as in the guide itself. */
export function guideOf(path: string): GuidePlace | null {
	const [, first = "", second = ""] = path.split("/");
	if (first === "settings" && second) return sections[second] ?? null;
	if (first === "cases" && second) return { page: "case" };
	return screens[first] ?? null;
}

/** Every place that a screen leads to: each must be there. */
export const guidePlaces: readonly GuidePlace[] = [
	...Object.values(screens),
	...Object.values(sections),
	{ page: "case" },
];
