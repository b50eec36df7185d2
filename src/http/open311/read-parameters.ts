import { Open311Error } from "./answer.ts";

/**
 * What came with a request, each name once. Empty counts as not given, as the specification says under "Optional
 * Arguments". Attributes, `attribute[code]`, may repeat and are kept apart.
 */
export type Parameters = {
	get: (name: string) => string | null;
	need: (name: string) => string;
	extra: Record<string, string>;
};

const mostExtra = 30;
const longestExtra = 1000;

/** @throws Open311Error 400 for a name that stands twice with different values */
export function readParameters(pairs: Iterable<[string, string]>): Parameters {
	const given = new Map<string, string>();
	const extra: Record<string, string> = Object.create(null) as Record<string, string>;
	for (const [name, value] of pairs) {
		if (name.startsWith("attribute[")) {
			if (Object.keys(extra).length < mostExtra)
				extra[name.slice(0, 100)] = [extra[name], value].filter(Boolean).join(", ").slice(0, longestExtra);
			continue;
		}
		const known = given.get(name);
		if (known !== undefined && known !== value) throw new Open311Error(400, `${shown(name)} was provided twice`);
		given.set(name, value);
	}
	const get = (name: string): string | null => given.get(name)?.trim() || null;
	const need = (name: string): string => {
		const value = get(name);
		if (value === null) throw new Open311Error(400, `${name} was not provided`);
		return value;
	};
	return { get, need, extra };
}

const shown = (name: string): string => name.slice(0, 60).toWellFormed();

/** A comma separated list; null when not given. */
export function listOf(value: string | null): string[] | null {
	const items = (value ?? "").split(",").map((one) => one.trim());
	const given = items.filter((one) => one !== "");
	return given.length > 0 ? given.slice(0, 1000) : null;
}

/** A W3C date with time and zone (www.w3.org/TR/NOTE-datetime). @throws Open311Error 400 */
export function dateOf(name: string, value: string | null): Date | null {
	if (value === null) return null;
	// a plus that was not encoded arrives as a space
	const text = value.replace(/ (?=\d\d:\d\d$)/, "+");
	const date = new Date(text);
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(date.getTime()))
		throw new Open311Error(400, `${name} must be a date with time and zone, for example 2010-01-01T00:00:00Z`);
	return date;
}

const dayMs = 86_400_000;
const longestSpan = 90 * dayMs;

/** The span asked for, the last 90 days where nothing is said. @throws Open311Error 400 for more than 90 days */
export function spanOf(parameters: Parameters, now: Date): { from: Date; to: Date } {
	const start = dateOf("start_date", parameters.get("start_date"));
	const end = dateOf("end_date", parameters.get("end_date"));
	const to = end ?? (start ? new Date(start.getTime() + longestSpan) : now);
	const from = start ?? new Date(to.getTime() - longestSpan);
	if (from > to) throw new Open311Error(400, "start_date is later than end_date");
	if (to.getTime() - from.getTime() > longestSpan)
		throw new Open311Error(400, "start_date and end_date are more than 90 days apart");
	return { from, to };
}

const mostPerPage = 1000;

/** The extension `page` and `page_size`. @throws Open311Error 400 */
export function pagingOf(parameters: Parameters): { limit: number; offset: number } {
	const size = wholeOf("page_size", parameters.get("page_size"), mostPerPage, mostPerPage);
	const page = wholeOf("page", parameters.get("page"), 1, 100_000);
	return { limit: size, offset: (page - 1) * size };
}

function wholeOf(name: string, value: string | null, usual: number, most: number): number {
	if (value === null) return usual;
	if (!/^\d{1,7}$/.test(value) || Number(value) < 1 || Number(value) > most)
		throw new Open311Error(400, `${name} must be a number from 1 to ${most}`);
	return Number(value);
}
