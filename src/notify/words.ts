import type { HealthCode, PageFinding } from "../channels/channel.ts";
import { tellCase } from "./case-words.ts";
import type { TellableCase } from "./case-words.ts";
import { tellDesk } from "./desk-words.ts";
import type { TellableDesk } from "./desk-words.ts";

/** What messages to staff say: what is wrong with a page and what to do. The screens have words of their own. */

type Language = "ru" | "en";
type Words = { what: string; todo: string };

const ru: Record<HealthCode, Words> = {
	key: { what: "ключ больше не принимается", todo: "Создайте новый ключ в сети и введите его на карточке страницы." },
	rights: { what: "ключу не хватает прав", todo: "Создайте ключ с правами, перечисленными на карточке страницы." },
	webhook: {
		what: "сеть не может передать нам сообщения",
		todo: "Откройте карточку страницы и нажмите «Подключить заново»; пока сообщения читаем сами.",
	},
	"webhook-backlog": {
		what: "сеть копит непереданные сообщения",
		todo: "Проверьте, что сервер доступен из интернета по своему адресу.",
	},
	comments: { what: "комментарии закрыты", todo: "Откройте комментарии в настройках сообщества." },
	"direct-messages": { what: "личные сообщения закрыты", todo: "Включите сообщения в настройках сообщества." },
	"page-gone": {
		what: "страница удалена или заблокирована",
		todo: "Обратитесь в поддержку сети, страница не работает.",
	},
	"verified-mark": { what: "нет отметки о подтверждении", todo: "Подтвердите страницу как официальную." },
	mailbox: { what: "почтовый ящик не отвечает", todo: "Проверьте адрес сервера, имя и пароль ящика." },
	silence: {
		what: "необычно долго нет сообщений",
		todo: "Откройте страницу в сети: если там есть новые сообщения, подключите страницу заново.",
	},
	sending: { what: "ответы не уходят", todo: "Откройте карточку страницы: там названа причина и что сделать." },
	polling: { what: "страница не читается", todo: "Откройте карточку страницы: там названа причина." },
	"reading-back": {
		what: "не удаётся сверить страницу с сетью",
		todo: "Откройте карточку страницы: там названа причина.",
	},
	"refused-deliveries": {
		what: "приходят сообщения с неверным секретом",
		todo: "Если вы меняли секрет в сети, введите его и на карточке страницы.",
	},
};

const en: Record<HealthCode, Words> = {
	key: {
		what: "the key is no longer accepted",
		todo: "Make a new key in the network and enter it on the page's card.",
	},
	rights: { what: "the key lacks rights", todo: "Make a key with the rights listed on the page's card." },
	webhook: {
		what: "the network cannot deliver to us",
		todo: "Open the page's card and connect it again; meanwhile we read the messages ourselves.",
	},
	"webhook-backlog": {
		what: "the network piles up undelivered messages",
		todo: "See that the server can be reached from the internet at its address.",
	},
	comments: { what: "comments are closed", todo: "Open comments in the community's settings." },
	"direct-messages": { what: "direct messages are closed", todo: "Switch messages on in the community's settings." },
	"page-gone": {
		what: "the page is deleted or blocked",
		todo: "Write to the network's support: the page does not work.",
	},
	"verified-mark": { what: "the mark of a verified page is missing", todo: "Have the page verified as official." },
	mailbox: { what: "the mailbox does not answer", todo: "Check the server's address, the name and the password." },
	silence: {
		what: "no messages for unusually long",
		todo: "Open the page in the network: if there are new messages, connect the page again.",
	},
	sending: { what: "answers do not go out", todo: "Open the page's card: it names the reason and what to do." },
	polling: { what: "the page cannot be read", todo: "Open the page's card: it names the reason." },
	"reading-back": {
		what: "the page cannot be compared with the network",
		todo: "Open the page's card: it names the reason.",
	},
	"refused-deliveries": {
		what: "deliveries come with a wrong secret",
		todo: "If you changed the secret in the network, enter it on the page's card too.",
	},
};

const words: Record<Language, Record<HealthCode, Words>> = { ru, en };
const heads: Record<Language, Record<PageFinding["state"], string>> = {
	ru: { fail: "Не работает", warn: "Обратите внимание", ok: "Снова в порядке" },
	en: { fail: "Does not work", warn: "Needs attention", ok: "Well again" },
};

export const trialWords: Record<Language, string> = {
	ru: "Отклик: проверка. Сюда будут приходить уведомления о ваших страницах и инцидентах.",
	en: "Otklik: a trial. Notices about your pages and cases will come here.",
};

type TellablePage = { pageName: string; code: HealthCode; state: PageFinding["state"]; text: string };
export type TellableNotice = { isUrgent: boolean } & (
	| ({ kind: "page-health" } & TellablePage)
	| ({ kind: "case" } & TellableCase)
	| ({ kind: "desk" } & TellableDesk)
);

/** More would be cut by a messenger. */
const mostTold = 20;
const more: Record<Language, (count: number) => string> = {
	ru: (count) => `И ещё ${count}: откройте «Отклик».`,
	en: (count) => `And ${count} more: open Otklik.`,
};

/** One message with all that is new: the worst first, cases before pages. @param zone IANA name, for the times */
export function digestOf(
	notices: readonly TellableNotice[],
	language: Language,
	desk: { publicUrl: string; zone: string },
): string {
	const sorted = notices.toSorted((a, b) => weightOf(a) - weightOf(b));
	const lines = sorted.slice(0, mostTold).map((notice) => tell(notice, language, desk));
	if (sorted.length > mostTold) lines.push(more[language](sorted.length - mostTold));
	return lines.join("\n\n");
}

function tell(notice: TellableNotice, language: Language, desk: { publicUrl: string; zone: string }): string {
	if (notice.kind === "case") return tellCase(notice, language, desk.publicUrl, desk.zone);
	return notice.kind === "desk" ? tellDesk(notice, language, desk.publicUrl) : tellPage(notice, language);
}

function weightOf(notice: TellableNotice): number {
	if (notice.isUrgent) return 0;
	if (notice.kind === "case") return 1;
	if (notice.kind === "desk") return 2;
	return 2 + (["fail", "warn", "ok"] as const).indexOf(notice.state);
}

function tellPage({ pageName, code, state, text }: TellablePage, language: Language): string {
	const { what, todo } = words[language][code] ?? { what: code, todo: "" };
	if (state === "ok") return `${heads[language].ok}: ${pageName} (${what}).`;
	const detail = text ? ` (${text.slice(0, 200)})` : "";
	return `${heads[language][state]}: ${pageName}: ${what}${detail}. ${todo}`;
}

/** What is wrong and what to do, in English, for a terminal. */
export const wordsOf = (code: HealthCode): { what: string; todo: string } => en[code] ?? { what: code, todo: "" };
