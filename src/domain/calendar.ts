/** Working time of an agency as instants: built once per calendar and time zone, asked thousands of times. */

/**
 * One day that differs from the week: a holiday, a shortened day, a working Saturday. `day` is YYYY-MM-DD, local.
 * `hours`: its own intervals, as a roster of shifts names them; on a short day they are what is cut.
 */
export type CalendarDay = { day: string; kind: "off" | "short" | "working"; hours?: [number, number][] | null };

export type CalendarInput = {
	/** intervals in minutes of the local day, Monday first, seven of them; 1440 is midnight at the end of the day */
	week: [number, number][][];
	days: CalendarDay[];
	/** IANA name */
	timeZone: string;
};

/** Working intervals in order, in UTC minutes since 1970; `before[i]` is the working minutes ahead of interval i. */
export type IntervalTable = {
	firstYear: number;
	lastYear: number;
	starts: Int32Array;
	ends: Int32Array;
	before: Int32Array;
	/** the zone's offsets over the same years */
	zone: ZoneOffsets;
};

/** `table` covers the years asked for so far; `coverYears` replaces it by a wider one when a moment lies outside. */
export type WorkCalendar = {
	readonly timeZone: string;
	readonly week: readonly (readonly (readonly [number, number])[])[];
	readonly kinds: ReadonlyMap<number, Pick<CalendarDay, "kind" | "hours">>;
	table: IntervalTable;
};

/** From minute `since[i]` (UTC) the zone is `offsets[i]` minutes ahead of UTC. */
export type ZoneOffsets = { since: number[]; offsets: number[] };

const usualYears = [2019, 2035] as const;
/** 1970–2100 with the margin of a year each side */
const possibleYears = [1969, 2101] as const;
const minutesPerDay = 1440;
const minutesPerWeek = 7 * minutesPerDay;
/** Labour Code of the Russian Federation, article 95: the day before a holiday is one hour shorter */
const shortDayMinutes = 60;

/**
 * Prepares a calendar for the working-hours clock: ~17 years at once, more on demand.
 * Rules of a day: `off` no work; `working` and `short` the weekday's intervals, or those of an ordinary working day
 * (Monday, else the first day that has any) where that weekday has none; `short` ends 60 minutes earlier.
 * Compile once per calendar and zone and share the result.
 * @throws RangeError for intervals that overlap or leave the day, a week without work, an unknown zone, a bad date
 */
export function compileCalendar(input: CalendarInput): WorkCalendar {
	checkWeek(input.week);
	for (const { hours } of input.days) if (hours) checkDay(hours);
	const kinds = new Map(input.days.map(({ day, kind, hours }) => [dayNumber(day), { kind, hours: hours ?? null }]));
	const base = { timeZone: input.timeZone, week: input.week, kinds };
	return { ...base, table: buildTable(base, ...usualYears) };
}

const wholeDays = new Map<string, WorkCalendar>();
const wholeWeek: [number, number][][] = Array.from({ length: 7 }, () => [[0, minutesPerDay]]);

/** Round the clock in a time zone, every day of the year; compiled once. */
export function roundTheClock(timeZone: string): WorkCalendar {
	const known = wholeDays.get(timeZone) ?? compileCalendar({ week: wholeWeek, days: [], timeZone });
	wholeDays.set(timeZone, known);
	return known;
}

/**
 * The table that covers the minutes `from` … `to` (UTC minutes since 1970), widened if need be.
 * @throws RangeError for a moment that is no date or outside 1970–2100
 */
export function coverYears(calendar: WorkCalendar, from: number, to: number): IntervalTable {
	const { table } = calendar;
	// one day of margin each side: local days of the edge years may lie in the next UTC year
	const firstYear = yearOf(from - minutesPerDay);
	const lastYear = yearOf(to + minutesPerDay);
	if (firstYear >= table.firstYear && lastYear <= table.lastYear) return table;
	if (!(firstYear >= possibleYears[0] && lastYear <= possibleYears[1]))
		throw new RangeError("working time is known for the years 1970–2100 only");
	calendar.table = buildTable(
		calendar,
		Math.min(firstYear, table.firstYear),
		// a few years more, so that counting on through the years does not rebuild each time
		lastYear > table.lastYear ? Math.min(possibleYears[1], lastYear + 3) : table.lastYear,
	);
	return calendar.table;
}

/** Index of the last element not greater than `value` in an ascending list; -1 when all are greater. */
export function lastAtMost(list: ArrayLike<number>, value: number): number {
	let low = 0;
	let high = list.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((list[middle] as number) <= value) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}

/** Local minutes (as if UTC) of a UTC minute that the table covers. */
export function localMinutes(zone: ZoneOffsets, minute: number): number {
	return minute + (zone.offsets[Math.max(0, lastAtMost(zone.since, minute))] ?? 0);
}

function checkWeek(week: CalendarInput["week"]): void {
	if (week.length !== 7) throw new RangeError("a week has seven days");
	week.forEach(checkDay);
	if (week.every((intervals) => intervals.length === 0)) throw new RangeError("a week without working time");
}

function checkDay(intervals: [number, number][]): void {
	let earliest = 0;
	for (const [from, to] of intervals) {
		if (!Number.isInteger(from) || !Number.isInteger(to) || from < earliest || to <= from || to > minutesPerDay)
			throw new RangeError(`bad working interval ${from}–${to}`);
		earliest = to;
	}
}

/** Days since 1970-01-01 of a local date. */
function dayNumber(day: string): number {
	const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
	if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day)
		throw new RangeError(`bad calendar day ${day}`);
	return time / 86_400_000;
}

function yearOf(minute: number): number {
	return new Date(minute * 60_000).getUTCFullYear();
}

function firstDayOf(year: number): number {
	return Date.UTC(year, 0, 1) / 86_400_000;
}

type Rules = Pick<WorkCalendar, "timeZone" | "week" | "kinds">;

function intervalsOfDay(rules: Rules, day: number): readonly (readonly [number, number])[] {
	const special = rules.kinds.get(day);
	if (special?.kind === "off") return [];
	// 1970-01-01 was a Thursday
	const ownDay = special?.hours ?? rules.week[(day + 3) % 7] ?? [];
	if (special === undefined) return ownDay;
	const intervals = ownDay.length > 0 ? ownDay : (rules.week.find((one) => one.length > 0) ?? []);
	return special.kind === "short" ? cutEnd(intervals, shortDayMinutes) : intervals;
}

function cutEnd(intervals: readonly (readonly [number, number])[], minutes: number) {
	const kept = [...intervals];
	let left = minutes;
	while (left > 0) {
		const last = kept.pop();
		if (!last) break;
		const length = last[1] - last[0];
		if (length > left) kept.push([last[0], last[1] - left]);
		left -= Math.min(left, length);
	}
	return kept;
}

function buildTable(rules: Rules, firstYear: number, lastYear: number): IntervalTable {
	const firstDay = firstDayOf(firstYear);
	const lastDay = firstDayOf(lastYear + 1);
	const zone = zoneOffsets(rules.timeZone, (firstDay - 2) * minutesPerDay, (lastDay + 2) * minutesPerDay);
	const toUtc = localToUtc(zone);
	const starts: number[] = [];
	const ends: number[] = [];
	const before: number[] = [];
	let sum = 0;
	for (let day = firstDay; day < lastDay; day++) {
		for (const [from, to] of intervalsOfDay(rules, day)) {
			const start = toUtc(day * minutesPerDay + from);
			const end = toUtc(day * minutesPerDay + to);
			// the whole interval fell into the hour that a clock change skips
			if (end === start) continue;
			starts.push(start);
			ends.push(end);
			before.push(sum);
			sum += end - start;
		}
	}
	return {
		firstYear,
		lastYear,
		starts: Int32Array.from(starts),
		ends: Int32Array.from(ends),
		before: Int32Array.from(before),
		zone,
	};
}

/**
 * Local minutes → UTC minutes, to be asked in ascending order. A time that a clock change repeats is its first
 * occurrence, one that it skips is the moment of the change.
 */
function localToUtc({ since, offsets }: ZoneOffsets): (local: number) => number {
	let i = 0;
	return (local) => {
		while (i + 1 < since.length && local - (offsets[i] ?? 0) >= (since[i + 1] ?? 0)) i++;
		return Math.max(local - (offsets[i] ?? 0), since[i] ?? 0);
	};
}

const zonesSeen = new Map<string, ZoneOffsets>();

/** Every change of the zone's offset between two UTC minutes. No zone has changed its clocks twice within a week. */
function zoneOffsets(timeZone: string, from: number, to: number): ZoneOffsets {
	const key = `${timeZone} ${from} ${to}`;
	const seen = zonesSeen.get(key);
	if (seen) return seen;
	const offsetAt = offsetReader(timeZone);
	const zone: ZoneOffsets = { since: [from], offsets: [offsetAt(from)] };
	let offset = offsetAt(from);
	for (let week = from; week < to; week += minutesPerWeek) {
		const next = offsetAt(week + minutesPerWeek);
		if (next === offset) continue;
		let low = week;
		let high = week + minutesPerWeek;
		while (high - low > 1) {
			const middle = Math.floor((low + high) / 2);
			if (offsetAt(middle) === offset) low = middle;
			else high = middle;
		}
		zone.since.push(high);
		zone.offsets.push(next);
		offset = next;
	}
	zonesSeen.set(key, zone);
	return zone;
}

/** @throws RangeError for an unknown zone */
function offsetReader(timeZone: string): (minute: number) => number {
	const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
	return (minute) => {
		// "1/1/2021, GMT+03:00"; plain "GMT" is zero
		const found = /GMT([+-])(\d{2}):(\d{2})/.exec(format.format(minute * 60_000));
		if (!found) return 0;
		const size = Number(found[2]) * 60 + Number(found[3]);
		return found[1] === "-" ? -size : size;
	};
}
