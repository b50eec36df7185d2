import type { Photo } from "../channels/channel.ts";
import { copyTypes, fileName } from "../files/store.ts";
import type { FileStore } from "../files/store.ts";
import type { Claimed } from "./reads.ts";

/** The photos of an order, read before it is claimed; null when one of them is not in the store. */
export type LoadedPhotos = { publicationId: number; photos: Photo[] | null };

/**
 * Reads the photos that go out with an answer: made anew when they were attached, without anything but pixels.
 * @throws when the storage is away
 */
export async function loadPhotos(files: FileStore, { id, regionId, photos }: Claimed): Promise<LoadedPhotos> {
	const loaded: Photo[] = [];
	for (const [index, sha256] of photos.entries()) {
		const bytes = await files.get(fileName(regionId, sha256, "answer"));
		if (!bytes) return { publicationId: id, photos: null };
		loaded.push({ bytes, type: copyTypes.answer, name: `photo-${index + 1}.jpg` });
	}
	return { publicationId: id, photos: loaded };
}
