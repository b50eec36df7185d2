import type { ChannelPage } from "../channel.ts";
import { isOwnChannel, isOwnGroup } from "./own-chats.ts";
import { at, clean } from "./shapes.ts";
import type { MembershipChange, Reading } from "./shapes.ts";

/** From nothing to everything: the statuses of a member of a chat. */
const ranks: Record<string, number> = { left: 0, kicked: 0, restricted: 1, member: 1, administrator: 2, creator: 2 };

/** The bot was blocked by a person, or its place in the page's own chats has changed. */
export function readMembership(page: ChannelPage, change: MembershipChange): Reading {
	const { chat, old_chat_member: before, new_chat_member: now } = change;
	if (chat.type === "private")
		return [
			{
				kind: "consent",
				authorKey: `user:${chat.id}`,
				isAllowed: now.status !== "kicked" && now.status !== "left",
				at: at(change.date),
			},
		];
	if (!isOwnGroup(page, chat.id) && !isOwnChannel(page, chat)) return { ignored: "membership in another chat" };
	const lost = (ranks[now.status] ?? 0) < (ranks[before.status] ?? 0) || now.can_send_messages === false;
	const text = clean(`${chat.title ?? chat.id}: ${before.status} → ${now.status}`);
	return [{ kind: "page-event", code: lost ? "access-lost" : "access-given", text, at: at(change.date) }];
}
