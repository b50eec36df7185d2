import { parse } from "csv-parse/sync";
import type { CalendarDay } from "../domain/calendar.ts";
import { DomainError } from "../domain/errors.ts";

/** A day as a file names it; `kind` null: an ordinary day after all. */
export type FileDay = Omit<CalendarDay, "kind"> & { kind: CalendarDay["kind"] | null; name: string | null };

export const largestCalendarFile = 256 * 1024;
/** thirteen years of days that differ from the week */
export const mostDays = 5_000;
const longestName = 200;

const kinds = new Map<string, CalendarDay["kind"] | null>([
	...(["off", "short", "working"] as const).map((kind) => [kind, kind] as const),
	["usual", null],
	["выходной", "off"],
	["праздник", "off"],
	["праздничный", "off"],
	["сокращенный", "short"],
	["рабочий", "working"],
	["обычный", null],
]);

/** @param line of the file, from 1; of JSON the day's place in the list */
function refuse(reason: string, line: number | null = null): DomainError {
	return new DomainError("calendar-refused", { reason, ...(line !== null && { line }) });
}

/**
 * Reads days that differ from the week. CSV with columns date, kind, name, hours, the last two may be missing, a head line may
 * stand first, divided by commas, semicolons or tabs: "2027-05-03,off,Праздник", "20.02.2027;short", "2027-06-01,working,,8:00-14:00".
 * Or JSON: a list of { day, kind, name?, hours? }, or an object with such a list as `days`.
 * @throws DomainError calendar-refused with `reason`, and `line` where one is to blame
 */
export function readCalendarFile(bytes: Buffer): FileDay[] {
	if (bytes.length > largestCalendarFile) throw refuse("too-large");
	const text = decode(bytes).trim();
	if (text === "") throw refuse("empty");
	const days = /^[[{]/.test(text) ? readJson(text) : readCsv(text);
	if (days.length === 0) throw refuse("empty");
	if (days.length > mostDays) throw refuse("too-many-days");
	const seen = new Set<string>();
	for (const [index, { day }] of days.entries()) {
		if (seen.has(day)) throw refuse("day-twice", index + 1);
		seen.add(day);
	}
	return days;
}

function decode(bytes: Buffer): string {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw refuse("not-utf-8");
	}
}

function readCsv(text: string): FileDay[] {
	const [first = ""] = text.split("\n", 1);
	const delimiter = [";", "\t", ","].find((sign) => first.includes(sign)) ?? ",";
	let rows: { record: string[]; info: { lines: number } }[];
	try {
		const options = { delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
		rows = parse(text, { ...options, max_record_size: 2_000, to: mostDays + 2 }) as unknown as typeof rows;
	} catch {
		throw refuse("not-a-table");
	}
	return rows.flatMap(({ record, info }, index) => {
		if (index === 0 && !/\d/.test(record[0] ?? "")) return [];
		const [day = "", kind = "", name = "", hours = "", ...more] = record;
		if (more.length > 0) throw refuse("too-many-columns", info.lines);
		return [dayOf({ day, kind, name, hours: hours === "" ? null : hoursOfText(hours, info.lines) }, info.lines)];
	});
}

function readJson(text: string): FileDay[] {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw refuse("not-json");
	}
	const list = Array.isArray(value) ? value : (value as { days?: unknown } | null)?.days;
	if (!Array.isArray(list)) throw refuse("no-days");
	if (list.length > mostDays) throw refuse("too-many-days");
	return list.map((one: unknown, index) => {
		const { day, kind, name = "", hours = null } = (one ?? {}) as Record<string, unknown>;
		if (typeof day !== "string" || typeof kind !== "string" || (typeof name !== "string" && name !== null))
			throw refuse("bad-day", index + 1);
		return dayOf({ day, kind, name: name ?? "", hours: hours === null ? null : pairsOf(hours, index + 1) }, index + 1);
	});
}

function dayOf(
	row: { day: string; kind: string; name: string; hours: [number, number][] | null },
	line: number,
): FileDay {
	const kind = kinds.get(row.kind.toLowerCase().replace("ё", "е"));
	if (kind === undefined) throw refuse("kind-unknown", line);
	if (row.hours && (kind === null || kind === "off")) throw refuse("hours-of-a-day-off", line);
	if (row.name.includes("\0") || row.name.length > longestName) throw refuse("bad-name", line);
	return { day: dateOf(row.day, line), kind, name: row.name.trim().toWellFormed() || null, hours: row.hours };
}

/** 2027-05-03 or 03.05.2027 */
function dateOf(text: string, line: number): string {
	const russian = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text);
	const day = russian ? `${russian[3]}-${russian[2]}-${russian[1]}` : text;
	const time = /^(20\d\d)-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
	if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) throw refuse("bad-date", line);
	return day;
}

/** "9:00-13:00 14:00-18:00" */
function hoursOfText(text: string, line: number): [number, number][] {
	return checkHours(
		text.split(/\s+/).map((part) => {
			const found = /^(\d{1,2}):(\d{2})[-–](\d{1,2}):(\d{2})$/.exec(part);
			if (!found) throw refuse("bad-hours", line);
			const [h1, m1, h2, m2] = found.slice(1).map(Number) as [number, number, number, number];
			if (m1 > 59 || m2 > 59) throw refuse("bad-hours", line);
			return [h1 * 60 + m1, h2 * 60 + m2];
		}),
		line,
	);
}

function pairsOf(value: unknown, line: number): [number, number][] {
	const isPair = (one: unknown): one is [number, number] =>
		Array.isArray(one) && one.length === 2 && one.every((part) => Number.isInteger(part));
	if (!Array.isArray(value) || !value.every(isPair)) throw refuse("bad-hours", line);
	return checkHours(value, line);
}

/** In their order, inside the day, apart from each other. */
function checkHours(hours: [number, number][], line: number): [number, number][] {
	const isWell = hours.every(([from, to], index) => from >= (hours[index - 1]?.[1] ?? 0) && to > from && to <= 1440);
	if (!isWell || hours.length === 0 || hours.length > 12) throw refuse("bad-hours", line);
	return hours;
}
