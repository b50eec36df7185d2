import { type CaseDetail, RequestError } from "./api.ts";
import { type Dictionary, ru } from "./locales/ru.ts";
import { type Language, setLanguage, useLanguage } from "./preferences.ts";

const dictionaries: Partial<Record<Language, Dictionary>> & { ru: Dictionary } = { ru };

/** Reads the words of a language before it is shown; Russian is always there. */
export async function loadWords(language: Language): Promise<void> {
	if (language === "en") dictionaries.en ??= (await import("./locales/en.ts")).en;
}

/** Another language: first its words, then the switch. */
export async function chooseLanguage(language: Language): Promise<void> {
	await loadWords(language);
	setLanguage(language);
}

/** The words of the chosen language. */
export function useWords(): Dictionary {
	return dictionaries[useLanguage()] ?? dictionaries.ru;
}

/** What happened and what to do, for any error a call may end with. */
export function errorWords(t: Dictionary, error: unknown): string {
	if (!(error instanceof RequestError)) return t.errors.internal;
	const words = t.errors[error.code] ?? t.errors.internal;
	return error.code === "internal" && error.requestId ? `${words} ${t.errorNumber(error.requestId)}` : words;
}

/** Title of a topic or group in the chosen language. */
export function titleOf(item: { titleRu: string; titleEn: string }, language: Language): string {
	return language === "ru" ? item.titleRu : item.titleEn;
}

/** Why the machine names this agency, from the code of the reason: "page", "rule:any", "history:topic+territory", "text". */
export function agencyReasonWords(
	t: Dictionary,
	given: { reason: string | null; probability?: number | null; cases?: number },
): string | null {
	if (given.reason === null) return null;
	const words = t.case.agencyBy;
	const [source, what = ""] = given.reason.split(":");
	const chance = given.probability == null ? "" : `: ${t.percent(Math.round(given.probability * 100))}`;
	if (source === "history") {
		const cases = given.cases ? `, ${words.cases(given.cases)}` : "";
		return `${words.history[what as keyof typeof words.history] ?? words.history.topic}${chance}${cases}`;
	}
	if (source === "text") return `${words.text}${chance}`;
	if (source === "page") return words.page;
	if (what === "any") return words.any;
	const parts = (what || (source ?? "")).split("+");
	return words.rule(parts.map((part) => words.parts[part] ?? part).join(", "));
}

export function dueWords(due: CaseDetail["due"], language: Language): string {
	return language === "ru" ? due.ru : due.en;
}
