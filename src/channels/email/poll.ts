import type { ImapFlow } from "imapflow";
import type { ChannelPage, Polled } from "../channel.ts";
import { isSeen, readCursor, toRanges, writeCursor } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { withMailbox } from "./open-mailbox.ts";
import type { OpenMailbox } from "./open-mailbox.ts";
import { lately, searchUids, sizesOf, takeLetter } from "./take-letter.ts";

/** So far back every reading looks for letters that were not there before: UIDs may become visible out of order. */
const rescanMs = 48 * 3_600_000;
/** One reading takes so many letters and bytes, and at least one letter whatever its size. */
const mostLetters = 50;
const mostBytes = 4 * 1024 * 1024;

/**
 * Reads letters that came since the cursor: above the last UID, and within 48 hours any that was not seen. After a change
 * of UIDVALIDITY (RFC 3501, 2.3.1.1) everything since the last complete reading comes again; known letters fall by their
 * Message-ID. Without a cursor reading begins now.
 */
export async function poll(page: ChannelPage, cursor: string | null, now: Date): Promise<Polled> {
	return withMailbox(page, (open) => readOn(open, readCursor(cursor), now));
}

async function readOn({ client, folder }: OpenMailbox, known: Cursor | null, now: Date): Promise<Polled> {
	const uidValidity = String(folder.uidValidity);
	if (!known) {
		const begin: Cursor = { uidValidity, uid: Math.max(0, folder.uidNext - 1), begun: now, readAt: now, seen: [] };
		const before = [...(await lately(client, now)).keys()].filter((uid) => uid <= begin.uid);
		return { kind: "read", bodies: [], isMore: false, cursor: writeCursor({ ...begin, seen: toRanges(before) }) };
	}
	const isSame = known.uidValidity === uidValidity;
	const from = windowStart(known, now);
	const recent = await lately(client, from);
	const above = isSame ? await uidsAbove(client, known.uid) : [];
	const seen = isSame ? known.seen : [];
	const wanted = [...new Set([...above, ...recent.keys()])].filter((uid) => !isSeen(seen, uid)).sort((a, b) => a - b);
	const { bodies, taken } = await takeSome(client, wanted);
	const isMore = taken.length < wanted.length;
	const kept = [...recent.keys()].filter((uid) => isSeen(seen, uid));
	const next: Cursor = {
		uidValidity,
		// while some are still waiting, the mark must not pass them
		uid: Math.max(isSame ? known.uid : isMore ? 0 : folder.uidNext - 1, ...taken),
		begun: known.begun,
		readAt: isMore ? known.readAt : now,
		seen: toRanges([...kept, ...taken]),
	};
	return { kind: "read", bodies, cursor: writeCursor(next), isMore };
}

/** 48 hours, or since the last complete reading if that is longer ago; never before reading began. */
function windowStart({ begun, readAt }: Cursor, now: Date): Date {
	const from = Math.min(now.getTime() - rescanMs, readAt.getTime() - 3_600_000);
	return new Date(Math.max(begun.getTime(), from));
}

async function uidsAbove(client: ImapFlow, uid: number): Promise<number[]> {
	// "n:*" names the last letter also when its number is below n
	return (await searchUids(client, { uid: `${uid + 1}:*` })).filter((one) => one > uid);
}

async function takeSome(client: ImapFlow, wanted: number[]): Promise<{ bodies: Buffer[]; taken: number[] }> {
	const bodies: Buffer[] = [];
	const taken: number[] = [];
	let bytes = 0;
	const sizes = await sizesOf(client, wanted.slice(0, mostLetters));
	for (const uid of wanted.slice(0, mostLetters)) {
		const size = sizes.get(uid);
		if (bodies.length > 0 && bytes + (size ?? 0) > mostBytes) break;
		taken.push(uid);
		// without a size it went away meanwhile
		const body = size === undefined ? null : await takeLetter(client, uid, size);
		if (!body) continue;
		bodies.push(body);
		bytes += body.length;
	}
	return { bodies, taken };
}
