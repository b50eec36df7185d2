import type { DeskNoticeCode, DeskNoticeData } from "./desk-codes.ts";

/** What messages to staff say of views, endpoints and articles. No names: what a view is called may be anything. */

type Language = "ru" | "en";
export type TellableDesk = { code: string; data: DeskNoticeData };

const whole: Record<Language, Record<DeskNoticeCode, (data: DeskNoticeData) => string>> = {
	ru: {
		"view-many": ({ count = 0 }) => `В виде, за которым вы следите, новых инцидентов: ${count}`,
		"webhook-off": ({ reason }) =>
			`Внешняя система больше не получает события: ${reason === "gone" ? "её адрес отвечает, что приёма больше нет" : "пять дней подряд её адрес не отвечает"}. Проверьте адрес и включите снова`,
		"article-overdue": () => "Пора перечитать статью базы знаний: день проверки прошёл",
	},
	en: {
		"view-many": ({ count = 0 }) => `New cases in a view that you watch: ${count}`,
		"webhook-off": ({ reason }) =>
			`Another system is no longer told of events: ${reason === "gone" ? "its address says that nobody listens there" : "its address has not answered for five days"}. Check the address and switch it on again`,
		"article-overdue": () => "An article of the knowledge base is due for review: its day is over",
	},
};

/** What happened, in a sentence without its full stop. */
export const deskWords = ({ code, data }: TellableDesk, language: Language): string =>
	whole[language][code as DeskNoticeCode]?.(data) ?? code;

/** Where one goes with it, as a path of the desk. */
export function deskPath({ code, data }: TellableDesk): string {
	if (code === "view-many" && data.viewId) return `/views/${data.viewId}`;
	if (code === "webhook-off" && data.endpointId) return `/settings/hooks/${data.endpointId}`;
	// an article's owner need not be one who may open the settings: the list of notices knows
	return "/notices";
}

/** One notice in a message. @param publicUrl where the desk is */
export const tellDesk = (notice: TellableDesk, language: Language, publicUrl: string): string =>
	`${deskWords(notice, language)}. ${publicUrl}${deskPath(notice)}`;
