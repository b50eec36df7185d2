import { coverYears, lastAtMost, localMinutes } from "./calendar.ts";
import type { WorkCalendar } from "./calendar.ts";

/** final: the answer; interim: who does what by when; question: the resident is asked, and waited for. */
export const replyKinds = ["final", "interim", "question"] as const;
export type ReplyKind = (typeof replyKinds)[number];

export const promiseStates = ["waiting", "open", "kept", "moved", "broken", "cancelled"] as const;
export type PromiseState = (typeof promiseStates)[number];

/** What is promised to a resident; `dueOn` is YYYY-MM-DD by the agency's calendar. */
export type PromiseGiven = { who: string; what: string; dueOn: string };

export const promiseCodes = [
	"promise-missing",
	"promise-past",
	"promise-far",
	"promise-no-apology",
	"promise-date-differs",
	"promise-moved",
	"promise-offered",
] as const;
export type PromiseFinding = {
	code: (typeof promiseCodes)[number];
	severity: "block" | "warn" | "hint";
	/** for promise-offered: the day, YYYY-MM-DD */
	plainer?: string;
};

const minutesPerDay = 1440;

/**
 * What stands in the way of a promise: an interim answer names who does what by which day (field description,
 * section 6: a bare «принято в работу» stops no clock), the day is to come and no further off than `mostDays`.
 */
export function checkPromise(
	kind: ReplyKind,
	given: PromiseGiven | null,
	calendar: WorkCalendar,
	{ now, mostDays }: { now: Date; mostDays: number },
): PromiseFinding[] {
	if (!given) return kind === "interim" ? [{ code: "promise-missing", severity: "block" }] : [];
	if (!saysSomething(given.who) || !saysSomething(given.what)) return [{ code: "promise-missing", severity: "block" }];
	const today = localDay(calendar, now);
	if (given.dueOn <= today) return [{ code: "promise-past", severity: "block" }];
	if (daysBetween(today, given.dueOn) > mostDays) return [{ code: "promise-far", severity: "block" }];
	return workingDayFrom(calendar, given.dueOn) === given.dueOn ? [] : [{ code: "promise-moved", severity: "hint" }];
}

/** Whether words to a resident whose promise is moved ask for pardon. */
export const hasApology = (text: string): boolean => /извин|прощени|прост(?:ите|ить)|сожале|виноват/i.test(text);

const saysSomething = (text: string): boolean => /[\p{L}\p{N}]{2}/u.test(text);

/** The day of a moment in the calendar's zone, YYYY-MM-DD. */
export function localDay(calendar: WorkCalendar, at: Date): string {
	const minute = Math.floor(at.getTime() / 60_000);
	return dayText(localMinutes(coverYears(calendar, minute, minute).zone, minute));
}

/** This day, or the first one after it on which the agency works. @throws RangeError for a day outside 1970–2100 */
export function workingDayFrom(calendar: WorkCalendar, day: string): string {
	const { at, zone } = workingFrom(calendar, startOf(day));
	return dayText(localMinutes(zone, at));
}

/** When a promise is looked after: the first working minute after its day. @throws RangeError as `workingDayFrom` */
export function controlAt(calendar: WorkCalendar, dueOn: string): Date {
	return new Date(workingFrom(calendar, startOf(dueOn) + minutesPerDay).at * 60_000);
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
	return (startOf(to) - startOf(from)) / minutesPerDay;
}

/** The first working minute (UTC) at or after a local one. */
function workingFrom(calendar: WorkCalendar, local: number) {
	// no zone is further than 14 hours from Greenwich; a year holds a working day
	for (let ahead = 60; ; ahead += 366) {
		const table = coverYears(calendar, local - minutesPerDay, local + ahead * minutesPerDay);
		const from = utcOf(table.zone, local);
		const i = Math.max(0, lastAtMost(table.starts, from));
		const next = (table.ends[i] as number) > from ? i : i + 1;
		const start = table.starts[next];
		if (start !== undefined) return { at: Math.max(start, from), zone: table.zone };
	}
}

function utcOf(zone: Parameters<typeof localMinutes>[0], local: number): number {
	const offsetAt = (minute: number) => localMinutes(zone, minute) - minute;
	return local - offsetAt(local - offsetAt(local));
}

const dayText = (local: number): string => new Date(local * 60_000).toISOString().slice(0, 10);

/** Local minutes of the beginning of a day. */
function startOf(day: string): number {
	const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
	if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) throw new RangeError(`bad day ${day}`);
	return time / 60_000;
}
