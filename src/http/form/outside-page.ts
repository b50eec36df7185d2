import type { LinkEnd } from "../../cases/outside-link.ts";
import type { OutsideAsk } from "../../cases/reads-outside.ts";
import { maskPersonal } from "../../text/hide-from-outside.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { scriptlessDocumentOf } from "./layout.ts";

/** Companies of the region read Russian. */
const said = {
	title: "Нужен ваш ответ",
	ask: "Что нужно от вас",
	address: "Адрес",
	resident: "Из обращения жителя",
	until: "Ответьте до",
	yours: "Ваш ответ",
	hint: "Напишите, что сделано или будет сделано, и когда. Ответ можно отправить один раз. Не указывайте личные данные жителей.",
	send: "Отправить ответ",
	empty: "Напишите ответ: поле пустое.",
	long: "Ответ слишком длинный: оставьте не больше 5000 знаков.",
};

const plain = {
	done: "Ответ получен. Спасибо. Он передан ведомству, которое отвечает жителю. Больше ничего делать не нужно.",
	used: "По этой ссылке ответ уже получен. Отправить второй нельзя. Если нужно что-то изменить, свяжитесь с тем, кто дал ссылку.",
	expired: "Срок этой ссылки закончился. Попросите новую у того, кто её дал.",
	revoked: "Эта ссылка больше не действует: ответ по ней не нужен. С вопросами обратитесь к тому, кто её дал.",
	gone: "Такой страницы нет. Проверьте, что ссылка скопирована целиком.",
	often: "Слишком много попыток. Подождите час и откройте ссылку снова.",
	failed: "Что-то не сработало у нас. Ответ не отправлен. Повторите через минуту.",
} satisfies Record<LinkEnd, string> & Record<string, string>;

export const longestPart = 5000;
export type AskTrouble = "empty" | "long";

/** What is asked, and a field for the answer; of the resident nothing but their words with personal data hidden. */
export function askPage(ask: OutsideAsk, token: string, part = "", trouble: AskTrouble | null = null): string {
	const invalid = html` aria-invalid="true"`;
	const body = html`<h1>${said.title}</h1>
<h2>${said.ask}</h2><p class="said">${ask.what}</p>
<dl>${factsOf(ask)}</dl>
<form method="post" action="/t/${token}">
<label for="part">${said.yours}</label><p class="hint" id="hint">${said.hint}</p>
${trouble && html`<p class="bad" role="alert">${said[trouble]}</p>`}
<textarea id="part" name="part" rows="8" required aria-describedby="hint"${trouble && invalid}>
${part}</textarea>
<button class="main">${said.send}</button></form>`;
	return scriptlessDocumentOf({ language: "ru", title: said.title, header: headerOf(ask), body });
}

const headerOf = (ask: OutsideAsk): Html =>
	html`<span>${ask.agencyName ?? ask.regionName}</span><span>${ask.partyName}</span>`;

function factsOf({ address, excerpt, dueAt, timeZone }: OutsideAsk): Html {
	const words = maskPersonal(excerpt);
	const due = dueAt?.toLocaleString("ru-RU", { timeZone, dateStyle: "long", timeStyle: "short" });
	return html`${address && html`<dt>${said.address}</dt><dd>${address}</dd>`}
${words !== "" && html`<dt>${said.resident}</dt><dd class="said">${words}</dd>`}
${due ? html`<dt>${said.until}</dt><dd>${due}</dd>` : null}`;
}

export type PlainWords = keyof typeof plain;

/** A page of a few words: the answer came, or why the link takes none. */
export function sayPage(what: PlainWords): string {
	const [first = "", ...rest] = plain[what].split(/(?<=\.) /);
	const body = html`<h1>${first}</h1><p>${rest.join(" ")}</p>`;
	return scriptlessDocumentOf({ language: "ru", title: first, header: html``, body });
}
