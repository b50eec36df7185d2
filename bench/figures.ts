export type BenchOptions = {
	/** a tenth of the work: to try a bench out; its figures mean nothing */
	isShort: boolean;
	/** real messages: for `flow` a .csv or .csv.gz with a column `text`, for `text` the folder of the sets; null: the usual place */
	data: string | null;
};

/** One measured number; `goal` is what the ratio or the value has to reach, null where a figure only informs. */
export type Figure = {
	name: string;
	value: number;
	unit: string;
	/** what the same machine did in the same run without our code */
	anchor: number | null;
	ratio: number | null;
	goal: string | null;
	ok: boolean;
};

type Given = { name: string; value: number; unit: string; anchor?: number };
type Goal = { of: "value" | "ratio"; atLeast: number } | { of: "value" | "ratio"; atMost: number };

/** Builds a figure and judges it. A number that is none fails. */
export function figure({ name, value, unit, anchor }: Given, goal?: Goal): Figure {
	const ratio = anchor === undefined ? null : value / anchor;
	const judged = goal?.of === "ratio" ? ratio : value;
	return {
		name,
		value: rounded(value),
		unit,
		anchor: anchor === undefined ? null : rounded(anchor),
		ratio: ratio === null ? null : Number(ratio.toFixed(3)),
		goal: goal === undefined ? null : goalText(goal),
		ok: Number.isFinite(value) && (goal === undefined || isReached(goal, judged)),
	};
}

function isReached(goal: Goal, judged: number | null): boolean {
	if (judged === null) return false;
	return "atLeast" in goal ? judged >= goal.atLeast : judged <= goal.atMost;
}

const goalText = (goal: Goal): string => ("atLeast" in goal ? `>= ${goal.atLeast}` : `<= ${goal.atMost}`);

const rounded = (value: number): number => Number(value.toPrecision(Math.abs(value) >= 1000 ? 5 : 4));

/** The value below which `share` (0–1) of the values lie; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
	if (values.length === 0) return Number.NaN;
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] as number;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Progress for whoever waits; the result alone goes to stdout. */
export function say(text: string): void {
	process.stderr.write(`${text}\n`);
}

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
	const head = ["figure", "value", "unit", "anchor", "ratio", "goal", ""];
	const rows = figures.map((one) => [
		one.name,
		String(one.value),
		one.unit,
		one.anchor === null ? "" : String(one.anchor),
		one.ratio === null ? "" : String(one.ratio),
		one.goal ?? "",
		one.goal === null ? "" : one.ok ? "ok" : "MISSED",
	]);
	const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
	const isNumber = (column: number) => column === 1 || column === 3 || column === 4;
	const line = (row: string[]) =>
		row
			.map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
			.join("  ")
			.trimEnd();
	return [head, ...rows].map(line).join("\n");
}
