import type { Channel, IncomingMessage } from "../channels/channel.ts";
import type { UnreadableCode } from "../channels/codes.ts";
import type { DayCheck } from "../registry/page-work.ts";
import type { OpenPage } from "../registry/reads.ts";

/** A message the network showed: `message` null where its body is not understood, "known" needs no filling. */
export type Found = { externalId: string; body: Buffer; sentAt: Date | null };

/** What the network showed, read; what surely is no message of residents or of the page is left out. */
export async function readFound(
	channel: Channel,
	page: OpenPage,
	found: readonly { externalId: string; body: Buffer }[],
	readAt: Date,
): Promise<Found[]> {
	const bare = { ...page, secrets: {} };
	const read = new Map<string, Found>();
	for (const { externalId, body } of found) {
		const parsed = await channel.parse(bare, body, readAt);
		if (parsed.kind === "ignored") continue;
		const messages = parsed.kind === "changes" ? parsed.changes.flatMap(messageOf) : [];
		const message = messages.find((one) => one.externalId === externalId) ?? messages[0];
		// a post or a deletion: no message, but worth telling
		if (parsed.kind === "changes" && !message) continue;
		read.set(externalId, { externalId, body, sentAt: message?.sentAt ?? null });
	}
	return [...read.values()];
}

const messageOf = (change: object): IncomingMessage[] =>
	"message" in change ? [change.message as IncomingMessage] : [];

/** The day of a moment in a zone, e.g. "2026-03-04". */
export function dayIn(timeZone: string): (at: Date) => string {
	const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
	return (at) => format.format(at);
}

/** Every day that a window touches, with the word whether the whole of it lies inside. */
export function daysOf(from: Date, to: Date, dayOf: (at: Date) => string): Map<string, boolean> {
	const days = new Map<string, boolean>();
	const last = to.getTime() - 1;
	for (let at = from.getTime(); ; at = Math.min(at + 6 * 3_600_000, last)) {
		days.set(dayOf(new Date(at)), true);
		if (at >= last) break;
	}
	const first = dayOf(from);
	if (dayOf(new Date(from.getTime() - 1)) === first) days.set(first, false);
	const end = dayOf(new Date(last));
	if (dayOf(to) === end) days.set(end, false);
	return days;
}

/** One row per day of the window. */
export function countDays(
	window: { from: Date; to: Date; isWhole: boolean; unreadable: UnreadableCode | null },
	dayOf: (at: Date) => string,
	counted: { seen: readonly Date[]; missing: readonly Date[]; absent: readonly Date[] },
): DayCheck[] {
	const rows = new Map(
		[...daysOf(window.from, window.to, dayOf)].map(([day, isInside]) => [
			day,
			{ day, seen: 0, missing: 0, absent: 0, unreadable: window.unreadable, is_whole: isInside && window.isWhole },
		]),
	);
	const last = [...rows.keys()].at(-1) ?? "";
	for (const kind of ["seen", "missing", "absent"] as const)
		for (const at of counted[kind]) {
			// what a network tells of a moment outside the window is counted where the window ends
			const row = rows.get(dayOf(at)) ?? rows.get(last);
			if (row) row[kind]++;
		}
	return [...rows.values()];
}
