import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { joined, offHours, overlapsOf, without } from "../domain/rota.ts";
import type { Span } from "../domain/rota.ts";
import type { Registry } from "../registry/reads.ts";
import { findOnDuty, findShifts } from "./reads-duty.ts";
import type { DutyShift } from "./reads-duty.ts";

const minuteOf = (date: Date): number => Math.floor(date.getTime() / 60_000);
const isoOf = (minute: number): string => new Date(minute * 60_000).toISOString();
const spanOf = ({ from, to }: { from: Date; to: Date }): Span => ({ from: minuteOf(from), to: minuteOf(to) });
const told = ({ from, to }: Span) => ({ from: isoOf(from), to: isoOf(to) });

export type RotaQuery = { from: Date; to: Date; agencyId: number | null };
const mostMs = 100 * 86_400_000;

/**
 * The rota of the region, or of one agency: shifts, those that lie over each other, and the nights and days off in which
 * nobody is on duty. The region's people stand in for every agency that has none of its own at that moment.
 * @throws DomainError invalid-request for a time that is empty or longer than a hundred days, agency-unknown
 */
export async function readRota(db: Db, registry: Registry, caller: Caller, query: RotaQuery) {
	if (!(query.to > query.from) || query.to.getTime() - query.from.getTime() > mostMs)
		throw new DomainError("invalid-request", { fields: [{ path: "to", message: "no more than 100 days after from" }] });
	if (query.agencyId !== null && !registry.agencies.has(query.agencyId))
		throw new DomainError("agency-unknown", { agencyId: query.agencyId });
	const all = await findShifts(db, caller.regionId, query);
	const asked = all.filter((shift) => shift.agencyId === query.agencyId);
	const overlaps = overlapsOf(asked.map((shift) => ({ ...spanOf(shift), id: shift.id })));
	return {
		items: asked.map(shiftOf),
		overlaps: overlaps.map(({ ids, ...span }) => ({ ...told(span), shiftIds: ids })),
		gaps: gapsOf(registry, all, query).map(told),
	};
}

function gapsOf(registry: Registry, shifts: readonly DutyShift[], query: RotaQuery): Span[] {
	const window = spanOf(query);
	const of = (agencyId: number | null) => shifts.filter((shift) => shift.agencyId === agencyId).map(spanOf);
	const agencies = query.agencyId === null ? [...registry.calendars.keys()] : [query.agencyId];
	// agencies of one calendar and no shifts need the same hours: counted once
	const needs = new Map<string, Span[]>();
	for (const agencyId of agencies) {
		const calendar = registry.calendars.get(agencyId);
		if (!calendar) continue;
		const own = of(agencyId);
		const need = without(offHours(calendar, window), own);
		needs.set(JSON.stringify(need), need);
	}
	return without(joined([...needs.values()].flat()), of(null));
}

/** Who is on duty now: for the region, and for agencies with people of their own. */
export async function readDutyNow(db: Db, caller: Caller, now: Date) {
	return { at: now.toISOString(), items: (await findOnDuty(db, caller.regionId, now)).map(shiftOf) };
}

const shiftOf = (shift: DutyShift) => ({ ...shift, from: shift.from.toISOString(), to: shift.to.toISOString() });
