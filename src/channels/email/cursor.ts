import { z } from "zod";

/**
 * How far a mailbox has been read. `seen` names the letters of the last two days that were taken, as ranges of UIDs, so
 * that one which appears late under a lower number is found.
 */
export type Cursor = {
	uidValidity: string;
	/** the highest UID taken */
	uid: number;
	/** reading began then: what came before belongs to nobody's desk */
	begun: Date;
	/** when the folder was last read to its end */
	readAt: Date;
	seen: [number, number][];
};

const uid = z.int().min(0).max(4_294_967_295);
const Stored = z.object({
	uidValidity: z.string().regex(/^\d{1,20}$/),
	uid,
	begun: z.iso.datetime().transform((text) => new Date(text)),
	readAt: z.iso.datetime().transform((text) => new Date(text)),
	seen: z.array(z.tuple([uid, uid])),
});

/** @returns null where reading has not begun, or the text is none of ours */
export function readCursor(text: string | null): Cursor | null {
	if (text === null) return null;
	try {
		return Stored.parse(JSON.parse(text));
	} catch {
		return null;
	}
}

export const writeCursor = (cursor: Cursor): string => JSON.stringify(cursor);

export const isSeen = (seen: Cursor["seen"], one: number): boolean =>
	seen.some(([first, last]) => first <= one && one <= last);

/** Puts numbers, in any order, into ranges. */
export function toRanges(uids: Iterable<number>): Cursor["seen"] {
	const ranges: Cursor["seen"] = [];
	for (const one of [...new Set(uids)].sort((a, b) => a - b)) {
		const last = ranges.at(-1);
		if (last && last[1] === one - 1) last[1] = one;
		else ranges.push([one, one]);
	}
	return ranges;
}
