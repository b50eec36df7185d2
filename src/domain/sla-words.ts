import { coverYears, localMinutes } from "./calendar.ts";
import type { WorkCalendar } from "./calendar.ts";
import { dueWithPauses, minuteOf, workingMinutesBetween } from "./sla.ts";
import type { Pause } from "./sla.ts";

/** A clock to tell of, with its calendar. */
export type ToldClock = {
	start: Date;
	minutes: number;
	/** nights and days off count, too: changes the words; the calendar says so itself */
	isRoundTheClock?: boolean;
	/** `isOpen`: the clock stands now, and `to` is the end of the longest wait */
	pauses?: readonly (Pause & { isOpen?: boolean })[];
	/** how it stands: `ended` null while it runs */
	state?: { now: Date; ended: { at: Date; as: "met" | "missed" | "cancelled" } | null };
};

/** As `explainClock`, of a clock of working time that never stood. */
export function explainDue(calendar: WorkCalendar, start: Date, minutes: number, language: "ru" | "en"): string {
	return explainClock(calendar, { start, minutes }, language);
}

/**
 * The due time in one sentence, in the calendar's zone: "4 working hours from Fri 17:20: Fri 17:20–18:00, Mon 9:00–12:20",
 * with the pauses in their places and, at its end, how late it is or was.
 * With dates when the count goes more than six days on; a long list keeps its beginning and its end.
 * @throws RangeError as `dueAfter`
 */
export function explainClock(calendar: WorkCalendar, told: ToldClock, language: "ru" | "en"): string {
	const { start, minutes, pauses = [], isRoundTheClock = false } = told;
	const { dueAt, intervals } = dueWithPauses(calendar, start, minutes, pauses);
	const words = languages[language];
	const moments = [
		dueAt,
		...pauses.map(({ to }) => to),
		...(told.state ? [told.state.ended?.at ?? told.state.now] : []),
	];
	const latest = moments.reduce((one, other) => (other > one ? other : one));
	const { zone } = coverYears(calendar, minuteOf(start), minuteOf(latest));
	const local = (date: Date) => localMinutes(zone, minuteOf(date));
	const withDates = dayOf(local(latest) - 1) - dayOf(local(start)) > 6;
	const moment = (date: Date) => `${dayName(dayOf(local(date)), words, withDates)} ${clock(local(date))}`;
	const stood = pauses.filter(({ from }) => from < dueAt);
	const spans = spansOf(
		intervals,
		stood,
		(day) => dayName(day, words, withDates),
		local,
		(pause) => words.pause(moment(pause.from), moment(pause.to), pause.isOpen ?? false),
	);
	const shown = spans.length > 10 ? [...spans.slice(0, 4), "…", ...spans.slice(-2)] : spans;
	const head = `${words.duration(minutes, isRoundTheClock)} ${words.from} ${moment(start)}`;
	return (shown.length > 0 ? `${head}: ${shown.join(", ")}` : head) + outcomeOf(calendar, told, dueAt, words, moment);
}

type AnyPause = Pause & { isOpen?: boolean };

/** Counted intervals and pauses, in their order; the day is named where it changes. */
function spansOf(
	intervals: readonly Pause[],
	pauses: readonly AnyPause[],
	nameOf: (day: number) => string,
	local: (date: Date) => number,
	tellPause: (pause: AnyPause) => string,
): string[] {
	let lastDay: number | null = null;
	const counted = intervals.map((one) => ({ at: one.from, tell: () => tellInterval(one) }));
	const stood = pauses.map((one) => ({ at: one.from, tell: () => tellPause(one) }));
	const tellInterval = ({ from, to }: Pause): string => {
		const begin = local(from);
		const name = dayOf(begin) === lastDay ? "" : `${nameOf(dayOf(begin))} `;
		lastDay = dayOf(begin);
		const isMidnight = local(to) % 1440 === 0;
		return `${name}${clock(begin)}–${isMidnight ? "24:00" : clock(local(to))}`;
	};
	const spans = [...counted, ...stood].sort((a, b) => a.at.getTime() - b.at.getTime());
	return spans.map(({ tell }) => tell());
}

/** Nothing of a clock that runs in time. */
function outcomeOf(
	calendar: WorkCalendar,
	{ state, isRoundTheClock = false }: ToldClock,
	dueAt: Date,
	words: Words,
	moment: (date: Date) => string,
): string {
	if (!state) return "";
	const until = state.ended?.at ?? state.now;
	if (state.ended?.as === "cancelled") return words.cancelled(moment(until));
	const over = until > dueAt ? Math.max(0, workingMinutesBetween(calendar, dueAt, until)) : 0;
	const late = over > 0 ? words.duration(over, isRoundTheClock) : null;
	if (state.ended) return words.ended(moment(until), state.ended.as === "missed", late);
	return until > dueAt ? words.overdue(moment(dueAt), late) : "";
}

function dayOf(local: number): number {
	return Math.floor(local / 1440);
}

function clock(local: number): string {
	const minute = local - dayOf(local) * 1440;
	return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}

type Words = {
	weekdays: string[];
	months: string[];
	from: string;
	duration: (minutes: number, isRoundTheClock: boolean) => string;
	pause: (from: string, to: string, isOpen: boolean) => string;
	overdue: (dueAt: string, over: string | null) => string;
	ended: (at: string, isMissed: boolean, over: string | null) => string;
	cancelled: (at: string) => string;
};

function dayName(day: number, words: Words, withDate: boolean): string {
	const weekday = words.weekdays[(((day + 3) % 7) + 7) % 7] as string;
	if (!withDate) return weekday;
	const date = new Date(day * 86_400_000);
	return `${weekday} ${date.getUTCDate()} ${words.months[date.getUTCMonth()]}`;
}

/** 1 час, 2 часа, 5 часов: the form for a whole number */
function russianForm<T>(count: number, one: T, few: T, many: T): T {
	const tens = count % 100;
	const ones = count % 10;
	if (tens >= 11 && tens <= 14) return many;
	if (ones === 1) return one;
	return ones >= 2 && ones <= 4 ? few : many;
}

function russianDuration(count: number, isRoundTheClock: boolean): string {
	const hours = Math.floor(count / 60);
	const rest = count % 60;
	const hourWord = russianForm(hours, "час", "часа", "часов");
	const minuteWord = russianForm(rest, "минута", "минуты", "минут");
	const tail = rest === 0 ? "" : ` ${rest} ${minuteWord}`;
	if (isRoundTheClock) return `${hours === 0 ? tail.trim() || "0 минут" : `${hours} ${hourWord}${tail}`} круглосуточно`;
	if (hours === 0) return `${rest} ${russianForm(rest, "рабочая", "рабочие", "рабочих")} ${minuteWord}`;
	return `${hours} ${russianForm(hours, "рабочий", "рабочих", "рабочих")} ${hourWord}${tail}`;
}

function englishDuration(count: number, isRoundTheClock: boolean): string {
	const hours = Math.floor(count / 60);
	const rest = count % 60;
	const work = isRoundTheClock ? "" : "working ";
	const minuteWord = rest === 1 ? "minute" : "minutes";
	const head = `${hours} ${work}${hours === 1 ? "hour" : "hours"}`;
	const tail = rest === 0 ? "" : ` ${rest} ${minuteWord}`;
	return `${hours === 0 ? `${rest} ${work}${minuteWord}` : head + tail}${isRoundTheClock ? " round the clock" : ""}`;
}

const languages: Record<"ru" | "en", Words> = {
	ru: {
		weekdays: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
		months: [
			"января",
			"февраля",
			"марта",
			"апреля",
			"мая",
			"июня",
			"июля",
			"августа",
			"сентября",
			"октября",
			"ноября",
			"декабря",
		],
		from: "от",
		duration: russianDuration,
		pause: (from, to, isOpen) =>
			isOpen ? `пауза с ${from}, ждём жителя самое позднее до ${to}` : `пауза с ${from} до ${to}`,
		overdue: (dueAt, over) => `; срок вышел ${dueAt}${over ? `, с тех пор ${over}` : ""}`,
		ended: (at, isMissed, over) => {
			if (!isMissed) return `; сделано ${at}, в срок`;
			return over ? `; сделано ${at}, после срока ${over}` : `; сделано ${at}, после срока`;
		},
		cancelled: (at) => `; снято ${at}`,
	},
	en: {
		weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
		months: [
			"January",
			"February",
			"March",
			"April",
			"May",
			"June",
			"July",
			"August",
			"September",
			"October",
			"November",
			"December",
		],
		from: "from",
		duration: englishDuration,
		pause: (from, to, isOpen) =>
			isOpen
				? `pause since ${from}, the resident is waited for until ${to} at the latest`
				: `pause from ${from} to ${to}`,
		overdue: (dueAt, over) => `; the time was over ${dueAt}${over ? `, ${over} ago` : ""}`,
		ended: (at, isMissed, over) => {
			if (!isMissed) return `; done ${at}, in time`;
			return over ? `; done ${at}, ${over} late` : `; done ${at}, late`;
		},
		cancelled: (at) => `; called off ${at}`,
	},
};
