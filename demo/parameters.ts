import { ApiError } from "./api-error.ts";

export type Parameters = Map<string, string>;

/**
 * An integer parameter.
 * @throws ApiError 100 when it is missing (and there is no `fallback`) or not an integer
 */
export function numberOf(given: Parameters, name: string, fallback?: number): number {
	const text = given.get(name);
	if (text === undefined || text === "") {
		if (fallback !== undefined) return fallback;
		throw new ApiError(100, `${name} is undefined`);
	}
	const value = Number(text);
	if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value)) throw new ApiError(100, `${name} not integer`);
	return value;
}

/** Integers separated by commas. */
export function numbersOf(given: Parameters, name: string): number[] {
	return (given.get(name) ?? "").split(",").map((one) => numberOf(new Map([[name, one.trim()]]), name));
}

/** A text that must say something. */
export function textOf(given: Parameters, name: string, mostLength: number): string {
	const text = given.get(name) ?? "";
	if (text.trim() === "") throw new ApiError(100, `${name} is undefined`);
	if (text.length > mostLength) throw new ApiError(100, `${name} is too long`);
	return text;
}

/** Events switched on and off by parameters of 1 and 0, besides those named. */
export function flagsOf(given: Parameters, besides: readonly string[]): { on: string[]; off: string[] } {
	const flags = [...given].filter(([name, value]) => !besides.includes(name) && /^[01]$/.test(value));
	const named = (value: string) => flags.filter(([, one]) => one === value).map(([name]) => name);
	return { on: named("1"), off: named("0") };
}
