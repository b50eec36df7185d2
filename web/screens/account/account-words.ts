import { RequestError } from "../../api.ts";
import { accountEn } from "../../locales/account-en.ts";
import { accountRu, type AccountWords } from "../../locales/account-ru.ts";
import type { Dictionary } from "../../locales/ru.ts";
import { useLanguage } from "../../preferences.ts";
import { errorWords } from "../../words.ts";

/** The words of one's own account in the chosen language. */
export function useAccountWords(): AccountWords {
	return useLanguage() === "en" ? accountEn : accountRu;
}

/** Why a password is refused says what to do about it. */
export function passwordError(t: Dictionary, words: AccountWords, error: unknown): string {
	const reason = error instanceof RequestError && error.code === "password-weak" ? error.details.reason : null;
	return words.password.weak[reason as keyof AccountWords["password"]["weak"]] ?? errorWords(t, error);
}
