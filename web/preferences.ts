import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark" | "system";
export type Language = "ru" | "en";

/** What a person chose for this browser. Storage may be forbidden: then the choice lasts until the page is closed. */
function remember(name: string, value: string): void {
	try {
		localStorage.setItem(`otklik.${name}`, value);
	} catch {}
}
function recall(name: string): string | null {
	try {
		return localStorage.getItem(`otklik.${name}`);
	} catch {
		return null;
	}
}

const listeners = new Set<() => void>();
let theme = asTheme(recall("theme"));
let language: Language = recall("language") === "en" ? "en" : "ru";

function asTheme(value: string | null): Theme {
	return value === "light" || value === "dark" ? value : "system";
}
function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}
function tell(): void {
	for (const listener of listeners) listener();
}

const darkOutside = matchMedia("(prefers-color-scheme: dark)");
function paint(): void {
	const isDark = theme === "dark" || (theme === "system" && darkOutside.matches);
	document.documentElement.classList.toggle("dark", isDark);
	document.documentElement.lang = language;
}
darkOutside.addEventListener("change", paint);
paint();

export function setTheme(value: Theme): void {
	theme = value;
	remember("theme", value);
	paint();
	tell();
}
export function setLanguage(value: Language): void {
	language = value;
	remember("language", value);
	paint();
	tell();
}
/** The language outside of React. */
export const currentLanguage = (): Language => language;

export function useTheme(): Theme {
	return useSyncExternalStore(subscribe, () => theme);
}
export function useLanguage(): Language {
	return useSyncExternalStore(subscribe, () => language);
}
