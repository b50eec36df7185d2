import { roundTheClock } from "../domain/calendar.ts";
import type { WorkCalendar } from "../domain/calendar.ts";
import { DomainError } from "../domain/errors.ts";
import type { Priority } from "../domain/priority.ts";
import { timeLeft } from "../domain/sla.ts";
import { chooseProfile, minutesOf, readyProfiles } from "../domain/sla-profile.ts";
import type { ClockKind, SlaProfile, TermsByPriority } from "../domain/sla-profile.ts";
import type { Registry } from "../registry/reads.ts";

/** What the terms of a case depend on. */
export type ClockSubject = { agency_id: number | null; topic_code: string | null; priority: Priority };

/** @throws DomainError agency-unknown */
export function calendarOf(registry: Registry, agencyId: number | null): WorkCalendar {
	const calendar = agencyId === null ? undefined : registry.calendars.get(agencyId);
	if (!calendar) throw new DomainError("agency-unknown", { agencyId });
	return calendar;
}

/** The profile a case lives by; a region that named none lives by the first of the ready ones. */
export function profileOf(registry: Registry, subject: ClockSubject): Omit<SlaProfile, "id"> {
	const { profiles, rules } = registry.sla;
	const id = chooseProfile(rules, {
		agencyId: subject.agency_id,
		topicCode: subject.topic_code,
		groupCode: registry.topics.get(subject.topic_code ?? "")?.groupCode ?? null,
	});
	const profile = (id === null ? undefined : profiles.get(id)) ?? readyProfiles[0];
	if (!profile) throw new Error("no profile is ready");
	return profile;
}

export type CountedTerm = { minutes: number; isRoundTheClock: boolean; calendar: WorkCalendar };

/**
 * How long a clock of this kind runs on a case, and by which hours: the centre's for triage, else the agency's.
 * @throws DomainError agency-unknown
 */
export function termOf(
	registry: Registry,
	subject: ClockSubject,
	kind: ClockKind,
	terms: TermsByPriority = profileOf(registry, subject).terms,
): CountedTerm {
	const term = terms[subject.priority].clocks[kind];
	const hours = hoursOf(registry, subject.agency_id, kind);
	const calendar = term.isRoundTheClock ? roundTheClock(hours.timeZone) : hours;
	return { minutes: minutesOf(term, hours), isRoundTheClock: term.isRoundTheClock, calendar };
}

/** Working hours by which a clock of this kind counts. @throws DomainError agency-unknown */
export function hoursOf(registry: Registry, agencyId: number | null, kind: ClockKind): WorkCalendar {
	return kind === "triage" && registry.centreCalendar ? registry.centreCalendar : calendarOf(registry, agencyId);
}

/** Minutes left of a case's own term as the API tells them. */
export function timeLeftFor(
	registry: Registry,
	row: { agency_id: number | null; due_at: Date; is_round_the_clock: boolean; status: string },
	now: Date,
) {
	const hours = calendarOf(registry, row.agency_id);
	const left = timeLeft(row.is_round_the_clock ? roundTheClock(hours.timeZone) : hours, row.due_at, now);
	// while the resident is waited for the clock stands, and the due time lies behind the longest wait
	return { ...left, isRunning: left.isRunning && row.status !== "awaitingCitizen", asOf: now.toISOString() };
}
