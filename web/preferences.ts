import { keptInBrowser } from "./kept.ts";

export type Theme = "light" | "dark" | "system";
export type Language = "ru" | "en";

const theme = keptInBrowser<Theme>("theme", (text) => (text === "light" || text === "dark" ? text : "system"), String);
const language = keptInBrowser<Language>("language", (text) => (text === "en" ? "en" : "ru"), String);

const darkOutside = matchMedia("(prefers-color-scheme: dark)");
function paint(): void {
	const isDark = theme.get() === "dark" || (theme.get() === "system" && darkOutside.matches);
	document.documentElement.classList.toggle("dark", isDark);
	document.documentElement.lang = language.get();
}
darkOutside.addEventListener("change", paint);
paint();

export function setTheme(value: Theme): void {
	theme.set(value);
	paint();
}
export function setLanguage(value: Language): void {
	language.set(value);
	paint();
}
/** The language outside of React. */
export const currentLanguage = language.get;

export const useTheme = theme.use;
export const useLanguage = language.use;
