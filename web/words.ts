import { type CaseDetail, RequestError } from "./api.ts";
import { type FirstWords, firstRu } from "./locales/first-ru.ts";
import type { Dictionary } from "./locales/ru.ts";
import { type Language, setLanguage, useLanguage } from "./preferences.ts";

/** The Russian words of the first screen are there at once, the others come before the first part that is fetched later. */
const russian: FirstWords & Partial<Dictionary> = { ...firstRu };
const isWhole = (words: Partial<Dictionary>): words is Dictionary => "events" in words;
let english: Dictionary | undefined;

/** Reads the words of a language before it is shown; those of the first screen are always there in Russian. */
export async function loadWords(language: Language): Promise<void> {
	if (language === "en") english ??= (await import("./locales/en.ts")).en;
}

/** A part of the app that is fetched later, together with the words that only such parts need. */
export const withWords =
	<T>(load: () => Promise<T>): (() => Promise<T>) =>
	async () => {
		const [part, { laterRu }] = await Promise.all([load(), import("./locales/later-ru.ts")]);
		Object.assign(russian, laterRu);
		return part;
	};

/** Another language: first its words, then the switch. */
export async function chooseLanguage(language: Language): Promise<void> {
	await loadWords(language);
	setLanguage(language);
}

/** The words of the first screen in the chosen language: for what is there before anything else is fetched. */
export function useFirstWords(): FirstWords {
	return (useLanguage() === "en" ? english : undefined) ?? russian;
}

/** All words of the chosen language: for parts that are fetched `withWords`. */
export function useWords(): Dictionary {
	const words = useFirstWords();
	if (!isWhole(words)) throw new Error("this part was fetched without its words");
	return words;
}

/** What happened and what to do, for any error a call may end with. */
export function errorWords(t: FirstWords, error: unknown): string {
	if (!(error instanceof RequestError)) return t.errors.internal;
	const { reason } = error.details;
	const words =
		(error.code === "link-unreadable" && t.linkTroubles[reason as keyof typeof t.linkTroubles]) ||
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
