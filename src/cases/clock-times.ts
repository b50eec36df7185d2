import type { Insertable, Selectable } from "kysely";
import { roundTheClock } from "../domain/calendar.ts";
import type { WorkCalendar } from "../domain/calendar.ts";
import type { CaseClock } from "../db/tables.ts";
import { dueWithPauses, minutesWithPauses } from "../domain/sla.ts";
import type { Pause } from "../domain/sla.ts";
import type { ClockKind } from "../domain/sla-profile.ts";
import type { Registry } from "../registry/reads.ts";
import { hoursOf, termOf } from "./clock-case.ts";
import type { ClockSubject } from "./clock-case.ts";

/** A row of case_clock as the rules read it. */
export type Clock = Omit<Selectable<CaseClock>, "kind" | "set_by" | "pauses"> & {
	kind: ClockKind;
	set_by: "profile" | "minutes" | "moment";
	pauses: [string, string][];
};

export type ClockOptions = {
	taskId?: number;
	/** whose clock it is; not named: the case's agency, for triage the centre */
	agencyId?: number | null;
	/** instead of the profile's term, by the same hours */
	minutes?: number;
	/** a moment that was named instead of a term */
	dueAt?: Date;
};

/** Percent of the time at which people are told. */
export const stages = [50, 80, 100, 150] as const;

type Core = Pick<
	Clock,
	| "kind"
	| "agency_id"
	| "set_by"
	| "minutes"
	| "started_at"
	| "due_at"
	| "paused_at"
	| "pause_until"
	| "pauses"
	| "stage"
>;

/** What changes when the case, its terms or the calendar do. */
export type ClockTimes = Pick<
	Clock,
	"minutes" | "is_round_the_clock" | "due_at" | "stage_at" | "paused_minutes" | "agency_id"
>;

export type NewClock = Insertable<CaseClock> & ClockTimes & { started_at: Date };

/**
 * A clock that starts at `from`: a row to insert.
 * @throws DomainError agency-unknown
 */
export function newClock(
	registry: Registry,
	subject: ClockSubject & { region_id: number; id: number },
	kind: ClockKind,
	from: Date,
	options: ClockOptions = {},
): NewClock {
	const core: Core = {
		kind,
		agency_id: options.agencyId === undefined ? ownAgency(subject, kind) : options.agencyId,
		set_by: options.dueAt ? "moment" : options.minutes === undefined ? "profile" : "minutes",
		minutes: options.minutes ?? 1,
		started_at: from,
		due_at: options.dueAt ?? from,
		paused_at: null,
		pause_until: null,
		pauses: [],
		stage: 0,
	};
	return {
		region_id: subject.region_id,
		case_id: subject.id,
		task_id: options.taskId ?? null,
		...core,
		pauses: "[]",
		...timesOf(registry, subject, core),
	};
}

const ofTheCase = new Set<ClockKind>(["return", "answer", "reopening", "final"]);

function ownAgency(subject: ClockSubject, kind: ClockKind): number | null {
	return kind === "triage" ? null : subject.agency_id;
}

/**
 * When a running clock is due and when its next stage comes, by the terms and hours as they are now. A clock that stands is
 * due as if the resident were waited for as long as may be.
 * @throws DomainError agency-unknown
 */
export function timesOf(registry: Registry, subject: ClockSubject, clock: Core): ClockTimes {
	const agencyId = ofTheCase.has(clock.kind) ? subject.agency_id : clock.agency_id;
	if (clock.set_by === "moment") return { ...momentTimes(clock), agency_id: agencyId };
	const term = termOf(registry, { ...subject, agency_id: agencyId ?? subject.agency_id }, clock.kind);
	const minutes = clock.set_by === "minutes" ? clock.minutes : term.minutes;
	const pauses = pausesOf(clock);
	const momentOf = (percent: number) =>
		dueWithPauses(term.calendar, clock.started_at, Math.ceil((minutes * percent) / 100), pauses).dueAt;
	const next = stages.find((stage) => stage > clock.stage);
	const pausedMinutes = pauses.reduce((sum, { from, to }) => sum + minutesWithPauses(term.calendar, from, to, []), 0);
	return {
		minutes,
		is_round_the_clock: term.isRoundTheClock,
		due_at: momentOf(100),
		stage_at: next === undefined ? null : momentOf(next),
		paused_minutes: pausedMinutes,
		agency_id: agencyId,
	};
}

/** A term that a person named as a moment goes by the clock on the wall. */
function momentTimes(clock: Core): Omit<ClockTimes, "agency_id"> {
	const next = stages.find((stage) => stage > clock.stage);
	const length = Math.max(0, clock.due_at.getTime() - clock.started_at.getTime());
	return {
		minutes: Math.max(1, Math.floor(length / 60_000)),
		is_round_the_clock: true,
		due_at: clock.due_at,
		stage_at: next === undefined ? null : new Date(clock.started_at.getTime() + (length * next) / 100),
		paused_minutes: 0,
	};
}

/** Every pause, the one under way as if it lasted as long as it may. */
export function pausesOf(clock: Pick<Clock, "pauses" | "paused_at" | "pause_until">): Pause[] {
	const over = clock.pauses.map(([from, to]) => ({ from: new Date(from), to: new Date(to) }));
	if (!clock.paused_at || !clock.pause_until) return over;
	return [...over, { from: clock.paused_at, to: clock.pause_until }];
}

/** The calendar a clock counts by. */
export function calendarOfClock(registry: Registry, subject: ClockSubject, clock: Clock): WorkCalendar {
	const hours = hoursOf(registry, clock.agency_id ?? subject.agency_id, clock.kind);
	return clock.is_round_the_clock ? roundTheClock(hours.timeZone) : hours;
}

/**
 * How a clock ended: both durations, and whether in time. Working minutes leave out the time the clock stood, wall minutes
 * are plain minutes between the two moments.
 */
export function endOf(
	registry: Registry,
	subject: ClockSubject,
	clock: Clock,
	at: Date,
	as: "met" | "left" | "missed" | "cancelled",
) {
	const hours = hoursOf(registry, clock.agency_id ?? subject.agency_id, clock.kind);
	const end = at < clock.started_at ? clock.started_at : at;
	const isLate = at > clock.due_at;
	const inTime = as === "left" ? "cancelled" : as;
	return {
		ended_at: end,
		end_state: isLate && (as === "met" || as === "left") ? "missed" : inTime,
		working_minutes: minutesWithPauses(hours, clock.started_at, end, pausesOf(clock)),
		wall_minutes: Math.floor((end.getTime() - clock.started_at.getTime()) / 60_000),
		stage_at: null,
		paused_at: null,
		pause_until: null,
	};
}
