import { dueWithPauses } from "../domain/sla.ts";
import type { Pause } from "../domain/sla.ts";
import { explainClock } from "../domain/sla-words.ts";
import type { ToldClock } from "../domain/sla-words.ts";
import { visibleKinds } from "../domain/clock-moves.ts";
import type { WorkCalendar } from "../domain/calendar.ts";
import type { Registry } from "../registry/reads.ts";
import { termOf } from "./clock-case.ts";
import type { ClockSubject } from "./clock-case.ts";
import { calendarOfClock, pausesOf } from "./clock-times.ts";
import type { Clock } from "./clock-times.ts";

type Own = ClockSubject & { clock_from: Date; due_at: Date };

/**
 * The case's own due time with the counted intervals and one sentence in both languages: of the clock that runs, else of
 * the one that ran last, else as the case's profile has it.
 */
export function explainDueFor(registry: Registry, found: Own, clocks: readonly Clock[], now: Date) {
	const own = clocks.filter((clock) => visibleKinds.some((kind) => kind === clock.kind));
	const clock = own.find(({ ended_at }) => ended_at === null) ?? own.at(-1);
	if (clock) return explainOne(registry, found, clock, now);
	const { calendar, ...term } = termOf(registry, found, "answer");
	return explain(calendar, { start: found.clock_from, ...term }, found.due_at);
}

/** Any clock of a case, with its intervals and its sentence. */
export function explainOne(registry: Registry, found: ClockSubject, clock: Clock, now: Date) {
	const calendar = calendarOfClock(registry, found, clock);
	const open = clock.paused_at?.getTime();
	const as = clock.end_state as "met" | "missed" | "cancelled" | null;
	const told: ToldClock = {
		start: clock.started_at,
		minutes: clock.minutes,
		isRoundTheClock: clock.is_round_the_clock,
		pauses: pausesOf(clock).map((pause) => ({ ...pause, isOpen: pause.from.getTime() === open })),
		state: { now, ended: clock.ended_at && as ? { at: clock.ended_at, as } : null },
	};
	return explain(calendar, told, clock.due_at);
}

/** A clock told in the API's shape. */
export function explain(calendar: WorkCalendar, told: ToldClock, dueAt: Date) {
	const { intervals } = dueWithPauses(calendar, told.start, told.minutes, told.pauses ?? []);
	return {
		startAt: told.start.toISOString(),
		dueAt: dueAt.toISOString(),
		workingMinutes: told.minutes,
		isRoundTheClock: told.isRoundTheClock ?? false,
		timeZone: calendar.timeZone,
		intervals: intervals.map((one) => ({ ...spanOf(one), minutes: one.minutes })),
		pauses: (told.pauses ?? []).map(spanOf),
		ru: explainClock(calendar, told, "ru"),
		en: explainClock(calendar, told, "en"),
	};
}

const spanOf = ({ from, to }: Pause) => ({ from: from.toISOString(), to: to.toISOString() });
