/** "28 ноября 2026" in a time zone. */
export function dateIn(timeZone: string, at: Date): string {
	const options = { timeZone, day: "numeric", month: "long", year: "numeric" } as const;
	return at.toLocaleDateString("ru-RU", options).replace(/\s*г\.$/, "");
}

/** "28 ноября 2026, 15:00" in a time zone. */
export function timeIn(timeZone: string, at: Date): string {
	const time = at.toLocaleTimeString("ru-RU", { timeZone, hour: "2-digit", minute: "2-digit" });
	return `${dateIn(timeZone, at)}, ${time}`;
}

/** "2026-11-28" in a time zone. */
export const dayIn = (timeZone: string, at: Date): string => at.toLocaleDateString("sv-SE", { timeZone });

/** "11-28" in a time zone. */
export const dayOfYearIn = (timeZone: string, at: Date): string => dayIn(timeZone, at).slice(5);
