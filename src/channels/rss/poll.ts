import { z } from "zod";
import type { ChannelPage, Failure, Polled, WindowRead } from "../channel.ts";
import { fetchFeed, refuse } from "./fetch-feed.ts";
import type { Validators } from "./fetch-feed.ts";
import { externalIdOf, readDate, toBody } from "./parse.ts";
import { digest, readFeed } from "./read-feed.ts";
import type { Feed, Item } from "./read-feed.ts";

/** What is remembered of a feed: its version, and of each item seen lately what it said. */
const Cursor = z.object({
	etag: z.string().nullable(),
	modified: z.string().nullable(),
	seen: z.record(z.string(), z.string()),
});

/** Remembered beyond what stands in the feed now: an item that left and came back is not new. */
const mostRemembered = 2_000;
const fresh: Validators = { etag: null, modified: null };

export const feedUrlOf = (page: ChannelPage): string => {
	const { feedUrl } = page.settings;
	return typeof feedUrl === "string" && feedUrl !== "" ? feedUrl : page.externalId;
};

/** Reads the document; `null` when it has not changed since `known`. */
export async function readPage(
	page: ChannelPage,
	known: Validators,
): Promise<{ kind: "feed"; feed: Feed; validators: Validators; url: string } | { kind: "unchanged" } | Failure> {
	const fetched = await fetchFeed(feedUrlOf(page), known);
	if (fetched.kind !== "body") return fetched;
	const feed = readFeed(fetched.bytes, fetched.contentType);
	if (!feed) return refuse("content", "no-feed", "What stands at this address is no feed.");
	return { kind: "feed", feed, validators: { etag: fetched.etag, modified: fetched.modified }, url: fetched.url };
}

/**
 * New and changed items since the last reading, oldest first. The first reading only remembers what stands there,
 * unless `settings.takesHistory`. A cursor that cannot be read begins anew, which repeats items but loses none.
 */
export async function poll(page: ChannelPage, cursor: string | null, now: Date): Promise<Polled> {
	const known = readCursor(cursor);
	const read = await readPage(page, known ?? fresh);
	if (read.kind === "unchanged")
		return { kind: "read", bodies: [], cursor: cursor ?? JSON.stringify({ ...fresh, seen: {} }), isMore: false };
	if (read.kind !== "feed") return read;
	const isFirst = cursor === null && page.settings.takesHistory !== true;
	const before = known?.seen ?? {};
	const seen: Record<string, string> = {};
	const bodies: Buffer[] = [];
	for (const item of oldestFirst(read.feed.items, now)) {
		const name = digest(item.key);
		const words = digest(JSON.stringify([item.title, item.html])).slice(0, 8);
		const last = Object.hasOwn(before, name) ? before[name] : undefined;
		// the same key twice in one document: the later one is what it says now
		if (!isFirst && last !== words && seen[name] !== words)
			bodies.push(toBody(last === undefined && seen[name] === undefined ? "new" : "edit", item));
		seen[name] = words;
	}
	const gone = Object.entries(before).filter(([name]) => !Object.hasOwn(seen, name));
	const room = Math.max(0, mostRemembered - Object.keys(seen).length);
	const remembered = { ...Object.fromEntries(gone.slice(Math.max(0, gone.length - room))), ...seen };
	return {
		kind: "read",
		bodies,
		cursor: JSON.stringify({ ...read.validators, seen: remembered }),
		isMore: false,
		...gapOf(read.feed, before, seen),
	};
}

/** Not one item of the last reading stands there any more: what came and went in between nobody knows. */
function gapOf(feed: Feed, before: Record<string, string>, seen: Record<string, string>): { gap?: string } {
	const hadItems = Object.keys(before).length > 0;
	const isWhole = Object.keys(seen).some((name) => Object.hasOwn(before, name));
	if (!hadItems || isWhole || feed.items.length === 0) return {};
	return { gap: `All ${feed.items.length} items of the feed are new: items in between may be missing.` };
}

function readCursor(cursor: string | null): z.infer<typeof Cursor> | null {
	try {
		return cursor === null ? null : (Cursor.safeParse(JSON.parse(cursor)).data ?? null);
	} catch {
		return null;
	}
}

/** By their times; where there are none, feeds put the newest first. */
function oldestFirst(items: readonly Item[], now: Date): Item[] {
	return items.toReversed().toSorted((a, b) => readDate(a.date, now).getTime() - readDate(b.date, now).getTime());
}

/** Dated items between two moments; the whole of them only if the feed reaches further back. */
export async function readWindow(page: ChannelPage, from: Date, to: Date): Promise<WindowRead> {
	const read = await readPage(page, fresh);
	if (read.kind === "unchanged") return refuse("retry-late", "unchanged", "The feed gave no document.");
	if (read.kind !== "feed") return read;
	const dated = read.feed.items.flatMap((item) => {
		const at = new Date(item.date ?? Number.NaN);
		return Number.isNaN(at.getTime()) ? [] : [{ item, at }];
	});
	return {
		kind: "read",
		found: dated
			.filter(({ at }) => at >= from && at <= to)
			.map(({ item }) => ({ externalId: externalIdOf(item.key), body: toBody("new", item) })),
		isWhole: dated.length === read.feed.items.length && dated.some(({ at }) => at < from),
	};
}
