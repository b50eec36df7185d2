import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Tx } from "../db/database.ts";
import { compileCalendar } from "../domain/calendar.ts";
import type { CalendarDay } from "../domain/calendar.ts";
import { DomainError } from "../domain/errors.ts";
import { mostDays } from "./read-calendar-file.ts";
import type { FileDay } from "./read-calendar-file.ts";
import { lockCalendar } from "./reads-calendar.ts";
import { isTimeZone } from "./time-zone.ts";
import { insertCalendar } from "./writes.ts";
import { deleteDays, putDays, updateAgencyHours, updateCalendar } from "./writes-calendar.ts";
import { updateCentreCalendar } from "./writes-sla.ts";

export type Week = [number, number][][];

/** A term of weeks must end within the years that are known, so a week has at least this much work. */
const fewestMinutesAWeek = 60;

/** @throws DomainError calendar-refused for intervals that overlap or leave the day, too little work, a bad day */
function checkCalendar(week: Week, days: CalendarDay[]): void {
	const minutes = week.flat().reduce((sum, [from, to]) => sum + to - from, 0);
	if (minutes < fewestMinutesAWeek) throw new DomainError("calendar-refused", { reason: "too-little-work" });
	if (days.length > mostDays) throw new DomainError("calendar-refused", { reason: "too-many-days" });
	try {
		compileCalendar({ week, days, timeZone: "UTC" });
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw new DomainError("calendar-refused", { reason: "bad-intervals" });
	}
}

/**
 * A new calendar; nobody works by it until an agency does.
 * @returns its id
 * @throws DomainError forbidden, calendar-refused
 */
export async function createCalendar(
	tx: Tx,
	caller: Caller,
	order: { name: string; week: Week; copyDaysOf: number | null },
): Promise<number> {
	requirePermission(caller, "sla.manage");
	const days = order.copyDaysOf === null ? [] : (await hold(tx, caller, order.copyDaysOf)).days;
	checkCalendar(order.week, days);
	const id = await insertCalendar(tx, caller.regionId, { name: order.name, week: order.week, days: [] });
	await putDays(tx, caller.regionId, id, days);
	await recordAudit(tx, caller, "calendar-saved", { calendarId: id });
	return id;
}

/** Its name and week anew. @throws DomainError forbidden, not-found, terms-changed-meanwhile, calendar-refused */
export async function saveCalendar(
	tx: Tx,
	caller: Caller,
	calendarId: number,
	order: { version: number; name: string; week: Week },
): Promise<void> {
	requirePermission(caller, "sla.manage");
	const { days } = await hold(tx, caller, calendarId, order.version);
	checkCalendar(order.week, days);
	await updateCalendar(tx, caller.regionId, calendarId, { name: order.name, week: JSON.stringify(order.week) });
	await recordAudit(tx, caller, "calendar-saved", { calendarId });
}

/**
 * Days that differ from the week, over those it has; the others stay.
 * @param version null: whatever it is, as a file says nothing of versions
 * @throws DomainError forbidden, not-found, terms-changed-meanwhile, calendar-refused
 */
export async function saveCalendarDays(
	tx: Tx,
	caller: Caller,
	calendarId: number,
	order: { version: number | null; days: FileDay[] },
): Promise<void> {
	requirePermission(caller, "sla.manage");
	const { week, days } = await hold(tx, caller, calendarId, order.version);
	const after = new Map(days.map((one) => [one.day, one]));
	for (const { kind, ...rest } of order.days)
		if (kind === null) after.delete(rest.day);
		else after.set(rest.day, { ...rest, kind, hours: rest.hours ?? null });
	checkCalendar(week, [...after.values()]);
	const named = order.days.map(({ day }) => day);
	await deleteDays(tx, caller.regionId, calendarId, named);
	await putDays(
		tx,
		caller.regionId,
		calendarId,
		order.days.flatMap(({ kind, ...rest }) => (kind === null ? [] : [{ ...rest, kind }])),
	);
	await updateCalendar(tx, caller.regionId, calendarId, {});
	await recordAudit(tx, caller, "calendar-days-saved", { calendarId, days: named.length });
}

/** By which hours an agency works. @throws DomainError forbidden, agency-unknown, not-found, time-zone-unknown */
export async function setAgencyHours(
	tx: Tx,
	caller: Caller,
	agencyId: number,
	order: { timeZone: string; calendarId: number },
): Promise<void> {
	requirePermission(caller, "sla.manage");
	if (!isTimeZone(order.timeZone)) throw new DomainError("time-zone-unknown", { timeZone: order.timeZone });
	await hold(tx, caller, order.calendarId);
	if (!(await updateAgencyHours(tx, caller.regionId, agencyId, order)))
		throw new DomainError("agency-unknown", { agencyId });
	await recordAudit(tx, caller, "agency-hours-set", { agencyId, ...order });
}

/** By which hours the centre works; null: those of each case's agency. @throws DomainError forbidden, not-found */
export async function setCentreHours(tx: Tx, caller: Caller, calendarId: number | null): Promise<void> {
	requirePermission(caller, "sla.manage");
	if (calendarId !== null) await hold(tx, caller, calendarId);
	await updateCentreCalendar(tx, caller.regionId, calendarId);
	await recordAudit(tx, caller, "centre-hours-set", { calendarId });
}

/** The calendar as it is, held until the transaction ends. */
async function hold(tx: Tx, caller: Caller, calendarId: number, version: number | null = null) {
	const found = await lockCalendar(tx, caller.regionId, calendarId);
	if (!found) throw new DomainError("not-found", { calendarId });
	if (version !== null && version !== found.version)
		throw new DomainError("terms-changed-meanwhile", { version: found.version });
	return found;
}
