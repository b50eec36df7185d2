import type { Channel, NotSent } from "../channel.ts";
import { connect, identify, look } from "./look.ts";
import { parse } from "./parse.ts";
import { poll, readWindow } from "./poll.ts";

/**
 * A news site or forum on which residents write, by its feed: RSS, Atom, RDF or JSON Feed. Every new item is a post of somebody.
 * The page's external id is the feed's address. Settings: `feedUrl` (where it differs from the id), `takesHistory` (what stands
 * in the feed on the first day is taken too), `pollMinutes` (5). No secrets. Answers are carried out by a person.
 */
export const rss: Channel = {
	name: "rss",
	// no network sets a limit: that of one comfortable post
	maxLength: () => 4096,
	maxPhotos: () => 5,
	minIntervalMs: () => 1000,
	repeatsDroppedMinutes: () => 0,
	isPublishedByPerson: () => true,
	verify: () => ({ kind: "refuse", reason: "a feed delivers nothing, it is read" }),
	parse,
	publish: async () => byPerson,
	readBack: async () => ({ kind: "cannot-read" }),
	pollSeconds: (page) => {
		const { pollMinutes } = page.settings;
		return 60 * (typeof pollMinutes === "number" && pollMinutes >= 1 && pollMinutes <= 1440 ? pollMinutes : 5);
	},
	poll,
	readWindow,
	// an edit is seen while the item stands in the feed
	unreadable: () => ["deletions-not-told"],
	look,
	identify,
	connect,
};

const byPerson: NotSent = {
	kind: "not-sent",
	class: "content",
	code: "by-person",
	text: "A feed takes no answers: write under the post itself.",
	advice: "by-person",
};
