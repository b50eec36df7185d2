import type { AskedAnswer } from "../../cases/reads-say.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { scriptlessDocumentOf } from "./layout.ts";
import { sayWords } from "./say-words.ts";
import type { Language } from "./words.ts";

/** What a resident chose; it comes back with a refusal. */
export type SaidValues = { rating: number | null; isSolved: boolean | null; words: string };

export type SayShown = {
	language: Language;
	token: string;
	agency: string | null;
	zone: string;
	answer: AskedAnswer;
	values: SaidValues;
	told: "kept" | "reopened" | "over" | "words-missing" | "words-long" | "too-often" | null;
};

export const sayPath = (token: string, language: Language): string =>
	`/r/${encodeURIComponent(token)}${language === "en" ? "?lang=en" : ""}`;

/** The page by which a resident rates an answer: whose answer it is and when it was given, no word of anybody. */
export function sayPage(shown: SayShown, now: Date): string {
	const { language, token, agency, zone, answer, told } = shown;
	const said = sayWords[language];
	const other = language === "ru" ? "en" : "ru";
	const day = (at: Date) =>
		new Intl.DateTimeFormat(language === "ru" ? "ru-RU" : "en-GB", { timeZone: zone, dateStyle: "long" }).format(at);
	const isOver = answer.until <= now;
	const body = html`<h1>${said.title}</h1>
<p>${said.about(agency, day(answer.publishedAt))}</p>${toldOf(shown)}
${isOver ? told !== "over" && html`<p>${said.told.over}</p>` : formOf(shown, day(answer.until))}`;
	const header = html`<span></span><a href="${sayPath(token, other)}" lang="${other}" hreflang="${other}">${said.other}</a>`;
	return scriptlessDocumentOf({ language, title: said.title, header, body });
}

function toldOf({ language, told }: SayShown): Html | null {
	if (!told) return null;
	const isGood = told === "kept" || told === "reopened";
	return html`<div class="box${isGood ? "" : " trouble"}" role="${isGood ? "status" : "alert"}"><p>${sayWords[language].told[told]}</p></div>`;
}

function formOf({ language, token, values, told }: SayShown, until: string): Html {
	const said = sayWords[language];
	const marks = [5, 4, 3, 2, 1].map(
		(rating) =>
			html`<label class="check"><input type="radio" name="rating" value="${rating}"${values.rating === rating && html` checked`}><span>${said.ratings[rating - 1] ?? ""}</span></label>`,
	);
	const solved = [true, false].map(
		(isSolved) =>
			html`<label class="check"><input type="radio" name="solved" value="${isSolved ? "yes" : "no"}"${values.isSolved === isSolved && html` checked`}><span>${isSolved ? said.yes : said.no}</span></label>`,
	);
	const isWrong = told === "words-missing" || told === "words-long";
	return html`<form method="post" action="${sayPath(token, language)}">
<fieldset><legend>${said.isSolved}</legend>${solved}</fieldset>
<fieldset><legend>${said.rate}</legend>${marks}</fieldset>
<label for="words">${said.words} <small>(${said.optional})</small></label>
<p class="hint" id="words-hint">${said.wordsHint}</p>
<textarea id="words" name="words" rows="5" aria-describedby="words-hint"${isWrong && html` aria-invalid="true"`}>
${values.words}</textarea>
<p class="quiet">${said.until(until)}</p>
<button class="main">${said.send}</button></form>`;
}

/** A page that says one thing. */
export function sayPlain(language: Language, what: "gone" | "failed" | "too-often"): string {
	const { title, text } = sayWords[language].plain[what];
	return scriptlessDocumentOf({ language, title, header: html``, body: html`<h1>${title}</h1><p>${text}</p>` });
}
