import type { OutsideAsk } from "../../cases/reads-outside.ts";
import { maskPersonal } from "../../text/hide-from-outside.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { scriptlessDocumentOf } from "./layout.ts";
import { outsideWords } from "./outside-words.ts";
import type { AskTrouble, PhotoTrouble, PlainWords } from "./outside-words.ts";
import type { Language } from "./words.ts";

export const longestPart = 5000;

/** What an outside party filled in; it comes back with every refusal. */
export type OutsideValues = { text: string; isRefusal: boolean };
export const noOutsideValues: OutsideValues = { text: "", isRefusal: false };

export type AskShown = {
	language: Language;
	ask: OutsideAsk;
	token: string;
	values: OutsideValues;
	troubles: AskTroubles;
};

export type AskTroubles = {
	trouble: AskTrouble | null;
	/** by the names of the files; an empty name stands for all of them */
	photos: readonly { name: string; trouble: PhotoTrouble }[];
	/** files were chosen and have to be chosen again */
	hadFiles: boolean;
};
export const noTroubles: AskTroubles = { trouble: null, photos: [], hadFiles: false };
export const isTrouble = ({ trouble, photos }: AskTroubles): boolean => trouble !== null || photos.length > 0;

/** What is asked, and a field for the answer; of the resident nothing but their words with personal data hidden. */
export function askPage(shown: AskShown): string {
	const { language, ask, token, values, troubles } = shown;
	const said = outsideWords[language];
	const path = `/t/${token}`;
	const body = html`<h1>${said.title}</h1>
<h2>${said.ask}</h2><p class="said">${ask.what}</p>
<dl>${factsOf(ask, language)}</dl>
<form method="post" action="${inLanguage(path, language)}" enctype="multipart/form-data" novalidate>
${troublesOf(shown)}
${choiceOf(language, values)}
${textOf(shown)}
${photosOf(shown)}
<p class="quiet">${said.once}</p>
<button class="main">${said.send}</button></form>`;
	const title = isTrouble(troubles) ? `${said.wrong} ${said.title}` : said.title;
	return scriptlessDocumentOf({ language, title, header: headerOf(ask, language, path), body });
}

function troublesOf({ language, troubles }: AskShown): Html | null {
	if (!isTrouble(troubles)) return null;
	const said = outsideWords[language];
	const { trouble, photos, hadFiles } = troubles;
	return html`<div class="box trouble" role="alert"><p class="bad">${said.wrong}</p>
<ul>${trouble ? html`<li id="part-wrong"><a href="#part">${said.troubles[trouble]}</a></li>` : null}${photos.map(
		({ name, trouble: one }) =>
			html`<li><a href="#photos">${name === "" ? said.photos : name}: ${said.photoTroubles[one]}</a></li>`,
	)}</ul>${hadFiles && html`<p>${said.again}</p>`}</div>`;
}

function textOf({ language, values, troubles: { trouble } }: AskShown): Html {
	const said = outsideWords[language];
	return html`<label for="part">${said.yours}</label><p class="hint" id="part-hint">${said.hint}</p>
<textarea id="part" name="part" rows="8" required aria-describedby="part-hint${trouble ? " part-wrong" : ""}"${trouble && html` aria-invalid="true" autofocus`}>
${values.text}</textarea>`;
}

/** A phone offers its camera beside its photos; what it keeps in HEIC it gives as JPEG, for that is asked for. */
function photosOf({ language, troubles }: AskShown): Html {
	const said = outsideWords[language];
	const isWrong = troubles.photos.length > 0;
	const wrong = html` aria-invalid="true"${!troubles.trouble && html` autofocus`}`;
	return html`<label for="photos">${said.photos} <small>(${said.optional})</small></label><p class="hint" id="photos-hint">${said.photosHint}</p>
<input type="file" id="photos" name="photos" accept="image/jpeg,image/png,image/webp,image/gif" multiple aria-describedby="photos-hint"${isWrong && wrong}>`;
}

/** The work or why there will be none: one field serves both, so that changing one's mind loses nothing. */
function choiceOf(language: Language, { isRefusal }: OutsideValues): Html {
	const said = outsideWords[language];
	const choice = (value: string, isChosen: boolean, label: string, hint: string) =>
		html`<label class="check"><input type="radio" name="kind" value="${value}"${isChosen && html` checked`}><span>${label}<br><small>${hint}</small></span></label>`;
	return html`<fieldset><legend>${said.choice}</legend>
${choice("done", !isRefusal, said.doing, said.doingHint)}
${choice("refused", isRefusal, said.refusing, said.refusingHint)}</fieldset>`;
}

const inLanguage = (path: string, language: Language): string => `${path}?lang=${language}`;

/** The same page in the other language: its address keeps the secret. */
function otherOf(language: Language, path: string): Html {
	const other = language === "ru" ? "en" : "ru";
	return html`<a href="${inLanguage(path, other)}" lang="${other}" hreflang="${other}">${outsideWords[language].other}</a>`;
}

const headerOf = (ask: OutsideAsk, language: Language, path: string): Html =>
	html`<span>${ask.agencyName ?? ask.regionName} → ${ask.partyName}</span>${otherOf(language, path)}`;

function factsOf({ address, excerpt, dueAt, expiresAt, timeZone }: OutsideAsk, language: Language): Html {
	const said = outsideWords[language];
	const words = maskPersonal(excerpt);
	return html`${address && html`<dt>${said.address}</dt><dd>${address}</dd>`}
${words !== "" && html`<dt>${said.resident}</dt><dd class="said">${words}</dd>`}
${dueAt ? html`<dt>${said.until}</dt><dd><strong>${timeOf(dueAt, timeZone, language)}</strong></dd>` : null}
<dt>${said.linkUntil}</dt><dd>${timeOf(expiresAt, timeZone, language)}</dd>`;
}

/** By the clocks of whoever asks, with the name of their zone: a company may sit in another one. */
function timeOf(at: Date, timeZone: string, language: Language): string {
	const locale = language === "en" ? "en-GB" : "ru-RU";
	const when = at.toLocaleString(locale, { timeZone, dateStyle: "long", timeStyle: "short" });
	const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "shortGeneric" }).formatToParts(at);
	return `${when} (${parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone})`;
}

/** A page of a few words: the answer came, or why the link takes none. @param path its address without the language */
export function sayPage(what: PlainWords, language: Language, path: string): string {
	const [first = "", ...rest] = outsideWords[language].plain[what].split(/(?<=\.) /);
	const body = html`<h1>${first}</h1><p>${rest.join(" ")}</p>`;
	const header = html`<span></span>${otherOf(language, path)}`;
	return scriptlessDocumentOf({ language, title: first, header, body });
}
