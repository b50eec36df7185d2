/**
 * What a picture looks like, in 64 bits: the signs of the 8 × 8 slowest waves of its brightness (pHash). Pictures that were made
 * smaller, compressed anew, brightened or cut a little at the edges differ in few bits; other pictures in about half of them.
 */

/** Rows and columns of the grey picture that a print is taken of. */
export const printSide = 32;
const waves = 8;
/** A picture with less in it than this, in steps of 255, has no print: walls, sky and night all look the same. */
const leastContrast = 4;

/** cos of every wave at every pixel, once */
const cosines = Array.from({ length: waves + 1 }, (_, u) =>
	Array.from({ length: printSide }, (__, x) => Math.cos(((2 * x + 1) * u * Math.PI) / (2 * printSide))),
);

/**
 * @param grey 32 × 32 brightnesses 0 … 255, row by row
 * @returns 64 bits as a signed number, as the database keeps them; null when there is next to nothing on the picture
 */
export function printOf(grey: Uint8Array): bigint | null {
	const count = printSide * printSide;
	if (grey.length !== count) throw new RangeError("not 32 × 32");
	const mean = grey.reduce((sum, value) => sum + value, 0) / count;
	const spread = Math.sqrt(grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
	if (spread < leastContrast) return null;
	const found: number[] = [];
	for (let v = 1; v <= waves; v++) for (let u = 1; u <= waves; u++) found.push(waveOf(grey, u, v));
	const middle = found.toSorted((a, b) => a - b)[found.length / 2]!;
	const bits = found.reduce((sum, value) => (sum << 1n) | (value >= middle ? 1n : 0n), 0n);
	return BigInt.asIntN(64, bits);
}

function waveOf(grey: Uint8Array, u: number, v: number): number {
	let sum = 0;
	for (let y = 0; y < printSide; y++) {
		let row = 0;
		for (let x = 0; x < printSide; x++) row += grey[y * printSide + x]! * cosines[u]![x]!;
		sum += row * cosines[v]![y]!;
	}
	return sum;
}

/** Bits in which two prints differ. */
export function distanceOf(a: bigint, b: bigint): number {
	let rest = BigInt.asUintN(64, a ^ b);
	let bits = 0;
	for (; rest > 0n; rest &= rest - 1n) bits++;
	return bits;
}

/** Pictures whose prints differ in at most so many bits look the same */
export const nearest = 7;

/** A print in four parts of 16 bits, each with its number in front. */
export function bandsOf(print: bigint): number[] {
	const bits = BigInt.asUintN(64, print);
	return [0, 1, 2, 3].map((i) => i * 65_536 + Number((bits >> BigInt(16 * i)) & 0xffffn));
}

/**
 * Parts of which every print that differs in at most seven bits has one: of four parts, one differs in a single bit at most.
 */
export function bandsNear(print: bigint): number[] {
	return bandsOf(print).flatMap((band) => [band, ...Array.from({ length: 16 }, (_, bit) => band ^ (1 << bit))]);
}
