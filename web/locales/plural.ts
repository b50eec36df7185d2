import { numberWords } from "../number-words.ts";

const rules = { ru: new Intl.PluralRules("ru"), en: new Intl.PluralRules("en") };

/** «3 новых», «1 новое»: the form by the language's own rules; `other` stands for forms not given. */
export function plural(
	language: "ru" | "en",
	count: number,
	forms: { one: string; few?: string; many?: string; other: string },
): string {
	const rule = rules[language].select(count);
	const form = rule === "one" ? forms.one : rule === "few" ? forms.few : rule === "many" ? forms.many : forms.other;
	return `${numberWords(count)}\u00a0${form ?? forms.other}`;
}
