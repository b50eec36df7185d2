import sharp from "sharp";
import type { Failure, Photo } from "../channel.ts";

/** Bot API: at most 10 MB, width and height at most 10,000 together, one side at most 20 times the other. */
const mostBytes = 10_000_000;
const mostSides = 10_000;
const mostRatio = 20;
/** What the network shows anyway: larger photos are made smaller, so that ten of them leave within the time of a call. */
const shownSide = 2560;
const quickBytes = 3_000_000;

/** Photos as the network takes them, smaller where they are too large; a failure names the one that cannot be sent. */
export async function fitPhotos(photos: readonly Photo[]): Promise<Photo[] | Failure> {
	const fitted: Photo[] = [];
	for (const photo of photos) {
		const one = await fitPhoto(photo).catch(() => null);
		if (!one)
			return {
				kind: "not-sent",
				class: "content",
				code: "photo",
				text: `The network does not take this photo: ${photo.name}`,
			};
		fitted.push(one);
	}
	return fitted;
}

async function fitPhoto(photo: Photo): Promise<Photo | null> {
	const { width, height } = await sharp(photo.bytes).metadata();
	if (Math.max(width, height) > mostRatio * Math.min(width, height)) return null;
	const isFine =
		photo.bytes.length <= quickBytes && Math.max(width, height) <= shownSide && photo.type !== "image/webp";
	if (isFine) return photo;
	const inside = { width: shownSide, height: shownSide, fit: "inside" as const, withoutEnlargement: true };
	const bytes = await sharp(photo.bytes).rotate().resize(inside).flatten({ background: "#fff" }).jpeg().toBuffer();
	const name = `${photo.name.replace(/\.\w{1,5}$/, "")}.jpg`;
	return bytes.length <= mostBytes && 2 * shownSide <= mostSides ? { bytes, type: "image/jpeg", name } : null;
}
