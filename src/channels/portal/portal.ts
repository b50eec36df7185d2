import type { Channel, Identified, NotSent, Parsed } from "../channel.ts";
import { notUnderstood } from "../codes.ts";
import { readBody } from "./read-body.ts";

/**
 * Messages of a state portal's cabinet, exchanged by file: no public interface of it is documented (docs/channels.md). A member
 * of staff imports the cabinet's table (`ingest/import-file.ts`) and carries the answers back (`publishing/export-answers.ts`).
 * The page's external id is a name of the cabinet, as "pos". Settings: `importMapping`, what the cabinet calls its columns.
 */
export const portal: Channel = {
	name: "portal",
	maxLength: () => 10_000,
	maxPhotos: () => 0,
	minIntervalMs: () => 0,
	repeatsDroppedMinutes: () => 0,
	isPublishedByPerson: () => true,
	verify: () => ({ kind: "refuse", reason: "nobody delivers here: messages are imported from a file" }),
	parse: (_page, body, receivedAt): Parsed => {
		const read = readBody(body);
		if (typeof read === "string") return notUnderstood("shape", read);
		const { message, eventId, isEdit } = read;
		const change = isEdit
			? ({ kind: "edit", message, editedAt: receivedAt } as const)
			: ({ kind: "message", message } as const);
		return { kind: "changes", eventId, changes: [change] };
	},
	publish: async () => byPerson,
	readBack: async () => ({ kind: "cannot-read" }),
	unreadable: () => ["network-has-no-reading"],
	look: async () => [],
	identify: async ({ externalId }): Promise<Identified> => ({
		kind: "found",
		externalId: externalId || "pos",
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
	text: "A person carries this answer into the cabinet.",
	advice: "by-person",
};
