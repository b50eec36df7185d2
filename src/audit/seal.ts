import { createHash } from "node:crypto";
import type { Position, Source } from "./position.ts";

/** An entry of history; `text` says everything about it and nothing twice differently. */
export type Entry = Position & { text: string };

/** What a seal keeps of an entry: enough to name the one that was changed, taken away or put in. */
export type Leaf = { source: Source; id: number; digest: Buffer };

/** A block of history. `hash` is taken over the hash before it, so that no block can be changed without all that follow. */
export type Seal = { number: number; sealedAt: Date; to: Position; entries: number; leaves: Buffer; hash: Buffer };

/** The hash in front of a region's first seal. */
export const noHash = Buffer.alloc(32);

const digestBytes = 16;
const leafBytes = 1 + 8 + digestBytes;

const sha256 = (text: string | Buffer): Buffer => createHash("sha256").update(text).digest();

export const digestOf = (text: string): Buffer => sha256(text).subarray(0, digestBytes);

/** @param entries in their order */
export function packLeaves(entries: readonly Entry[]): Buffer {
	const packed = Buffer.alloc(entries.length * leafBytes);
	for (const [index, { source, id, text }] of entries.entries()) {
		const at = index * leafBytes;
		packed.writeUInt8(source, at);
		packed.writeBigUInt64BE(BigInt(id), at + 1);
		digestOf(text).copy(packed, at + 9);
	}
	return packed;
}

/** @returns null when the bytes are no leaves: somebody wrote into them */
export function unpackLeaves(packed: Buffer): Leaf[] | null {
	if (packed.length % leafBytes !== 0) return null;
	return Array.from({ length: packed.length / leafBytes }, (_, index) => {
		const at = index * leafBytes;
		return {
			source: packed.readUInt8(at) as Source,
			id: Number(packed.readBigUInt64BE(at + 1)),
			digest: packed.subarray(at + 9, at + leafBytes),
		};
	});
}

/** The hash of a seal: SHA-256 over the hash before it, what the seal says, and its leaves. */
export function hashSeal(regionId: number, before: Buffer, seal: Omit<Seal, "hash">): Buffer {
	const { number, sealedAt, to, entries, leaves } = seal;
	const said = JSON.stringify([regionId, number, sealedAt.toISOString(), String(to.tx), to.source, to.id, entries]);
	return sha256(Buffer.concat([before, Buffer.from(said), sha256(leaves)]));
}
