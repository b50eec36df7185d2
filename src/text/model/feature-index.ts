/** A table from feature hashes to row numbers, open addressing; a Map of a quarter of a million numbers is slower to fill and to ask. */
export type FeatureIndex = { slots: Int32Array; keys: Uint32Array; mask: number };

/** @param hashes unsigned 32-bit, each once; the row of a hash is its place in the list */
export function indexFeatures(hashes: Uint32Array): FeatureIndex {
	let size = 16;
	while (size < hashes.length * 2) size *= 2;
	const slots = new Int32Array(size).fill(-1);
	const mask = size - 1;
	for (let row = 0; row < hashes.length; row++) {
		let slot = (hashes[row] as number) & mask;
		while (slots[slot] !== -1) slot = (slot + 1) & mask;
		slots[slot] = row;
	}
	return { slots, keys: hashes, mask };
}

/** The row of a feature, or -1. */
export function rowOf({ slots, keys, mask }: FeatureIndex, hash: number): number {
	let slot = hash & mask;
	for (;;) {
		const row = slots[slot] as number;
		if (row === -1 || keys[row] === hash) return row;
		slot = (slot + 1) & mask;
	}
}
