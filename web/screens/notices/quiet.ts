/** Minutes of the local day between which nothing is sent. */
export type Quiet = { from: number; to: number };

/** Minutes of the day as a clock shows them, and back. */
export const clockOf = (minutes: number): string =>
	[Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
export function minutesOf(clock: string): number | null {
	const [hours, minutes] = clock.split(":").map(Number);
	return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes) ? null : hours * 60 + minutes;
}
