import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import type { Sharp } from "sharp";

/** Pictures of the tests, the hostile ones included. */

/** A plain picture of this size; another `seed`, another picture. */
export function picture(width: number, height: number, seed = 1): Sharp {
	const raw = Buffer.concat(Array.from({ length: height }, (_, y) => Buffer.alloc(width * 3, (y * seed * 3) & 0xff)));
	return sharp(raw, { raw: { width, height, channels: 3 } });
}

/** What a telephone's camera writes beside the pixels; orientation 6 means lying on its side. */
const exif = (takenAt: string) => ({
	IFD0: { Make: "Maker", Model: "Model 1", Orientation: "6" },
	IFD2: { DateTimeOriginal: takenAt, OffsetTimeOriginal: "+10:00" },
	IFD3: {
		GPSLatitudeRef: "N",
		GPSLatitude: "43/1 7/1 3000/100",
		GPSLongitudeRef: "E",
		GPSLongitude: "131/1 54/1 0/1",
	},
});

export const photoWithExif = (seed = 1, takenAt = "2026:11:21 14:20:05"): Promise<Buffer> =>
	picture(400, 300, seed).withExif(exif(takenAt)).withMetadata({ orientation: 6 }).jpeg().toBuffer();

/** A PNG that says it has this size, with rows of zeros packed to almost nothing. */
export function pngBomb(width: number, height: number): Buffer {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([1, 0, 0, 0, 0], 8);
	// what it claims is refused before its rows are read
	const rows = deflateSync(Buffer.alloc(Math.min((Math.ceil(width / 8) + 1) * height, 10_000_000)));
	return Buffer.concat([
		Buffer.from("89504e470d0a1a0a", "hex"),
		chunk("IHDR", head),
		chunk("IDAT", rows),
		chunk("IEND", Buffer.alloc(0)),
	]);
}

function chunk(type: string, body: Buffer): Buffer {
	const typed = Buffer.concat([Buffer.from(type), body]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(body.length);
	const sum = Buffer.alloc(4);
	sum.writeUInt32BE(crc32(typed));
	return Buffer.concat([length, typed, sum]);
}

/** Begins like a telephone's HEIC, which is not decoded here. */
export const heic = Buffer.concat([
	Buffer.from([0, 0, 0, 24]),
	Buffer.from("ftypheic\0\0\0\0mif1heic"),
	Buffer.alloc(2000, 3),
]);
