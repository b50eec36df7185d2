import type { ChannelPage, Polled } from "../channel.ts";
import { pollEvents } from "./long-poll.ts";
import { pollWatched } from "./poll-watched.ts";
import { isWatched } from "./publish.ts";

const standbySeconds = 15;
/** Ten minutes are 144 calls of wall.get a day: one service key (5,000 a day) is enough for 34 communities. */
const watchedSeconds = 600;
const leastWatchedSeconds = 60;

/** Own pages are read only while their callback server fails; watched ones always, as often as `settings.pollSeconds` says. */
export function pollSeconds(page: ChannelPage, isStandby: boolean): number | null {
	if (!isWatched(page)) return isStandby ? standbySeconds : null;
	const wished = page.settings.pollSeconds;
	const isWish = typeof wished === "number" && Number.isFinite(wished);
	return isWish ? Math.max(leastWatchedSeconds, wished) : watchedSeconds;
}

/** What came since the last reading: events of the long poll, or posts and comments of a watched wall. */
export async function poll(page: ChannelPage, cursor: string | null, now: Date): Promise<Polled> {
	return isWatched(page) ? pollWatched(page, cursor, now) : pollEvents(page, cursor);
}
