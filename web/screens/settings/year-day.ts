/** A day of the year as people write it, "15.10", and as the server takes it, "10-15". */
export const dayText = (day: string): string => day.split("-").toReversed().join(".");

/** @returns null where it is no day of a year; 29.02 is one */
export function readDay(text: string): string | null {
	const found = /^(\d{1,2})\.(\d{1,2})\.?$/.exec(text.trim());
	if (!found) return null;
	const [day, month] = [Number(found[1]), Number(found[2])];
	const at = new Date(Date.UTC(2028, month - 1, day));
	if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
	return at.toISOString().slice(5, 10);
}
