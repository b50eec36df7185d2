import { waysEn } from "./locales/ways-en.ts";
import { waysRu, type WaysWords } from "./locales/ways-ru.ts";
import { useLanguage } from "./preferences.ts";

/** The words of signing in by a passkey or an organisation, in the chosen language. */
export function useWaysWords(): WaysWords {
	return useLanguage() === "en" ? waysEn : waysRu;
}

/** What happened at the organisation; null where a word of the address is none of ours. */
export const troubleWords = (words: WaysWords, trouble: string | undefined): string | null =>
	trouble !== undefined && Object.hasOwn(words.troubles, trouble)
		? words.troubles[trouble as keyof WaysWords["troubles"]]
		: null;
