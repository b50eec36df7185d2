/** The zones of the country; whatever else is in use is added where one is chosen. */
export const zones: readonly string[] = [
	...["Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Novosibirsk"],
	...["Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka"],
];

/** «Europe/Moscow · Москва, стандартное время»: the name that is kept, and what people call it. */
export function zoneWords(zone: string, language: string): string {
	const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "long" }).formatToParts();
	return `${zone} · ${parts.find(({ type }) => type === "timeZoneName")?.value ?? ""}`;
}

/** «Europe/Moscow, GMT+3»: for a row that has little room. */
export function zoneInShort(zone: string): string {
	const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts();
	return `${zone}, ${parts.find(({ type }) => type === "timeZoneName")?.value ?? ""}`;
}
