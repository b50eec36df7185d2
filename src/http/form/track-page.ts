import type { PublicMessage, PublicThread } from "../../cases/reads-public.ts";
import type { Registry } from "../../registry/reads.ts";
import { fieldOf, formPath, headerOf, marksOf, photosOf, questionOf, summaryOf } from "./form-page.ts";
import type { Shown } from "./form-page.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { documentOf } from "./layout.ts";
import { words } from "./words.ts";
import type { Language } from "./words.ts";

/** What a resident sees of their message; `thread` is null until it is read. */
export function trackPage(shown: Shown, registry: Registry, token: string, thread: PublicThread | null): string {
	const { page, language } = shown;
	const said = words[language].track;
	const rest = `/${encodeURIComponent(token)}`;
	const isTyping = shown.troubles.size > 0 || shown.trouble !== null;
	const body = html`<h1>${thread ? said.title : said.accepted}</h1>
<p class="box">${said.keep}</p>
${thread ? html`<dl>${factsOf(thread, registry, language)}</dl>` : waitingOf(language, formPath(page, language, rest), isTyping)}
${(thread?.messages ?? []).map((message) => messageOf(message, registry, language))}
${(thread !== null || isTyping) && moreOf(shown, formPath(page, language, rest))}`;
	return documentOf({ language, title: `${said.title} · ${page.name}`, header: headerOf(page, language, rest), body });
}

/** Not read yet; a script looks again, unless somebody is typing here. */
const waitingOf = (
	language: Language,
	path: string,
	isTyping: boolean,
): Html => html`<dl><dt>${words[language].track.number}</dt>
<dd>${words[language].track.waiting} <a href="${path}"${!isTyping && html` id="look"`}>${words[language].track.look}</a></dd></dl>`;

function moreOf(shown: Shown, path: string): Html {
	const said = words[shown.language].track;
	return html`<h2>${said.more}</h2><p class="hint">${said.moreHint}</p>${summaryOf(shown)}
<form method="post" action="${path}" enctype="multipart/form-data" novalidate>
${marksOf(shown)}
${fieldOf(
	shown,
	"more",
	(field) => html`<textarea ${field} name="text" rows="4" required>
${shown.values.text}</textarea>`,
)}
${photosOf(shown)}${questionOf(shown)}
<button class="main">${said.sendMore}</button></form>`;
}

function factsOf(thread: PublicThread, registry: Registry, language: Language): Html {
	const said = words[language];
	const agency = registry.agencies.get(thread.agencyId ?? 0);
	return html`<dt>${said.track.number}</dt><dd>${thread.caseId}</dd>
<dt>${said.track.status}</dt><dd><strong>${said.statuses[thread.status]}</strong></dd>
${agency ? html`<dt>${said.track.responsible}</dt><dd>${agency.name}</dd>` : null}
${thread.isOpen && html`<dt>${said.track.due}</dt><dd>${timeOf(thread.dueAt, registry, language)}</dd>`}`;
}

function messageOf({ direction, text, sentAt, photos }: PublicMessage, registry: Registry, language: Language): Html {
	const said = words[language].track;
	return html`<section class="box"><h2>${direction === "in" ? said.you : said.answer}</h2>
<p class="quiet">${timeOf(sentAt, registry, language)}</p><p class="said">${text}</p>
${photos > 0 && html`<p class="quiet">${said.photos}: ${photos}</p>`}</section>`;
}

/** In the time zone of the region. */
function timeOf(at: Date, { region }: Registry, language: Language): string {
	const locale = language === "en" ? "en-GB" : "ru-RU";
	return at.toLocaleString(locale, { timeZone: region.timeZone, dateStyle: "long", timeStyle: "short" });
}
