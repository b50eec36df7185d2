import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { lookAtPicture } from "../src/files/look-at-picture.ts";
import type { Picture } from "../src/files/look-at-picture.ts";
import { heic, photoWithExif, picture, pngBomb } from "./pictures.ts";

async function look(bytes: Buffer, withAnswer = false): Promise<Picture> {
	const found = await lookAtPicture(bytes, { withAnswer });
	if (found.kind === "refused") throw new Error(found.reason);
	return found.picture;
}

test("place and time are read, the picture stands upright, and no copy carries anything but pixels", async () => {
	const bytes = await photoWithExif();
	expect((await sharp(bytes).metadata()).exif?.includes("Model 1")).toBe(true);
	const { evidence, width, height, copies, type } = await look(bytes, true);
	expect(evidence).toEqual({
		takenAt: "2026-11-21 14:20:05",
		zone: "+10:00",
		latitude: expect.closeTo(43.125, 6),
		longitude: expect.closeTo(131.9, 6),
	});
	// lying on its side it had 400 × 300
	expect([type, width, height]).toEqual(["image/jpeg", 300, 400]);
	expect(Object.keys(copies).sort()).toEqual(["answer", "thumb", "view"]);
	for (const copy of Object.values(copies)) {
		const told = await sharp(copy).metadata();
		expect(told).not.toHaveProperty("exif");
		expect(told).not.toHaveProperty("xmp");
		expect(told).not.toHaveProperty("iptc");
		expect(told.orientation ?? 1).toBe(1);
		expect(told.height).toBeGreaterThan(told.width);
		expect(copy.includes("Model 1")).toBe(false);
		expect(copy.includes("Exif")).toBe(false);
	}
});

test("copies have their sizes, and nothing is blown up", async () => {
	const big = await look(await picture(4000, 3000).jpeg().toBuffer(), true);
	const sizes = async ({ copies }: Picture) =>
		Promise.all(
			[copies.thumb, copies.view, copies.answer].map(async (copy) => {
				const { width, height, format } = await sharp(copy).metadata();
				return `${format} ${width}x${height}`;
			}),
		);
	expect(await sizes(big)).toEqual(["webp 320x240", "webp 1600x1200", "jpeg 2560x1920"]);
	const small = await look(await picture(40, 30).png().toBuffer(), true);
	expect(await sizes(small)).toEqual(["webp 40x30", "webp 40x30", "jpeg 40x30"]);
});

test("of a moving picture the first frame is shown", async () => {
	const frames = await picture(64, 640).raw().toBuffer({ resolveWithObject: true });
	const { width, channels } = frames.info;
	const moving = await sharp(frames.data, { raw: { width, height: 640, channels, pageHeight: 64 } })
		.gif()
		.toBuffer();
	expect((await sharp(moving, { animated: true }).metadata()).pages).toBe(10);
	expect(await look(moving)).toMatchObject({ type: "image/gif", width: 64, height: 64 });
	const webp = await sharp(frames.data, { raw: { width, height: 640, channels, pageHeight: 64 } })
		.webp()
		.toBuffer();
	expect(await look(webp)).toMatchObject({ type: "image/webp", width: 64, height: 64 });
});

describe("hostile files are refused with a reason", () => {
	const jpeg = () => picture(600, 400).jpeg({ quality: 95 }).toBuffer();
	const text = (words: string) => async () => Buffer.from(words);
	const cases: [string, () => Promise<Buffer>, string][] = [
		["no bytes", text(""), "empty"],
		["60 MB", async () => Buffer.concat([await jpeg(), Buffer.alloc(60 * 1024 * 1024)]), "too-large"],
		["a PNG of 30,000 × 30,000", async () => pngBomb(30_000, 30_000), "too-many-pixels"],
		["a PNG that claims two thousand million rows", async () => pngBomb(1, 2_000_000_000), "broken"],
		["a long thin PNG", async () => pngBomb(40_000, 10), "too-many-pixels"],
		["a drawing as text", text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "not-a-picture"],
		[
			"a drawing with an XML head",
			text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
			"not-a-picture",
		],
		["a page", text("<!doctype html><script>alert(1)</script>"), "not-a-picture"],
		["a PDF", text("%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj"), "not-a-picture"],
		["a program", async () => Buffer.concat([Buffer.from("\x7fELF\x02\x01\x01"), Buffer.alloc(200)]), "not-a-picture"],
		["a picture of a telephone that is not decoded here", async () => heic, "format"],
		["a TIFF", () => picture(20, 20).tiff().toBuffer(), "format"],
		["half a JPEG", async () => (await jpeg()).subarray(0, 9000), "broken"],
		["the head of a JPEG alone", async () => (await jpeg()).subarray(0, 20), "broken"],
		["a GIF that is a script", text("GIF89a/*; */=1;alert(1)//".padEnd(400)), "broken"],
		["a PNG whose rows are missing", async () => pngBomb(300, 300).subarray(0, 60), "broken"],
		[
			"noise behind the head of a WebP",
			async () => Buffer.from(`RIFF\x00\x10\x00\x00WEBPVP8 ${"x".repeat(600)}`, "latin1"),
			"broken",
		],
	];
	test.each(cases)("%s", async (_what, make, reason) => {
		expect(await lookAtPicture(await make())).toEqual({ kind: "refused", reason });
	});
});

test("a picture that is a page, too, leaves only its pixels", async () => {
	const page = Buffer.from("<script>alert(1)</script><!-- PK\x03\x04 -->");
	const { type, copies } = await look(Buffer.concat([await picture(60, 40).jpeg().toBuffer(), page]), true);
	expect(type).toBe("image/jpeg");
	for (const copy of Object.values(copies)) expect(copy.includes("script")).toBe(false);
});

test("evidence that cannot be is not told", async () => {
	const withExif = (GPSLatitude: string, DateTimeOriginal: string) =>
		picture(30, 30)
			.withExif({
				IFD2: { DateTimeOriginal },
				IFD3: { GPSLatitudeRef: "N", GPSLatitude, GPSLongitudeRef: "E", GPSLongitude: "0/1 0/1 0/1" },
			})
			.jpeg()
			.toBuffer();
	expect((await look(await withExif("0/1 0/1 0/1", "0000:00:00 00:00:00"))).evidence).toBeNull();
	expect((await look(await withExif("900/1 0/1 0/1", "2026:01:02 03:04:05"))).evidence).toEqual({
		takenAt: "2026-01-02 03:04:05",
		zone: null,
		latitude: null,
		longitude: null,
	});
	expect((await look(await picture(30, 30).jpeg().toBuffer())).evidence).toBeNull();
});
