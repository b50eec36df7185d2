import { z } from "zod";
import type { Change, ChannelPage, IncomingMessage } from "../channel.ts";

/** What an event type leads to: changes, or a reason why there are none. A reader gives null for a shape it does not know. */
export type Reading = { changes: Change[] } | { ignored: string } | null;
export type Reader = (page: ChannelPage, object: unknown, receivedAt: Date) => Reading;

/** Lenient shapes: what we need must be there and be of its kind, everything else may be anything. */
export const id = z.int().min(1).max(999_999_999_999_999);
export const owner = z.int().min(-999_999_999_999_999).max(999_999_999_999_999);
/** Unix seconds up to the year 9999 */
export const seconds = z.int().min(0).max(253_402_300_799);
export const list = z.array(z.unknown()).nullish();
export const text = z.string().nullish();

/** Seconds of the network as a Date. */
export const at = (value: number): Date => new Date(value * 1000);

/**
 * Who wrote: a positive id is a person, the page's own negative id the page, another negative id another page.
 * 0 was never seen; every such message gets an author of its own, so that strangers are not taken for one person.
 */
export function author(
	page: ChannelPage,
	fromId: number,
	externalId: string,
): Pick<IncomingMessage, "direction" | "authorKey"> {
	const direction = String(-fromId) === page.externalId ? "out" : "in";
	if (fromId === 0) return { direction: "in", authorKey: `anonymous:${externalId}` };
	return { direction, authorKey: fromId < 0 ? `page:${fromId}` : `user:${fromId}` };
}
