import { z } from "zod";

/** A comment read lately: the short form of its id, and its time; one without a time is remembered longest. */
const Seen = z.tuple([z.string(), z.number()]);
export type Seen = z.infer<typeof Seen>;

const Thread = z.object({
	/** everything up to this moment was read, milliseconds */
	upTo: z.number(),
	/** comments so near to `upTo` that the next reading meets them again */
	seen: z.array(Seen),
	title: z.string().optional(),
	/** the network's count of unread comments when it was read */
	unread: z.number().optional(),
});
export type Thread = z.infer<typeof Thread>;

const Cursor = z.object({
	/** when the first reading was: a thread without an entry is read from here on */
	since: z.number(),
	threads: z.record(z.string(), Thread),
	/** threads done in a walk that ran out of calls: the next reading goes on behind them */
	done: z.array(z.string()),
	/** a thread whose reading is under way, and how far it came */
	open: z.object({ key: z.string(), anchor: z.string().nullable(), top: z.number(), seen: z.array(Seen) }).nullable(),
});
export type Cursor = z.infer<typeof Cursor>;

const mostThreads = 200;
const dayMs = 86_400_000;

export const firstCursor = (now: Date): Cursor => ({ since: now.getTime(), threads: {}, done: [], open: null });

/** A cursor that cannot be read goes back a week: what is read twice is known by its id, what is skipped is lost. */
export function readCursor(text: string, now: Date): Cursor {
	try {
		const read = Cursor.safeParse(JSON.parse(text));
		if (read.success) return read.data;
	} catch {
		// falls through to a week ago
	}
	return firstCursor(new Date(now.getTime() - 7 * dayMs));
}

/** Threads without activity are forgotten; should one wake, it is read again from the beginning of our time. */
export function dropOldest(cursor: Cursor): Cursor {
	const entries = Object.entries(cursor.threads);
	return { ...cursor, threads: Object.fromEntries(entries.slice(-mostThreads)) };
}
