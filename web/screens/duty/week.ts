import type { DutyRota, Shift } from "../../api-day.ts";
import { daysAfter } from "../../time.ts";
import { momentIn, wallIn } from "../../zone-time.ts";

/** The Monday of the week that a day lies in. */
export function mondayOf(day: string): string {
	return daysAfter(day, -((new Date(day).getUTCDay() + 6) % 7));
}

/** A gap has no shift. */
type Span = { from: string; to: string; shift: Shift | null };

/** What begins on a day, in the order of time, and what began before and lasts all of it. */
export type DutyDay = { day: string; spans: Span[]; allDay: Span | null };

/** A shift and a gap stand on the day on which they begin; what began before the week stands on its first day. */
export function daysOf(rota: DutyRota, monday: string, zone: string): DutyDay[] {
	const dayOf = ({ from }: { from: string }) => {
		const { day } = wallIn(zone, from);
		return day < monday ? monday : day;
	};
	const all: Span[] = [
		...rota.items.map((shift) => ({ from: shift.from, to: shift.to, shift })),
		...rota.gaps.map((gap) => ({ ...gap, shift: null })),
	].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
	return Array.from({ length: 7 }, (_, index) => daysAfter(monday, index)).map((day) => {
		const end = Date.parse(momentIn(zone, daysAfter(day, 1)));
		return {
			day,
			spans: all.filter((one) => dayOf(one) === day),
			allDay: all.find((one) => dayOf(one) < day && Date.parse(one.to) >= end) ?? null,
		};
	});
}
