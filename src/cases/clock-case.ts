import { dueAfter, explainDue, timeLeft } from "../domain/sla.ts";
import type { WorkCalendar } from "../domain/calendar.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";

/** A substantive answer is owed within 4 working hours from registration (field description, section 6, default profile). */
export const answerMinutes = 240;

/** @throws DomainError agency-unknown */
export function calendarOf(registry: Registry, agencyId: number | null): WorkCalendar {
	const calendar = agencyId === null ? undefined : registry.calendars.get(agencyId);
	if (!calendar) throw new DomainError("agency-unknown", { agencyId });
	return calendar;
}

/** When the answer is due that was asked at `startAt`, by the working time of the agency. */
export function dueFor(registry: Registry, agencyId: number, startAt: Date): Date {
	return dueAfter(calendarOf(registry, agencyId), startAt, answerMinutes).dueAt;
}

/** Working minutes left as the API tells them. */
export function timeLeftFor(registry: Registry, agencyId: number | null, dueAt: Date, now: Date) {
	const left = timeLeft(calendarOf(registry, agencyId), dueAt, now);
	return { ...left, asOf: now.toISOString() };
}

/** The counted intervals and one sentence in both languages. */
export function explainDueFor(registry: Registry, agencyId: number | null, startAt: Date, dueAt: Date) {
	const calendar = calendarOf(registry, agencyId);
	const { intervals } = dueAfter(calendar, startAt, answerMinutes);
	return {
		startAt: startAt.toISOString(),
		dueAt: dueAt.toISOString(),
		workingMinutes: answerMinutes,
		timeZone: calendar.timeZone,
		intervals: intervals.map((interval) => ({
			from: interval.from.toISOString(),
			to: interval.to.toISOString(),
			minutes: interval.minutes,
		})),
		ru: explainDue(calendar, startAt, answerMinutes, "ru"),
		en: explainDue(calendar, startAt, answerMinutes, "en"),
	};
}
