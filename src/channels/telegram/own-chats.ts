import type { ChannelPage } from "../channel.ts";

/** Whether a chat is the page's channel, which is named by its id or by "@name". */
export function isOwnChannel(page: ChannelPage, chat: { id: number; username?: string | null | undefined }): boolean {
	return String(chat.id) === page.externalId || (chat.username != null && `@${chat.username}` === page.externalId);
}

/** Whether a chat is the page's discussion group, also under the id it had before it became a supergroup. */
export function isOwnGroup(page: ChannelPage, chatId: number): boolean {
	const { discussionGroupId } = page.settings;
	return [discussionGroupId, ...formerGroupIds(page)].some((id) => id != null && String(id) === String(chatId));
}

/** Ids that the discussion group had before. */
export function formerGroupIds(page: ChannelPage): unknown[] {
	const { formerGroupIds: ids } = page.settings;
	return Array.isArray(ids) ? ids : [];
}
