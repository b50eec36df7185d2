/** shades that a cell may differ by: it looks like a mosaic, and is none */
const spread = 48;

/**
 * The colours of the cells that cover a part of a picture: the mean of all of it, lighter or darker by the number of the cell. A
 * mosaic of the picture itself can be guessed back, above all a number plate; of this nothing can.
 * @param pixels of the covered part, four bytes each
 */
export function coverColours(pixels: Uint8ClampedArray, cells: number): string[] {
	const sums = [0, 0, 0];
	for (let at = 0; at < pixels.length; at += 4)
		for (const channel of [0, 1, 2]) sums[channel] = (sums[channel] ?? 0) + (pixels[at + channel] ?? 0);
	const means = sums.map((sum) => Math.round(sum / Math.max(1, pixels.length / 4)));
	return Array.from({ length: cells }, (_, cell) => {
		// a multiplicative hash: neighbours differ, and the same cell is the same in every drawing
		const shade = ((Math.imul(cell + 1, 2_654_435_761) >>> 16) % spread) - spread / 2;
		return `rgb(${means.map((mean) => mean + shade).join(" ")})`;
	});
}
