import type { CaseDetail } from "./api.ts";
import { en } from "./locales/en.ts";
import { type Dictionary, ru } from "./locales/ru.ts";
import { type Language, useLanguage } from "./preferences.ts";
import { RequestError } from "./request.ts";

const dictionaries: Record<Language, Dictionary> = { ru, en };

/** The words of the chosen language. */
export function useWords(): Dictionary {
	return dictionaries[useLanguage()];
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

export function dueWords(due: CaseDetail["due"], language: Language): string {
	return language === "ru" ? due.ru : due.en;
}
