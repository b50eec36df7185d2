import { useEffect, useState } from "react";
import type { TimeLeft } from "./api.ts";
import type { FirstWords } from "./locales/first-ru.ts";
import type { Language } from "./preferences.ts";

const locale = (language: Language) => (language === "ru" ? "ru-RU" : "en-GB");
const formats = new Map<string, Intl.DateTimeFormat>();

function format(
	language: Language,
	zone: string | undefined,
	options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
	const key = `${language}|${zone}|${JSON.stringify(options)}`;
	const known = formats.get(key);
	if (known) return known;
	const made = new Intl.DateTimeFormat(locale(language), { ...options, timeZone: zone });
	formats.set(key, made);
	return made;
}

const clock: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
const dayParts: Intl.DateTimeFormatOptions = { day: "2-digit", month: "2-digit", year: "numeric" };
const dayNumber = (at: Date, zone: string | undefined) => {
	const [day, month, year] = format("en", zone, dayParts).format(at).split("/");
	return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
};

type DayWords = { today: string; yesterday: string; tomorrow: string };

/** «сегодня 14:20», «пт 17:20» within six days, «21 ноября 14:20», with the year when it is another one. */
export function whenWords(
	iso: string,
	zone: string | undefined,
	language: Language,
	days: DayWords,
	now = new Date(),
): string {
	const at = new Date(iso);
	const time = format(language, zone, clock).format(at);
	const distance = dayNumber(at, zone) - dayNumber(now, zone);
	if (distance === 0) return `${days.today} ${time}`;
	if (distance === -1) return `${days.yesterday} ${time}`;
	if (distance === 1) return `${days.tomorrow} ${time}`;
	if (Math.abs(distance) < 6) return `${format(language, zone, { weekday: "short" }).format(at)} ${time}`;
	const year = format(language, zone, { year: "numeric" });
	const isThisYear = year.format(at) === year.format(now);
	const date = format(language, zone, { day: "numeric", month: "long", ...(isThisYear ? {} : { year: "numeric" }) });
	return `${date.format(at)} ${time}`;
}

/** The day that it is now in a zone: "2026-11-29". */
export function dayIn(zone: string, at = new Date()): string {
	return new Date(dayNumber(at, zone) * 86_400_000).toISOString().slice(0, 10);
}

/** The day so many days after another. */
export function daysAfter(day: string, count: number): string {
	return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

/** «пн» of "2026-11-30". */
export function weekdayWords(day: string, language: Language): string {
	return format(language, "UTC", { weekday: "short" }).format(new Date(day));
}

/** Time of the day only: "14:20". */
export function clockWords(iso: string, zone: string | undefined, language: Language): string {
	return format(language, zone, clock).format(new Date(iso));
}

/** Whether the clock on the viewer's wall shows something else than the one in `zone` at that moment. */
export function isOtherClock(iso: string, zone: string | undefined): boolean {
	return clockWords(iso, zone, "ru") !== clockWords(iso, undefined, "ru");
}

/** The present moment, renewed every `seconds`. */
export function useNow(seconds = 20): number {
	const [now, setNow] = useState(Date.now);
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), seconds * 1000);
		return () => clearInterval(timer);
	}, [seconds]);
	return now;
}

/** Working minutes left now: the server's figure, ticking down while the agency's day is on. */
export function minutesNow(left: TimeLeft, now: number): number {
	const passed = Math.floor((now - Date.parse(left.asOf)) / 60_000);
	return left.isRunning && passed > 0 ? left.minutes - passed : left.minutes;
}

/** «1 ч 40 м», «40 м», «26 ч»: how long, whichever the sign. */
export function durationWords(minutes: number, t: FirstWords): string {
	const all = Math.abs(minutes);
	const hours = Math.floor(all / 60);
	if (hours === 0) return t.time.minutes(all);
	return t.time.hours(hours, hours >= 24 ? 0 : all % 60);
}

/** A day of the calendar, YYYY-MM-DD, in words: «21 ноября», with the year when it is another one. */
export function dayWords(day: string, language: Language, now = new Date()): string {
	const at = new Date(`${day}T12:00:00Z`);
	const isThisYear = at.getUTCFullYear() === now.getUTCFullYear();
	const date: Intl.DateTimeFormatOptions = { day: "numeric", month: "long" };
	return format(language, "UTC", isThisYear ? date : { ...date, year: "numeric" }).format(at);
}
