/** Ids of messages ("mid.…") hold no slash, so it parts them from what they stand in. */
export const dialogueKey = (chatId: string): string => `chat${chatId}`;
export const postKey = (postId: string): string => `post/${postId}`;
export const messageId = (chatId: string, mid: string): string => `${dialogueKey(chatId)}/${mid}`;
export const commentId = (postId: string, mid: string): string => `${postKey(postId)}/${mid}`;

/** What the API takes in an address: `(mid.)?[a-zA-Z0-9_-]+`. */
export const midPattern = /^(mid\.)?[\w-]{1,120}$/;
/** 64-bit, as text */
export const idPattern = /^-?\d{1,19}$/;

export type Place =
	| { kind: "dialogue"; chatId: string; mid: string }
	| { kind: "comment"; postId: string; mid: string };

/** Takes an external id apart; null when it is none of ours. */
export function readExternalId(text: string): Place | null {
	const comment = /^post\/([^/]+)\/([^/]+)$/.exec(text);
	if (comment?.[1] && comment[2] && midPattern.test(comment[1]) && midPattern.test(comment[2]))
		return { kind: "comment", postId: comment[1], mid: comment[2] };
	const message = /^chat(-?\d{1,19})\/([^/]+)$/.exec(text);
	return message?.[1] && message[2] && midPattern.test(message[2])
		? { kind: "dialogue", chatId: message[1], mid: message[2] }
		: null;
}
