/** Message ids count inside a chat, so the chat belongs to the identity. */
export const messageId = (chatId: number, id: number): string => `chat${chatId}_${id}`;
/** A thread of a group is named by the message it began with: for comments, the post's copy in the discussion group. */
export const threadKey = (chatId: number, rootId: number): string => `chat${chatId}_thread${rootId}`;
/** Parts of an album are messages of their own; only the album's id is common to them. */
export const albumKey = (chatId: number, groupId: string): string => `chat${chatId}_album${groupId}`;
export const dialogueKey = (chatId: number): string => `chat${chatId}`;
/** A channel's direct messages are one chat with a topic for each person. */
export const topicKey = (chatId: number, topicId: number): string => `chat${chatId}_topic${topicId}`;

/** Takes an external id apart; null when it is none of ours. */
export function readMessageId(text: string): { chatId: number; messageId: number } | null {
	const parts = /^chat(-?\d{1,15})_(\d{1,15})$/.exec(text);
	return parts ? { chatId: Number(parts[1]), messageId: Number(parts[2]) } : null;
}

/** The topic of a channel's direct messages that a thread stands for, if it is one. */
export function readTopicId(threadKeyText: string): number | null {
	const topic = /^chat-?\d{1,15}_topic(\d{1,15})$/.exec(threadKeyText);
	return topic ? Number(topic[1]) : null;
}
