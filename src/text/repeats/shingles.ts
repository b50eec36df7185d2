import type { Content } from "./content-words.ts";

const letters = 4;
/** «мусор во дворе» is written by everybody of every yard: below this nothing tells a copy from chance */
const fewestStems = 3;

/**
 * Hashes (FNV-1a, signed 32-bit) of every four letters in a row of the stems: a typo changes four of them, another
 * house number none. Empty for a text of fewer than three different words that matter: too short to be called a copy.
 */
export function shinglesOf({ stems }: Content): Set<number> {
	const shingles = new Set<number>();
	if (new Set(stems).size < fewestStems) return shingles;
	const line = ` ${stems.join(" ")} `;
	for (let at = 0; at + letters <= line.length; at++) {
		let hash = 0x811c9dc5;
		for (let end = at; end < at + letters; end++) hash = Math.imul(hash ^ line.charCodeAt(end), 0x01000193);
		shingles.add(hash | 0);
	}
	return shingles;
}
