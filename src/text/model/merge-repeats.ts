import { tokensOf, wordHash } from "./features.ts";

/** `group`: near-duplicates, which never stand on both sides of the inner split. `weight`: 1 when left out. */
export type TrainRow = { text: string; label: string; territory?: string; group?: string; weight?: number };

/** Rows of the same words, label and territory as one. */
export type MergedRow = TrainRow & {
	weight: number;
	/** 0 … 9: rows of one group, or of the same words, are in the same part */
	part: number;
	/** places of the rows it stands for */
	given: number[];
};

/**
 * A template sent a hundred times teaches little more than once: it weighs the square root of how often it came.
 */
export function mergeRepeats(rows: readonly TrainRow[]): MergedRow[] {
	const merged = new Map<string, MergedRow>();
	for (const [at, row] of rows.entries()) {
		const words = tokensOf(row.text)
			.map((token) => token.word)
			.join(" ");
		const key = JSON.stringify([words, row.label, row.territory]);
		const known = merged.get(key);
		if (known) known.given.push(at);
		else merged.set(key, { ...row, weight: row.weight ?? 1, part: partOf(row.group ?? words), given: [at] });
	}
	for (const row of merged.values()) row.weight *= Math.sqrt(row.given.length);
	return [...merged.values()];
}

const partOf = (group: string): number => {
	const hash = Math.imul(wordHash(group), 0x9e3779b1) >>> 0;
	return Math.floor((hash / 4294967296) * 10);
};
