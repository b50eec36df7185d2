import type { ChannelPage, EditOrder, PublishOutcome } from "../channel.ts";
import type { EditRefusal } from "../codes.ts";
import { call, startLimit } from "./call.ts";
import type { Request } from "./call.ts";
import { readExternalId } from "./external-id.ts";
import type { Place } from "./external-id.ts";

/** dev.max.ru: a comment may be edited for 26 hours, a message of a dialogue for 7 days; an hour is left for the approval. */
const hours: Record<Place["kind"], number> = { comment: 25, dialogue: 7 * 24 - 1 };

export function editRefusal(_page: ChannelPage, { externalId, sentAt }: EditOrder, now: Date): EditRefusal | null {
	const place = readExternalId(externalId);
	if (!place) return "not-ours";
	return now.getTime() - sentAt.getTime() > hours[place.kind] * 3_600_000 ? "too-late" : null;
}

/**
 * PUT of the message or the comment, with the text alone: what is not named stays as it is (documented of attachments; of the
 * link to the question it is hoped). Never called live by us.
 */
export async function edit(page: ChannelPage, order: EditOrder): Promise<PublishOutcome> {
	const place = readExternalId(order.externalId);
	if (!place)
		return { kind: "not-sent", class: "target-gone", code: "target", text: "The message's address cannot be read." };
	const answer = await call(page, requestFor(place, order.text), startLimit());
	if (answer.kind === "response") return { kind: "sent", externalId: order.externalId };
	// under a post it is the bot's right that is missing, not a resident's consent
	if (answer.kind === "not-sent" && place.kind === "comment" && answer.class === "recipient-final") {
		const { advice: _advice, ...bare } = answer;
		return { ...bare, class: "page-dead" };
	}
	return answer;
}

function requestFor(place: Place, text: string): Request {
	if (place.kind === "dialogue")
		return { method: "PUT", path: "/messages", query: { message_id: place.mid }, body: { text } };
	const path = `/messages/${encodeURIComponent(place.postId)}/comments`;
	return { method: "PUT", path, query: { comment_id: place.mid }, body: { text } };
}
