import { useLanguage } from "../../preferences.ts";
import { useSettingsWords } from "./settings-words.ts";
import type { Term, TermChange } from "./term-form.ts";

/** «4 часа рабочего времени», «1 час круглосуточно», «7 рабочих дней». */
export function useTermWords() {
	const { terms } = useSettingsWords();
	const term = ({ unit, amount, isRoundTheClock }: Term): string => {
		if (unit === "days") return isRoundTheClock ? terms.allDays(amount) : terms.workDays(amount);
		const time = amount % 60 === 0 ? terms.hours(amount / 60) : terms.minutes(amount);
		return `${time} ${isRoundTheClock ? terms.roundTheClock : terms.inHours}`;
	};
	const told = (value: Term | number) => (typeof value === "number" ? terms.days(value) : term(value));
	const change = ({ priority, kind, before, after }: TermChange): string => {
		const what = kind === "wait" ? terms.waitShort : terms.clocks[kind];
		return terms.change(`${terms.priorities[priority]} · ${what}`, told(before), told(after));
	};
	return { term, change };
}

export function useProfileTitle() {
	const language = useLanguage();
	return ({ titleRu, titleEn }: { titleRu: string; titleEn: string }) => (language === "ru" ? titleRu : titleEn);
}
