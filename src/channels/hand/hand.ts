import type { Channel, Identified, NotSent, Parsed } from "../channel.ts";
import { notUnderstood } from "../codes.ts";
import { readBody } from "./read-body.ts";

/**
 * What people bring by telephone, at a counter or on paper: a member of staff takes it down (`ingest/take-by-hand.ts`), and a
 * person carries the answer to the resident. The page's external id is a short name of its own, as "reception". No settings, no keys.
 */
export const hand: Channel = {
	name: "hand",
	maxLength: () => 10_000,
	maxPhotos: () => 0,
	minIntervalMs: () => 0,
	repeatsDroppedMinutes: () => 0,
	isPublishedByPerson: () => true,
	verify: () => ({ kind: "refuse", reason: "nobody delivers here: messages are taken down by staff" }),
	parse: (_page, body): Parsed => {
		const read = readBody(body);
		if (typeof read === "string") return notUnderstood("shape", read);
		return { kind: "changes", eventId: read.externalId, changes: [{ kind: "message", message: read }] };
	},
	publish: async () => byPerson,
	readBack: async () => ({ kind: "cannot-read" }),
	unreadable: () => ["network-has-no-reading"],
	look: async () => [],
	identify: async ({ externalId }): Promise<Identified> => ({
		kind: "found",
		externalId: externalId || "reception",
		name: "",
		url: null,
		findings: [],
	}),
};

/** Nobody should come here: such orders wait for a person. */
const byPerson: NotSent = {
	kind: "not-sent",
	class: "human-step",
	code: "by-person",
	text: "A person carries this answer to the resident.",
	advice: "by-person",
};
