import type { DutyRota, Shift } from "../../api-day.ts";
import { daysAfter } from "../../time.ts";
import { wallIn } from "../../zone-time.ts";

/** The Monday of the week that a day lies in. */
export function mondayOf(day: string): string {
	return daysAfter(day, -((new Date(day).getUTCDay() + 6) % 7));
}

/** What stands on a day, in the order of time; a gap has no shift. */
export type DutyDay = { day: string; spans: { from: string; to: string; shift: Shift | null }[] };

/** A shift and a gap stand on the day on which they begin; what began before the week stands on its first day. */
export function daysOf(rota: DutyRota, monday: string, zone: string): DutyDay[] {
	const dayOf = ({ from }: { from: string }) => {
		const { day } = wallIn(zone, from);
		return day < monday ? monday : day;
	};
	return Array.from({ length: 7 }, (_, index) => daysAfter(monday, index)).map((day) => ({
		day,
		spans: [
			...rota.items.map((shift) => ({ from: shift.from, to: shift.to, shift })),
			...rota.gaps.map((gap) => ({ ...gap, shift: null })),
		]
			.filter((one) => dayOf(one) === day)
			.sort((a, b) => Date.parse(a.from) - Date.parse(b.from)),
	}));
}
