/** Message ids count inside a chat, so the chat belongs to the identity. */
export const messageId = (chatId: number, id: number): string => `chat${chatId}_${id}`;
/** A thread of a group is named by the message it began with: for comments, the post's copy in the discussion group. */
export const threadKey = (chatId: number, rootId: number): string => `chat${chatId}_thread${rootId}`;
export const dialogueKey = (chatId: number): string => `chat${chatId}`;

/** Takes an external id apart; null when it is none of ours. */
export function readMessageId(text: string): { chatId: number; messageId: number } | null {
	const parts = /^chat(-?\d{1,15})_(\d{1,15})$/.exec(text);
	return parts ? { chatId: Number(parts[1]), messageId: Number(parts[2]) } : null;
}
