import { createHash } from "node:crypto";
import type { Channel, IncomingMessage, PublishOrder, PublishOutcome } from "./channel.ts";
import { notUnderstood } from "./codes.ts";
import { fileOfSubmission, readSubmission } from "./submission.ts";

/**
 * A channel whose network is the desk itself: what comes in is a submission, and an answer stands on the resident's page
 * as soon as it is recorded. Nothing is called, so there is no rate to keep and nothing to fail.
 * @param threadKind `direct` where the answer is for the resident alone, `comments` where it is public
 */
export function ownDoor(name: string, threadKind: IncomingMessage["threadKind"]): Channel {
	return {
		name,
		maxLength: () => 10_000,
		maxPhotos: () => 0,
		minIntervalMs: () => 0,
		// the answer's id follows from the order's key: a repeat is the same answer, a year later too
		repeatsDroppedMinutes: () => 525_600,
		verify: () => ({ kind: "refuse", reason: "a door of the desk's own has no webhook" }),
		parse: (_page, body) => {
			const read = readSubmission(body, threadKind);
			if (!read) return notUnderstood("shape", "not a submission");
			return { kind: "changes", eventId: read.id, changes: [{ kind: "message", message: read.message }] };
		},
		publish: async (_page, order) => publish(order),
		readBack: async (_page, order) => ({ kind: "text", externalId: answerId(order), text: order.text }),
		fetchFile: async (_page, attachment, body) => fileOfSubmission(attachment, body),
	};
}

const publish = (order: PublishOrder): PublishOutcome =>
	/^[\w-]{1,90}$/.test(order.target.replyToExternalId)
		? { kind: "sent", externalId: answerId(order) }
		: { kind: "not-sent", class: "target-gone", code: "target", text: "The message's address cannot be read." };

/** The same for every attempt of one order. */
const answerId = (order: PublishOrder): string =>
	`answer_${createHash("sha256").update(order.key).digest("base64url").slice(0, 24)}`;
