import type { ImapFlow, ImapFlowError, SearchObject } from "imapflow";
import { toRanges } from "./cursor.ts";
import { largestLetter } from "./open-mailbox.ts";

/** Of a letter that is too large the header is kept, and of that so much. */
const largestHeader = 256 * 1024;
const dayMs = 24 * 3_600_000;

/** Stands before the first header of a body that is not the whole letter; servers put their own headers first, so nobody else can. */
const cutMark = "X-Otklik-Cut";

/** One letter as it came, or its header under a mark that says why there is no more; null when it is gone. */
export async function takeLetter(client: ImapFlow, uid: number, size: number): Promise<Buffer | null> {
	try {
		if (size > largestLetter) return await takeHeader(client, uid, size);
		const whole = await client.fetchOne(String(uid), { source: true }, { uid: true });
		if (whole && whole.source) return whole.source;
		return whole ? cut(uid, 0, Buffer.alloc(0)) : null;
	} catch (error) {
		// the server refuses this one letter: it must not stand before all others, and a person must hear of it
		if ((error as ImapFlowError).responseStatus) return cut(uid, 0, Buffer.alloc(0));
		throw error;
	}
}

async function takeHeader(client: ImapFlow, uid: number, size: number): Promise<Buffer | null> {
	const part = await client.fetchOne(String(uid), { source: { maxLength: largestHeader } }, { uid: true });
	if (!part) return null;
	const source = part.source ?? Buffer.alloc(0);
	const end = source.indexOf("\r\n\r\n");
	return cut(uid, size, end < 0 ? source : source.subarray(0, end + 4));
}

function cut(uid: number, size: number, header: Buffer): Buffer {
	return Buffer.concat([Buffer.from(`${cutMark}: ${size} ${uid}\r\n`), header]);
}

/** The size of the letter whose header this is, 0 where the server gave nothing of it, null where the body is whole. */
export function readCut(body: Buffer): number | null {
	const found = /^X-Otklik-Cut: (\d{1,12}) \d{1,10}\r\n/.exec(body.toString("latin1", 0, 60));
	return found ? Number(found[1]) : null;
}

/** @throws Error when the server does not search: an empty answer would pass for an empty mailbox */
export async function searchUids(client: ImapFlow, query: SearchObject): Promise<number[]> {
	const found = await client.search(query, { uid: true });
	if (!found) throw new Error("the mailbox does not search");
	return found;
}

/** Letters that reached the mailbox since `from`, with their time; a search knows days only, and those of the server's zone. */
export async function lately(client: ImapFlow, from: Date): Promise<Map<number, Date | null>> {
	const uids = await searchUids(client, { since: new Date(from.getTime() - dayMs) });
	const found = new Map<number, Date | null>();
	if (uids.length === 0) return found;
	const query = { uid: true, internalDate: true };
	for await (const { uid, internalDate } of client.fetch(sequenceOf(uids), query, { uid: true })) {
		const at = internalDate ? new Date(internalDate) : null;
		// a server that tells no time is taken at the word of its search
		if (!at || !(at.getTime() < from.getTime() - 1000)) found.set(uid, at);
	}
	return found;
}

export async function sizesOf(client: ImapFlow, uids: number[]): Promise<Map<number, number>> {
	const sizes = new Map<number, number>();
	if (uids.length === 0) return sizes;
	for await (const { uid, size } of client.fetch(sequenceOf(uids), { uid: true, size: true }, { uid: true }))
		sizes.set(uid, size ?? 0);
	return sizes;
}

const sequenceOf = (uids: number[]): string =>
	toRanges(uids)
		.map(([first, last]) => (first === last ? String(first) : `${first}:${last}`))
		.join(",");
