import type { ChannelPage } from "../channel.ts";

/** Ids are texts of the network's own making: "chat:C3ecb9d02a600", "mid:C3ecb9d02a600.15cea67d78d2059". */
export const chatPattern = /^chat:[\w.:-]{1,100}$/;
export const midPattern = /^mid:[\w.:=-]{1,200}$/;
export const userPattern = /^user:[\w.-]{1,60}$/;
export const typePattern = /^[A-Z][A-Z0-9_]{2,30}$/;
export const numberPattern = /^\d{1,20}$/;
export const commentPattern = /^[\w.:=+/-]{1,200}$/;

/** A message's own id does not say in which chat it stands, so the chat belongs to the identity. */
export const messageId = (chatId: string, mid: string): string => `${chatId}/${mid}`;
/** What is commented, as the network calls it: "GROUP_TOPIC/62190641299501". */
export const discussionKey = (type: string, id: string): string => `${type}/${id}`;
export const commentId = (discussion: string, id: string): string => `${discussion}/${id}`;

export type ExternalId =
	| { kind: "message"; chatId: string; mid: string }
	| { kind: "comment"; type: string; id: string; commentId: string | null };

/** Takes an external id apart; null when it is none of ours. */
export function readExternalId(text: string): ExternalId | null {
	const [first = "", second = "", ...rest] = text.split("/");
	if (chatPattern.test(first) && midPattern.test(second) && rest.length === 0)
		return { kind: "message", chatId: first, mid: second };
	if (!typePattern.test(first) || !numberPattern.test(second)) return null;
	const comment = rest.length === 0 ? null : rest.join("/");
	if (comment !== null && !commentPattern.test(comment)) return null;
	return { kind: "comment", type: first, id: second, commentId: comment };
}

/** Where a person opens what is commented; known for posts only. */
export function discussionUrl(page: ChannelPage, type: string, id: string): string | undefined {
	return type === "GROUP_TOPIC" && numberPattern.test(page.externalId)
		? `https://ok.ru/group/${page.externalId}/topic/${id}`
		: undefined;
}
