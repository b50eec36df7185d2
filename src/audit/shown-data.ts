/** Values of an entry's data that say how, not what about whom: numbers, switches, codes, times. */
type Shown = Record<string, number | boolean | null | string | (number | string)[]>;

/** Words of people and about people, whatever shape they have. */
const personal = /name|author|resident|contact|phone|mail|text|excerpt|quote|address|login|title|external/i;
const code = /^[a-z][a-zA-Z0-9]*(?:[.-][a-zA-Z0-9]+)*$/;
const moment = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,15}Z)?$/;
const longest = 80;
/** Entries whose `name` is what officials call a page, a token, an endpoint. */
const named = /^(?:page|token|service-account|webhook)-/;

const isCode = (value: unknown): value is string =>
	typeof value === "string" && value.length <= longest && (code.test(value) || moment.test(value));

/**
 * What a search and an export show of an entry's data. Free text stays out, for nobody can tell what a person wrote into it; it
 * is read on the case itself, where reading is noted.
 */
export function shownData(type: string, data: Record<string, unknown>): Shown {
	const shown: Shown = {};
	for (const [key, value] of Object.entries(data)) {
		if (key === "name" && named.test(type) && typeof value === "string") shown[key] = value.slice(0, 200);
		else if (personal.test(key)) continue;
		else if (value === null || typeof value === "number" || typeof value === "boolean" || isCode(value))
			shown[key] = value;
		else if (Array.isArray(value)) {
			const items = value.filter((item): item is number | string => typeof item === "number" || isCode(item));
			if (items.length === value.length) shown[key] = items;
		}
	}
	return shown;
}
