import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import type { Sharp } from "sharp";
import { bounded } from "../access/bounded.ts";
import { readEvidence } from "./read-evidence.ts";
import type { Evidence } from "./read-evidence.ts";
import { printPicture } from "./print-picture.ts";
import type { Refusal } from "./reasons.ts";
import type { CopyKind } from "./store.ts";

/** A picture by its content, turned upright, with the copies that were asked for. */
export type Picture = {
	type: string;
	width: number;
	height: number;
	evidence: Evidence | null;
	/** what it looks like; null: next to nothing is on it */
	print: bigint | null;
	copies: Partial<Record<CopyKind, Buffer>>;
};
export type Look = { kind: "picture"; picture: Picture } | { kind: "refused"; reason: Refusal };

/** Bytes one photo may have. */
export const mostPhotoBytes = 50 * 1024 * 1024;
/** A telephone's picture has at most about fifty million pixels; unpacked that is what memory must hold. */
export const mostPixels = 64_000_000;
const longestSide = 30_000;
/** seconds one copy may take */
const copySeconds = 30;

// Formats that are decoded, all others end as "format": each decoder is a door. The list is the library's own for all of
// this process, so that no content, whatever it says it is, reaches another one.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
	operation: [
		"VipsForeignLoadJpegBuffer",
		"VipsForeignLoadPngBuffer",
		"VipsForeignLoadWebpBuffer",
		"VipsForeignLoadNsgifBuffer",
		"VipsForeignLoadHeifBuffer",
	],
});
// each picture is seen once: nothing is gained by keeping it, and memory stays even
sharp.cache(false);
sharp.concurrency(1);

const decoded = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/apng"]);
/** Pictures unpacked at once; the others wait. Of large ones, which may need half a gigabyte each, one. */
const inTurn = bounded(2, 10_000);
const largeInTurn = bounded(1, 10_000);
const largePixels = 16_000_000;

/** Whether the first bytes (4100 are enough) begin a picture of any kind. */
export async function beginsPicture(start: Buffer): Promise<boolean> {
	return ((await typeOf(start)) ?? "").startsWith("image/");
}

/**
 * Looks at bytes of unknown origin: their type by content, their size in pixels before anything is unpacked, what they
 * tell of time and place; then makes copies that carry pixels and nothing else, `withAnswer` the one that is published, too.
 * Never throws for anything the bytes hold.
 */
export async function lookAtPicture(bytes: Buffer, { withAnswer = false } = {}): Promise<Look> {
	if (bytes.length === 0) return refuse("empty");
	if (bytes.length > mostPhotoBytes) return refuse("too-large");
	const type = await typeOf(bytes);
	if (!type?.startsWith("image/")) return refuse("not-a-picture");
	if (!decoded.has(type)) return refuse("format");
	const pixels = await countPixels(bytes);
	if (typeof pixels === "string") return refuse(pixels);
	const look = await (pixels > largePixels ? largeInTurn : inTurn)(() => decode(bytes, type, withAnswer));
	if (look === null) throw new Error("too many pictures wait");
	return look;
}

/** By the head alone, before anything is unpacked. */
async function countPixels(bytes: Buffer): Promise<number | Refusal> {
	try {
		const { width, height } = await open(bytes).metadata();
		const isTooLarge = width * height > mostPixels || Math.max(width, height) > longestSide;
		return isTooLarge ? "too-many-pixels" : width * height;
	} catch (error) {
		return refusalBy(error);
	}
}

const refusalBy = (error: unknown): Refusal => (/pixel limit/i.test(String(error)) ? "too-many-pixels" : "broken");

const refuse = (reason: Refusal): Look => ({ kind: "refused", reason });

async function typeOf(bytes: Buffer): Promise<string | undefined> {
	try {
		return (await fileTypeFromBuffer(bytes))?.mime;
	} catch {
		// cut in the middle of what tells its type
		return undefined;
	}
}

async function decode(bytes: Buffer, type: string, withAnswer: boolean): Promise<Look> {
	try {
		const told = await open(bytes).metadata();
		const view = await makeView(bytes);
		const thumb = await makeThumb(view);
		const copies: Picture["copies"] = { view, thumb };
		if (withAnswer) copies.answer = await makeAnswer(bytes);
		const { width, height } = told.autoOrient;
		const [evidence, print] = [readEvidence(told.exif), await printPicture(thumb)];
		return { kind: "picture", picture: { type, width, height, evidence, print, copies } };
	} catch (error) {
		return refuse(refusalBy(error));
	}
}

/** The first frame, upright; nothing beside the pixels is carried over unless asked for, and it never is. */
function open(bytes: Buffer): Sharp {
	return sharp(bytes, { limitInputPixels: mostPixels, failOn: "error", sequentialRead: true, pages: 1 })
		.autoOrient()
		.timeout({ seconds: copySeconds });
}

const inside = (size: number) => ({ width: size, height: size, fit: "inside", withoutEnlargement: true }) as const;

const makeView = (bytes: Buffer): Promise<Buffer> =>
	open(bytes).resize(inside(1600)).webp({ quality: 82, effort: 3 }).toBuffer();

const makeThumb = (view: Buffer): Promise<Buffer> =>
	open(view).resize(inside(320)).webp({ quality: 75, effort: 3 }).toBuffer();

/** JPEG is what every network takes; 2560 px is what they show at most. */
const makeAnswer = (bytes: Buffer): Promise<Buffer> =>
	open(bytes).resize(inside(2560)).flatten({ background: "#ffffff" }).jpeg({ quality: 88 }).toBuffer();
