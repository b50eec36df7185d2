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
	const { reason } = error.details;
	const words =
		(error.code === "link-unreadable" && t.take.linkTroubles[reason as keyof typeof t.take.linkTroubles]) ||
		(t.errors[error.code] ?? t.errors.internal);
	return error.code === "internal" && error.requestId ? `${words} ${t.errorNumber(error.requestId)}` : words;
}

/** Title of a topic or group in the chosen language. */
export function titleOf(item: { titleRu: string; titleEn: string }, language: Language): string {
	return language === "ru" ? item.titleRu : item.titleEn;
}

export function dueWords(due: CaseDetail["due"], language: Language): string {
	return language === "ru" ? due.ru : due.en;
}
