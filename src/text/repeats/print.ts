import { contentOf } from "./content-words.ts";
import { shinglesOf } from "./shingles.ts";

/*
 * MinHash with bands (Broder 1997; Indyk and Motwani 1998): two texts meet in a band with the chance of their
 * likeness to the power of `rows`. How many bands of how many rows was measured: docs/experiments/repeats.md.
 */
const bands = 8;
const rows = 3;
const seeds = Array.from({ length: bands * rows }, (_, index) => mixed(index + 1));

/**
 * What is stored of a text: eight signed 32-bit numbers, one of which two near copies share almost surely; [] for a text
 * of fewer than three different words that matter. The same for texts that differ in greeting, numbers, links, case and ё.
 * Takes any text; never throws; linear time. The numbers are kept: a change of this function needs the table filled anew.
 */
export function printOf(text: string): number[] {
	const hashes = [...shinglesOf(contentOf(text))];
	if (hashes.length === 0) return [];
	return Array.from({ length: bands }, (_, band) => {
		let print = band + 1;
		for (let row = 0; row < rows; row++) print = mixed(print ^ leastOf(hashes, seeds[band * rows + row] as number));
		return print;
	});
}

function leastOf(hashes: number[], seed: number): number {
	let least = 0x7fffffff;
	for (const hash of hashes) least = Math.min(least, mixed(hash ^ seed));
	return least;
}

/** The last steps of MurmurHash3: every bit of the number moves every bit of the result. */
function mixed(number: number): number {
	let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return hash ^ (hash >>> 16);
}
