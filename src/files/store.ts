import { createHash } from "node:crypto";

/**
 * Where bytes lie, by name. A name never changes its bytes: putting the same name again keeps what is there, so that a
 * repeated or interrupted job leaves one file.
 */
export type FileStore = {
	/** resolves when the bytes are safe */
	put: (name: string, bytes: Buffer) => Promise<void>;
	/** null when there is no such file */
	get: (name: string) => Promise<Buffer | null>;
	has: (name: string) => Promise<boolean>;
	/** a name that is not there is removed already */
	remove: (name: string) => Promise<void>;
};

/** The bytes as they came; never shown. */
export type Original = "original";
/** A picture made anew without anything but its pixels: 320 px, 1600 px, and the one that goes out with an answer. */
export const copyKinds = ["thumb", "view", "answer"] as const;
export type CopyKind = (typeof copyKinds)[number];

/** What each copy is. */
export const copyTypes = { thumb: "image/webp", view: "image/webp", answer: "image/jpeg" } as const;

export const hashOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** The name of a region's file: "3/ab/cd/abcd….view". Regions share nothing, so what one erases no other misses. */
export function fileName(regionId: number, sha256: string, kind: CopyKind | Original): string {
	return `${regionId}/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}${kind === "original" ? "" : `.${kind}`}`;
}
