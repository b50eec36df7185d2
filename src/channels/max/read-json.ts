/**
 * JSON whose whole numbers keep every digit: those that a double cannot hold (`seq`, ids) become text.
 * @returns null for anything that is no JSON
 */
export function readJson(text: string): unknown {
	try {
		return JSON.parse(text, keepDigits);
	} catch {
		return null;
	}
}

/** `source` is the text of a number as it stood there (ECMAScript 2026, JSON.parse source text access). */
function keepDigits(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
	if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
	const source = context?.source ?? "";
	return /^-?\d+$/.test(source) ? source : value;
}

/** The value as an object, or null. */
export function asRecord(value: unknown): Record<string, unknown> | null {
	return typeof value === "object" && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: null;
}
