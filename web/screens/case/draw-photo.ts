import { coverColours } from "./cover-colour.ts";
import type { Box, Edits } from "./photo-edits.ts";

/** Draws edited photos in the browser: what is uploaded has nothing but these pixels. */

export type Drawn = { canvas: HTMLCanvasElement; pen: CanvasRenderingContext2D };

export function blank(width: number, height: number): Drawn {
	const canvas = document.createElement("canvas");
	[canvas.width, canvas.height] = [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))];
	const pen = canvas.getContext("2d", { willReadFrequently: true });
	if (!pen) throw new Error("this browser draws no pictures");
	return { canvas, pen };
}

/** Turned and covered, whole; `most` pixels on the longer side. */
export function drawWhole(image: HTMLImageElement, { turns, covers }: Edits, most: number): HTMLCanvasElement {
	const scale = Math.min(1, most / Math.max(image.naturalWidth, image.naturalHeight));
	const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale];
	const { canvas, pen } = turns % 2 === 0 ? blank(width, height) : blank(height, width);
	pen.translate(canvas.width / 2, canvas.height / 2);
	pen.rotate((turns * Math.PI) / 2);
	pen.drawImage(image, -width / 2, -height / 2, width, height);
	pen.resetTransform();
	for (const box of covers) cover(pen, pixelsOf(box, canvas));
	return canvas;
}

/** The same, cut to what is left of it. */
export function drawEdited(image: HTMLImageElement, edits: Edits, most: number): HTMLCanvasElement {
	const whole = drawWhole(image, edits, most);
	if (!edits.crop) return whole;
	const part = pixelsOf(edits.crop, whole);
	const { canvas, pen } = blank(part.width, part.height);
	pen.drawImage(whole, part.x, part.y, part.width, part.height, 0, 0, part.width, part.height);
	return canvas;
}

function pixelsOf({ x, y, width, height }: Box, canvas: HTMLCanvasElement): Box {
	const [left, top] = [Math.floor(x * canvas.width), Math.floor(y * canvas.height)];
	const [right, bottom] = [Math.ceil((x + width) * canvas.width), Math.ceil((y + height) * canvas.height)];
	return {
		x: left,
		y: top,
		width: Math.min(right, canvas.width) - left,
		height: Math.min(bottom, canvas.height) - top,
	};
}

/** cells on the longer side of what is covered */
const cells = 8;

function cover(pen: CanvasRenderingContext2D, { x, y, width, height }: Box): void {
	const { data } = pen.getImageData(x, y, width, height);
	const edge = Math.max(4, Math.ceil(Math.max(width, height) / cells));
	const columns = Math.ceil(width / edge);
	const colours = coverColours(data, columns * Math.ceil(height / edge));
	for (let top = 0; top < height; top += edge)
		for (let left = 0; left < width; left += edge) {
			pen.fillStyle = colours[(top / edge) * columns + left / edge] ?? "black";
			pen.fillRect(x + left, y + top, Math.min(edge, width - left), Math.min(edge, height - top));
		}
}

const gap = 8;
const mostWide = 2400;

/** Two photos side by side as one, each with its word: every network shows them together and in this order. */
export function drawPair(
	[before, after]: readonly [HTMLImageElement, HTMLImageElement],
	words: readonly [string, string],
): HTMLCanvasElement {
	const ratios = [before, after].map((image) => image.naturalWidth / image.naturalHeight) as [number, number];
	const tallest = Math.min(before.naturalHeight, after.naturalHeight, 1400);
	const height = Math.round(Math.min(tallest, (mostWide - gap) / (ratios[0] + ratios[1])));
	const widths = ratios.map((ratio) => Math.round(ratio * height)) as [number, number];
	const { canvas, pen } = blank(widths[0] + gap + widths[1], height);
	pen.fillStyle = "white";
	pen.fillRect(0, 0, canvas.width, canvas.height);
	pen.drawImage(before, 0, 0, widths[0], height);
	pen.drawImage(after, widths[0] + gap, 0, widths[1], height);
	label(pen, words[0], 0, height);
	label(pen, words[1], widths[0] + gap, height);
	return canvas;
}

function label(pen: CanvasRenderingContext2D, word: string, left: number, height: number): void {
	const size = Math.max(14, Math.round(height / 18));
	pen.font = `600 ${size}px "Golos Text Variable", "Golos Text", sans-serif`;
	pen.textBaseline = "middle";
	const width = pen.measureText(word).width + size;
	pen.fillStyle = "rgb(0 0 0 / 0.72)";
	pen.fillRect(left, 0, width, size * 1.8);
	pen.fillStyle = "white";
	pen.fillText(word, left + size / 2, size * 0.92);
}

/** The photo as it is shown, loaded. @throws Error when it does not come */
export async function loadPicture(address: string): Promise<HTMLImageElement> {
	const image = new Image();
	image.src = address;
	await image.decode();
	return image;
}

/** A file to upload: of the pixels alone. */
export function fileOf(canvas: HTMLCanvasElement, name: string): Promise<File> {
	return new Promise((resolve, reject) => {
		canvas.toBlob(
			(blob) => (blob ? resolve(new File([blob], name, { type: blob.type })) : reject(new Error("nothing was drawn"))),
			"image/jpeg",
			0.92,
		);
	});
}
