import type { ChannelPage } from "../channel.ts";

/** What can be commented, by the word that its address begins with. */
export type Commented = "wall" | "photo" | "video" | "topic" | "market";

/** The object under which one comments: "wall-1_55". It is also the key of the thread. */
export const objectId = (of: Commented, ownerId: number, id: number): string => `${of}${ownerId}_${id}`;
export const commentId = (threadKey: string, id: number): string => `${threadKey}_reply_${id}`;
export const dialogueKey = (peerId: number): string => `dm${peerId}`;
/** conversation_message_id counts inside the dialogue, and unlike the message id it is the same for everybody */
export const messageId = (peerId: number, cmid: number): string => `${dialogueKey(peerId)}_${cmid}`;

export type ExternalId =
	| { kind: "comment"; of: Commented; ownerId: number; objectId: number; commentId: number | null }
	| { kind: "message"; peerId: number; cmid: number };

/** Takes an external id apart; null when it is none of ours. */
export function readExternalId(text: string): ExternalId | null {
	const comment = /^(wall|photo|video|topic|market)(-?\d{1,15})_(\d{1,15})(?:_reply_(\d{1,15}))?$/.exec(text);
	if (comment)
		return {
			kind: "comment",
			of: comment[1] as Commented,
			ownerId: Number(comment[2]),
			objectId: Number(comment[3]),
			commentId: comment[4] === undefined ? null : Number(comment[4]),
		};
	const message = /^dm(-?\d{1,15})_(\d{1,15})$/.exec(text);
	return message ? { kind: "message", peerId: Number(message[1]), cmid: Number(message[2]) } : null;
}

/** Where a person opens it. `settings.siteUrl` points elsewhere for the demo network. */
export function siteUrl(page: ChannelPage): string {
	const { siteUrl } = page.settings;
	return typeof siteUrl === "string" && /^https?:\/\//.test(siteUrl) ? siteUrl.replace(/\/+$/, "") : "https://vk.com";
}
