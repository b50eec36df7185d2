import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** What each asker got of each object of each route; keys are `cellKey`. */
export type Matrix = { askers: readonly string[]; cells: Map<string, string> };

const file = new URL("matrix.tsv", import.meta.url);

export const cellKey = (route: string, object: string, asker: string): string => `${route}\t${object}\t${asker}`;

/** @returns the committed table; an empty one where there is none */
export function readMatrix(): Matrix {
	const lines = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
	const [, , ...askers] = (lines[0] ?? "").split("\t");
	const cells = new Map<string, string>();
	for (const line of lines.slice(1)) {
		const [route = "", object = "", ...values] = line.split("\t");
		for (const [index, value] of values.entries())
			if (value !== "") cells.set(cellKey(route, object, askers[index] ?? ""), value);
	}
	return { askers, cells };
}

/** @param only of the routes that were asked; the others stay as they are in the table */
export function writeMatrix({ askers, cells: found }: Matrix, only: RegExp): void {
	const kept = [...readMatrix().cells].filter(([key]) => found.has(key) || !only.test(key.split("\t")[0]!));
	const cells = new Map([...kept, ...found]);
	const rows = new Set([...cells.keys()].map((key) => key.slice(0, key.lastIndexOf("\t"))));
	const lines = [...rows].map((row) => [row, ...askers.map((asker) => cells.get(`${row}\t${asker}`) ?? "")].join("\t"));
	writeFileSync(file, `${[["route", "object", ...askers].join("\t"), ...lines].join("\n")}\n`);
}

/** @param only of the routes that were asked */
export function compareMatrix(expected: Matrix, found: Matrix, only: RegExp): { passed: number; failed: string[] } {
	const failed: string[] = [];
	const name = (key: string) => key.split("\t").join(", ");
	for (const [key, value] of found.cells) {
		const wanted = expected.cells.get(key);
		if (wanted === undefined) failed.push(`${name(key)}: ${value}, and the table does not know it`);
		else if (wanted !== value) failed.push(`${name(key)}: ${value} instead of ${wanted}`);
	}
	for (const key of expected.cells.keys())
		if (only.test(key.split("\t")[0]!) && !found.cells.has(key))
			failed.push(`${name(key)}: in the table, and there is no such route any more`);
	return { passed: [...found.cells].filter(([key, value]) => expected.cells.get(key) === value).length, failed };
}
