import { readText } from "./read-text.ts";

/** A day that a text names, YYYY-MM-DD, with its place: UTF-16 offsets. */
export type NamedDay = { day: string; start: number; end: number };

const months = "январ феврал март апрел мая|май|мае июн июл август сентябр октябр ноябр декабр"
	.split(" ")
	.map((stems) => new RegExp(`^(?:${stems})`));
const dayMs = 86_400_000;
/** a day and month without a year that lie back no more than this are past, else they come next year */
const longestBackDays = 150;
const longestText = 20_000;

/**
 * The days still to come that a text names in figures: «12.03.2027», «12.03», «12 марта», «12 марта 2027 года». Weekdays,
 * «завтра» and spans («до конца месяца») are left alone: they name no one day.
 * @param today YYYY-MM-DD where the answer is written
 */
export function daysToCome(text: string, today: string): NamedDay[] {
	const { tokens } = readText(text.slice(0, longestText));
	const found: NamedDay[] = [];
	for (const [i, token] of tokens.entries()) {
		const { date, word } = token;
		const month = months.findIndex((stem) => stem.test(tokens[i + 1]?.word ?? "")) + 1;
		const number = /^\d{1,2}$/.test(word) ? Number(word) : 0;
		const year = /^20\d\d$/.test(tokens[i + 2]?.word ?? "") ? Number(tokens[i + 2]?.word) : null;
		if (date) add(found, dayOf(date.year, date.month, date.day, today), token.start, token.end);
		else if (month > 0 && number > 0)
			add(found, dayOf(year, month, number, today), token.start, tokens[i + (year === null ? 1 : 2)]?.end ?? token.end);
	}
	return found.filter(({ day }) => day > today);
}

function add(found: NamedDay[], day: string | null, start: number, end: number): void {
	if (day !== null) found.push({ day, start, end });
}

/** null: there is no such day */
function dayOf(year: number | null, month: number, day: number, today: string): string | null {
	const now = Date.parse(`${today}T00:00:00Z`);
	const thisYear = new Date(now).getUTCFullYear();
	const at = Date.UTC(year ?? thisYear, month - 1, day);
	const isNext = year === null && now - at > longestBackDays * dayMs;
	const date = new Date(isNext ? Date.UTC(thisYear + 1, month - 1, day) : at);
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}
