import { caseCodeWords } from "./case-words.ts";
import { deskPath, deskWords } from "./desk-words.ts";
import type { PushedNotice } from "./reads-push.ts";

/** What stands on the screen of a locked telephone: what happened, and the case's number. No word of a resident, no name. */
export type PushWords = { title: string; body: string; path: string };

const words = {
	ru: {
		title: "Отклик",
		one: (id: number, what: string) => `Инцидент № ${id}: ${what}`,
		page: "Изменилась связь со страницей",
		many: (count: number, urgent: number) => `Новых оповещений: ${count}${urgent > 0 ? `, срочных: ${urgent}` : ""}`,
	},
	en: {
		title: "Otklik",
		one: (id: number, what: string) => `Case ${id}: ${what}`,
		page: "The connection of a page has changed",
		many: (count: number, urgent: number) => `New notices: ${count}${urgent > 0 ? `, urgent: ${urgent}` : ""}`,
	},
};

/** One message for all that is new. @param notices at least one */
export function pushWords(notices: readonly PushedNotice[], language: "ru" | "en"): PushWords {
	const of = words[language];
	const [first] = notices;
	if (!first || notices.length > 1) {
		const urgent = notices.filter(({ isUrgent }) => isUrgent).length;
		return { title: of.title, body: of.many(notices.length, urgent), path: "/notices" };
	}
	if (first.kind === "desk") return { title: of.title, body: deskWords(first, language), path: deskPath(first) };
	if (first.caseId === null) return { title: of.title, body: of.page, path: "/notices" };
	const what = caseCodeWords(first.code, language);
	return { title: of.title, body: of.one(first.caseId, what), path: `/cases/${first.caseId}` };
}
