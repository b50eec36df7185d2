import { Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { tableTrouble } from "./table-trouble.ts";

/** A packed file: its parts by name, as its directory lists them. Nothing that the directory does not name is read. */
export type Zip = { bytes: Buffer; parts: ReadonlyMap<string, ZipPart> };
type ZipPart = { method: number; packed: number; size: number; at: number };

/** PKWARE APPNOTE 4.3.16, 4.3.12, 4.3.7: end of the directory, one of its lines, the head of a part. */
const endMark = 0x06054b50;
const lineMark = 0x02014b50;
const headMark = 0x04034b50;
const endLength = 22;
const longestComment = 65_535;
const mostParts = 5_000;

/** @throws DomainError file-unreadable when the directory cannot be read or a part is locked by a password */
export function openZip(bytes: Buffer): Zip {
	const end = findEnd(bytes);
	const count = bytes.readUInt16LE(end + 10);
	let at = bytes.readUInt32LE(end + 16);
	if (count > mostParts) throw tableTrouble("broken");
	const parts = new Map<string, ZipPart>();
	for (let index = 0; index < count; index++) {
		if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== lineMark) throw tableTrouble("broken");
		const nameLength = bytes.readUInt16LE(at + 28);
		const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
		if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw tableTrouble("locked");
		parts.set(name, {
			method: bytes.readUInt16LE(at + 10),
			packed: bytes.readUInt32LE(at + 20),
			size: bytes.readUInt32LE(at + 24),
			at: bytes.readUInt32LE(at + 42),
		});
		at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
	}
	return { bytes, parts };
}

function findEnd(bytes: Buffer): number {
	const lowest = Math.max(0, bytes.length - endLength - longestComment);
	for (let at = bytes.length - endLength; at >= lowest; at--) if (bytes.readUInt32LE(at) === endMark) return at;
	throw tableTrouble("broken");
}

/** How much may still be unpacked, of all parts of a file together: what a directory says of sizes is not believed. */
export type Allowance = { bytes: number };

/**
 * Unpacks one part piece by piece.
 * @throws DomainError file-unreadable when it is broken, or more than the allowance comes out
 */
export async function* unpack(zip: Zip, name: string, allowance: Allowance): AsyncGenerator<Buffer> {
	const packed = packedOf(zip, name);
	const stored = zip.parts.get(name)?.method === 0;
	const source = Readable.from([packed]);
	const pieces = stored ? source : source.pipe(createInflateRaw());
	try {
		for await (const piece of pieces as AsyncIterable<Buffer>) {
			allowance.bytes -= piece.length;
			if (allowance.bytes < 0) throw tableTrouble("unpacks-too-large");
			yield piece;
		}
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code?.startsWith("Z_")) throw tableTrouble("broken");
		throw error;
	} finally {
		pieces.destroy();
		source.destroy();
	}
}

function packedOf({ bytes, parts }: Zip, name: string): Buffer {
	const part = parts.get(name);
	if (!part || part.at + 30 > bytes.length || bytes.readUInt32LE(part.at) !== headMark) throw tableTrouble("broken");
	if (part.method !== 0 && part.method !== 8) throw tableTrouble("broken");
	const begin = part.at + 30 + bytes.readUInt16LE(part.at + 26) + bytes.readUInt16LE(part.at + 28);
	if (begin + part.packed > bytes.length) throw tableTrouble("broken");
	return bytes.subarray(begin, begin + part.packed);
}
