import { helpEn } from "../../locales/help-en.ts";
import { helpRu, type HelpWords } from "../../locales/help-ru.ts";
import { useLanguage } from "../../preferences.ts";

/** The words of the help in the chosen language. */
export function useHelpWords(): HelpWords {
	return useLanguage() === "en" ? helpEn : helpRu;
}
