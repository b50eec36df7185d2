/** Days of the year between which something is offered, both included: "MM-DD". `from` after `to` spans the new year. */
export type Season = { from: string; to: string };

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text names a day of some year, 29 February included. */
export function isDayOfYear(text: string): boolean {
	const [, month, day] = /^(\d\d)-(\d\d)$/.exec(text) ?? [];
	const days = daysOfMonth[Number(month) - 1];
	return days !== undefined && Number(day) >= 1 && Number(day) <= days;
}

/** @param day of the year, "MM-DD"; without a season every day is in it */
export function isInSeason(season: Season | null, day: string): boolean {
	if (!season) return true;
	const { from, to } = season;
	return from <= to ? from <= day && day <= to : day >= from || day <= to;
}
