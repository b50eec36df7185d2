import type { Reading } from "./reading.ts";

const dayMs = 86_400_000;
/** a day and month without a year that lie back less than this are past, else they come next year */
const longestBackDays = 150;
const months = [
	"январ",
	"феврал",
	"март",
	"апрел",
	"ма",
	"июн",
	"июл",
	"август",
	"сентябр",
	"октябр",
	"ноябр",
	"декабр",
];

/** By sentence: whether it names a day or a time in which something will happen; a date already past names none. */
export function termsOf(reading: Reading, now: Date): boolean[] {
	const has = reading.sentences.map(() => false);
	for (const { first, last } of reading.hits.get("term") ?? []) {
		const isPast = pastDay(reading, first, last, now) || pastYear(reading, first, last, now);
		const sentence = reading.tokens[first]?.sentence;
		if (!isPast && sentence !== undefined) has[sentence] = true;
	}
	for (const { date, sentence } of reading.tokens)
		if (date && !isPast(date.year, date.month, date.day, now)) has[sentence] = true;
	return has;
}

/** «12 марта», when that was lately. */
function pastDay({ tokens }: Reading, first: number, last: number, now: Date): boolean {
	for (let i = first; i < last; i++) {
		const day = Number(tokens[i]?.word);
		const word = tokens[i + 1]?.word ?? "";
		const month = months.findIndex((stem) => word.startsWith(stem)) + 1;
		if (!(day >= 1 && day <= 31) || month === 0) continue;
		const year = Number(tokens[i + 2]?.word);
		return isPast(year >= 1990 && year < 2100 ? year : null, month, day, now);
	}
	return false;
}

/** «в 2020 году». */
function pastYear({ tokens }: Reading, first: number, last: number, now: Date): boolean {
	const years = tokens
		.slice(first, last + 1)
		.map(({ word }) => Number(word))
		.filter((year) => year >= 1990 && year < 2100);
	return years.length > 0 && Math.max(...years) < now.getUTCFullYear();
}

function isPast(year: number | null, month: number, day: number, now: Date): boolean {
	const at = Date.UTC(year ?? now.getUTCFullYear(), month - 1, day);
	const back = (now.getTime() - at) / dayMs;
	// the day itself is still to come, wherever the reader lives
	return year === null ? back > 1.5 && back < longestBackDays : back > 1.5;
}
