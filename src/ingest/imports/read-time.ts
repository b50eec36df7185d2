const dayFirst = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?/;
const yearFirst =
	/^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * The moment a cell tells: "10.03.2026 09:15", "2026-03-10 09:15:00", "2026-03-10T09:15+03:00"; without an offset by the clock of
 * `timeZone`, without a time at the beginning of the day. Null when it is none of these or no such day exists.
 */
export function readTime(cell: string, timeZone: string): Date | null {
	const text = cell.trim();
	const first = dayFirst.exec(text);
	if (first) return momentOf([first[3], first[2], first[1], first[4], first[5], first[6]], timeZone);
	const found = yearFirst.exec(text);
	if (!found) return null;
	const offset = found[7];
	return momentOf(found.slice(1, 7), offset === undefined ? timeZone : "UTC", minutesOf(offset));
}

function minutesOf(offset: string | undefined): number {
	const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(offset ?? "");
	return parts ? (parts[1] === "-" ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) : 0;
}

function momentOf(parts: (string | undefined)[], timeZone: string, offsetMinutes = 0): Date | null {
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
	if (hour > 23 || minute > 59 || second > 59) return null;
	const wall = Date.UTC(year, month - 1, day, hour, minute, second);
	const check = new Date(wall);
	if (check.getUTCFullYear() !== year || check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return null;
	if (timeZone === "UTC") return new Date(wall - offsetMinutes * 60_000);
	// the offset at the guessed moment, then at the moment it leads to: right but within the hour of a change
	const guess = wall - offsetAt(wall, timeZone);
	return new Date(wall - offsetAt(guess, timeZone));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds by which the clock of a zone is ahead of UTC at a moment. */
function offsetAt(at: number, timeZone: string): number {
	const clock =
		clocks.get(timeZone) ??
		new Intl.DateTimeFormat("en-GB", {
			...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
			...{ hour: "numeric", minute: "numeric", second: "numeric" },
		});
	clocks.set(timeZone, clock);
	const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
	return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}
