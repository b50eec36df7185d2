import type { ChannelPage, EditOrder, PublishOutcome } from "../channel.ts";
import type { EditRefusal } from "../codes.ts";
import { call, startLimit } from "./call.ts";
import { readMessageId } from "./external-id.ts";
import { longestCaption } from "./publish.ts";

/** Words under a photo are its caption; longer ones were sent as a message of their own. */
const isCaption = ({ photos, before }: EditOrder): boolean => photos > 0 && before.length <= longestCaption;

/** The Bot API names no time after which a bot's own message can no longer be edited (the 48 hours are those of business messages). */
export function editRefusal(_page: ChannelPage, order: EditOrder): EditRefusal | null {
	if (!readMessageId(order.externalId)) return "not-ours";
	return isCaption(order) && order.text.length > longestCaption ? "too-long-for-photos" : null;
}

/** editMessageText, or editMessageCaption of the photo that carries the words. Not seen live. */
export async function edit(page: ChannelPage, order: EditOrder): Promise<PublishOutcome> {
	const target = readMessageId(order.externalId);
	if (!target || editRefusal(page, order) !== null)
		return { kind: "not-sent", class: "content", code: "edit", text: "The answer cannot be edited like this." };
	const { chatId, messageId } = target;
	const answer = await call(
		page,
		(api) =>
			isCaption(order)
				? api.editMessageCaption(chatId, messageId, { caption: order.text })
				: api.editMessageText(chatId, messageId, order.text),
		startLimit(),
		true,
	);
	// these words stand there already: an earlier call was heard after all
	const isThere = answer.kind === "not-sent" && /message is not modified/i.test(answer.text);
	return answer.kind === "response" || isThere ? { kind: "sent", externalId: order.externalId } : answer;
}
