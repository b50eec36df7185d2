import { settingsEn } from "../../locales/settings-en.ts";
import { settingsRu, type SettingsWords } from "../../locales/settings-ru.ts";
import { useLanguage } from "../../preferences.ts";

export type GroupName = keyof SettingsWords["groups"];
export type SectionName = keyof SettingsWords["sections"];

/** The words of the settings in the chosen language. */
export function useSettingsWords(): SettingsWords {
	return useLanguage() === "en" ? settingsEn : settingsRu;
}
