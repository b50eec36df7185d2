/** Moments by the clock on the wall of a zone, which may be another than the viewer's. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that the wall of a zone shows at a moment, as if it were UTC. */
function wallOf(at: number, zone: string): number {
	const known = formats.get(zone);
	const format =
		known ??
		new Intl.DateTimeFormat("en-GB", {
			timeZone: zone,
			hourCycle: "h23",
			year: "numeric",
			month: "2-digit",
			day: "2-digit",
			hour: "2-digit",
			minute: "2-digit",
		});
	if (!known) formats.set(zone, format);
	const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
	return Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute);
}

/** When it is this time (HH:MM) of this day (YYYY-MM-DD) in a zone, as ISO 8601 in UTC. */
export function momentIn(zone: string, day: string, clock = "00:00"): string {
	const wanted = Date.parse(`${day}T${clock}:00Z`);
	// the second step is for a day on which the zone's clock is put on or back
	const near = wanted - (wallOf(wanted, zone) - wanted);
	return new Date(near - (wallOf(near, zone) - wanted)).toISOString();
}

/** What the wall of a zone shows at a moment: the day and the time. */
export function wallIn(zone: string, iso: string): { day: string; clock: string } {
	const [day = "", clock = ""] = new Date(wallOf(Date.parse(iso), zone)).toISOString().split("T");
	return { day, clock: clock.slice(0, 5) };
}
