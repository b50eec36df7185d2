import { startEn } from "../../locales/start-en.ts";
import { startRu, type StartWords } from "../../locales/start-ru.ts";
import { useLanguage } from "../../preferences.ts";

/** The words of the first steps in the chosen language. */
export function useStartWords(): StartWords {
	return useLanguage() === "en" ? startEn : startRu;
}
