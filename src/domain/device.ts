/** What a browser says of itself in plain words; null: it says nothing that we know. */
export type Device = { browser: string | null; system: string | null };

// the order matters: each browser also calls itself by the names below it
const browsers: [RegExp, string][] = [
	[/YaBrowser\//, "Яндекс Браузер"],
	[/Edg(?:e|A|iOS)?\//, "Edge"],
	[/OPR\//, "Opera"],
	[/Vivaldi\//, "Vivaldi"],
	[/SamsungBrowser\//, "Samsung Internet"],
	[/(?:Firefox|FxiOS)\//, "Firefox"],
	[/(?:Chrome|CriOS|Chromium)\//, "Chrome"],
	[/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
	[/iPhone/, "iPhone"],
	[/iPad/, "iPad"],
	[/Android/, "Android"],
	[/Windows/, "Windows"],
	[/Mac OS X|Macintosh/, "macOS"],
	[/CrOS/, "ChromeOS"],
	[/Linux/, "Linux"],
];

export function deviceOf(userAgent: string | null): Device {
	const first = (of: [RegExp, string][]) => of.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1] ?? null;
	return { browser: first(browsers), system: first(systems) };
}
