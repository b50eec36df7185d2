/** How far a zone's clock is ahead of UTC at a moment, in ms. */
function offsetAt(zone: string, at: number): number {
	const parts = new Intl.DateTimeFormat("en-CA", {
		timeZone: zone,
		hourCycle: "h23",
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
		second: "2-digit",
	}).formatToParts(at);
	const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")) - at;
}

/**
 * The moment at which a zone's clock on the wall shows `local` ("2026-11-27T17:20").
 * @returns null where that is no time of a day
 */
export function momentIn(zone: string, local: string): string | null {
	const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) ? Date.parse(`${local}:00Z`) : Number.NaN;
	if (Number.isNaN(wall)) return null;
	// the offset of the moment itself, not of a few hours away, where the clocks change in between
	const near = wall - offsetAt(zone, wall);
	return new Date(wall - offsetAt(zone, near)).toISOString();
}

/** The coming Friday at 17:20, the hour at which terms surprise people. */
export function nextFriday(now: Date): string {
	const day = new Date(now);
	day.setDate(day.getDate() + ((12 - day.getDay()) % 7 || 7));
	const two = (part: number) => String(part).padStart(2, "0");
	return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T17:20`;
}
