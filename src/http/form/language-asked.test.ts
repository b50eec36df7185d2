import { expect, test } from "vitest";
import { languageAsked, preferred } from "./language-asked.ts";

test.each([
	["", "ru"],
	["en", "en"],
	["en-GB,en;q=0.9,ru;q=0.8", "en"],
	["ru-RU,ru;q=0.9,en-US;q=0.8", "ru"],
	["en;q=0.3, ru;q=0.9", "ru"],
	["de-DE,de;q=0.9,en;q=0.5", "en"],
	["de", "ru"],
	["*", "ru"],
	["en;q=0", "ru"],
	["english", "ru"],
	["en;q=1.2.3,ru;q=0.1", "ru"],
	[";;;,,,q=1", "ru"],
	["EN", "en"],
])("%s asks for %s", (accepted, language) => {
	expect(preferred(accepted)).toBe(language);
});

test("what the address names goes before what the browser asks for", () => {
	const headers = { "accept-language": "en" };
	expect(languageAsked({ url: "/t/x?lang=ru", headers })).toBe("ru");
	expect(languageAsked({ url: "/t/x?lang=ru&lang=en", headers: {} })).toBe("ru");
	expect(languageAsked({ url: "/t/x?lang=fr", headers })).toBe("en");
	expect(languageAsked({ url: "/t/x", headers: {} })).toBe("ru");
});
