import type { PublicPage } from "../../registry/keep-public-pages.ts";
import type { Field, Trouble, Values } from "./fields.ts";
import type { Ask } from "./guard.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { documentOf } from "./layout.ts";
import { words } from "./words.ts";
import type { Language } from "./words.ts";

export type Shown = {
	page: PublicPage;
	language: Language;
	values: Values;
	token: string;
	ask: Ask | null;
	troubles: Map<Field, Trouble>;
	/** said above the form, where it concerns no one field */
	trouble: Trouble | null;
	/** files were chosen and have to be chosen again */
	hadFiles: boolean;
};

/** The address of the form; Russian is the usual language. */
export const formPath = (page: { externalId: string }, language: Language, rest = ""): string =>
	`/f/${encodeURIComponent(page.externalId)}${rest}${language === "en" ? "?lang=en" : ""}`;

export const settingOf = (page: PublicPage, name: string): string => {
	const value = page.settings[name];
	return typeof value === "string" ? value.trim() : "";
};

/** The form, empty or as it was sent. */
export function formPage(shown: Shown): string {
	const { page, language, values, troubles } = shown;
	const said = words[language];
	const title = troubles.size > 0 || shown.trouble ? `${said.wrong} ${said.title}` : said.title;
	const consent = settingOf(page, "consentText");
	const body = html`<h1>${said.title}</h1>
<p class="said">${settingOf(page, "intro") || said.intro}</p>${summaryOf(shown)}
<form method="post" action="${formPath(page, language)}" enctype="multipart/form-data" novalidate>
${marksOf(shown)}
${fieldOf(
	shown,
	"text",
	(field) => html`<textarea ${field} name="text" rows="6" required>
${values.text}</textarea>`,
)}
${fieldOf(shown, "address", (field) => html`<input ${field} type="text" name="address" value="${values.address}" autocomplete="street-address">`)}
<p><button type="button" id="here" hidden data-found="${said.hereFound}" data-failed="${said.hereFailed}">${said.here}</button>
<span id="here-told" role="status" class="quiet">${values.latitude !== null && said.hereFound}</span></p>
<input type="hidden" name="latitude" id="latitude" value="${values.latitude ?? ""}">
<input type="hidden" name="longitude" id="longitude" value="${values.longitude ?? ""}">
${fieldOf(shown, "name", (field) => html`<input ${field} type="text" name="name" value="${values.name}" autocomplete="name">`)}
${fieldOf(shown, "contact", (field) => html`<input ${field} type="text" name="contact" value="${values.contact}" autocomplete="email">`)}
${photosOf(shown)}
${consent === "" ? html`<p class="quiet">${said.consent}</p>` : consentOf(shown, consent)}
${questionOf(shown)}
<button class="main">${said.send}</button></form>`;
	return documentOf({ language, title: `${title} · ${page.name}`, header: headerOf(page, language, ""), body });
}

/** Whose page it is, and the other language. */
export function headerOf(page: PublicPage, language: Language, rest: string): Html {
	const other = language === "ru" ? "en" : "ru";
	return html`<span>${page.name}</span><a href="${formPath(page, other, rest)}" lang="${other}" hreflang="${other}">${words[language].other}</a>`;
}

export const photosOf = (shown: Shown): Html =>
	fieldOf(
		shown,
		"photos",
		(field) =>
			html`<input ${field} type="file" name="photos" accept="image/jpeg,image/png,image/webp,image/gif" multiple>`,
	);

/** What went wrong, with links to the fields; the first wrong field has the focus. */
export function summaryOf({ language, troubles, trouble, hadFiles }: Shown): Html | null {
	const said = words[language];
	if (troubles.size === 0 && !trouble) return null;
	const items = [...troubles].map(([field, one]) => html`<li><a href="#${field}">${said.troubles[one]}</a></li>`);
	return html`<div class="box trouble" role="alert"><p class="bad">${trouble ? said.troubles[trouble] : said.wrong}</p>
${items.length > 0 && html`<ul>${items}</ul>`}${hadFiles && html`<p>${said.again}</p>`}</div>`;
}

/** The signed mark of when the form was opened, and the field that only programs fill in. */
export function marksOf({ token, language }: Shown): Html {
	return html`<input type="hidden" name="token" value="${token}">
<div class="trap" aria-hidden="true"><label for="website">${words[language].trap}</label><input type="text" id="website" name="website" tabindex="-1" autocomplete="off"></div>`;
}

const needed = new Set<Field>(["text", "more", "answer"]);

/** A field with its label, hint and trouble, all tied together. */
export function fieldOf({ language, troubles }: Shown, name: Field, control: (attributes: Html) => Html): Html {
	const said = words[language];
	const trouble = troubles.get(name);
	const hint = said.hints[name];
	const [first] = troubles.keys();
	const told = [hint && `${name}-hint`, trouble && `${name}-wrong`].filter(Boolean).join(" ");
	const attributes = html`id="${name}"${told !== "" && html` aria-describedby="${told}"`}${
		trouble ? html` aria-invalid="true"` : null
	}${first === name && html` autofocus`}`;
	return html`<label for="${name}">${said.labels[name]}${!needed.has(name) && html` <small>(${said.optional})</small>`}</label>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : null}${
	trouble ? html`<p class="bad" id="${name}-wrong">${said.troubles[trouble]}</p>` : null
}${control(attributes)}`;
}

function consentOf({ language, troubles, values }: Shown, text: string): Html {
	const trouble = troubles.get("consent");
	const [first] = troubles.keys();
	return html`${trouble ? html`<p class="bad" id="consent-wrong">${words[language].troubles[trouble]}</p>` : null}
<label class="check"><input type="checkbox" id="consent" name="consent" value="1"${values.hasConsent && html` checked`}${
		trouble ? html` aria-invalid="true" aria-describedby="consent-wrong"` : null
	}${first === "consent" && html` autofocus`}><span>${text}</span></label>`;
}

/** The question to people where something looks odd; a script does some work instead and hides it. */
export function questionOf(shown: Shown): Html | null {
	const { ask, language } = shown;
	if (!ask) return null;
	const said = words[language];
	return html`<div class="box"><div id="question" data-proving="${said.proving}" data-proved="${said.proved}">
<p>${said.question(ask.left, ask.right)}</p>
${fieldOf(shown, "answer", (field) => html`<input ${field} type="text" name="answer" inputmode="numeric" autocomplete="off">`)}</div>
<p id="work-told" role="status" class="quiet"></p>
<input type="hidden" name="ask" id="ask" value="${ask.token}"><input type="hidden" name="work" id="work"></div>`;
}

/** A page that says one thing. */
export function plainPage(language: Language, { title, text }: { title: string; text: string }): string {
	return documentOf({ language, title, header: html``, body: html`<h1>${title}</h1><p>${text}</p>` });
}
