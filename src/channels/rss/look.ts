import type { ChannelPage, ConnectStep, Identified, PageFinding } from "../channel.ts";
import { clean } from "./parse.ts";
import { feedUrlOf, readPage } from "./poll.ts";
import { readHtml } from "./read-html.ts";

const fresh = { etag: null, modified: null };

/** One reading of the feed tells whether everything is well. */
export async function look(page: ChannelPage): Promise<PageFinding[]> {
	const read = await readPage(page, fresh);
	if (read.kind === "feed") return [{ code: "polling", state: "ok", text: `${read.feed.items.length} items` }];
	if (read.kind === "unchanged") return [{ code: "polling", state: "warn", text: "The feed gave no document." }];
	const isGone = read.kind === "not-sent" && read.class === "target-gone";
	const state = read.kind === "not-sent" && /^retry/.test(read.class) ? "warn" : "fail";
	return [{ code: isGone ? "page-gone" : "polling", state, text: read.text }];
}

/** The feed's own name, by its address in `settings.feedUrl` or `externalId`. */
export async function identify(page: ChannelPage): Promise<Identified> {
	const feedUrl = feedUrlOf(page);
	const read = await readPage(page, fresh);
	if (read.kind === "unchanged")
		return { kind: "not-sent", class: "retry-late", code: "unchanged", text: "The feed gave no document." };
	if (read.kind !== "feed") return read;
	const { title, link, items } = read.feed;
	const url = link && /^https?:\/\//.test(link) && URL.canParse(link) ? link : null;
	return {
		kind: "found",
		externalId: feedUrl,
		name: clean(readHtml(title).text, 200) || new URL(feedUrl).hostname,
		url,
		settings: { feedUrl },
		findings: [{ code: "polling", state: "ok", text: `${items.length} items` }],
	};
}

/** Nothing has to be told to a feed: the step only says that it can be read. */
export async function connect(page: ChannelPage): Promise<ConnectStep[]> {
	const [finding] = await look(page);
	const isRead = finding?.code === "polling" && finding.state === "ok";
	return [{ code: "check", state: isRead ? "done" : "failed", text: finding?.text ?? "" }];
}
