import { z } from "zod";
import type { ChannelPage, Failure } from "../channel.ts";
import { callGraph } from "./call.ts";
import { chatPattern, userPattern } from "./external-id.ts";
import { Message } from "./shapes.ts";

const pageSize = 100;

const Chat = z.object({
	chat_id: z.string().regex(chatPattern),
	lastEventTime: z.int().nullish(),
	participants: z.record(z.string(), z.unknown()).nullish(),
});
export type Chat = z.infer<typeof Chat>;
const Chats = z.object({ chats: z.array(z.unknown()).nullish(), marker: z.union([z.string(), z.int()]).nullish() });

/** Chats of the group, those with the latest event first. `marker` leads on, null at the end. */
export async function listChats(
	page: ChannelPage,
	marker: string | null,
): Promise<{ kind: "read"; chats: Chat[]; marker: string | null } | Failure> {
	const answer = await callGraph(page, "chats", { count: pageSize, ...(marker !== null && { marker }) });
	if (answer.kind !== "response") return answer;
	const read = Chats.safeParse(answer.response);
	if (!read.success) return unexpected("chats");
	const { chats, marker: next } = read.data;
	return {
		kind: "read",
		chats: (chats ?? []).flatMap((one) => Chat.safeParse(one).data ?? []),
		marker: next === null || next === undefined || String(next) === marker ? null : String(next),
	};
}

/** The one resident of a dialogue; null where several people talk. */
export function peerOf({ participants }: Chat): string | null {
	const users = Object.keys(participants ?? {}).filter((one) => userPattern.test(one));
	return users.length === 1 ? (users[0] ?? null) : null;
}

export type FoundMessage = { raw: unknown; message: Message };
const Messages = z.object({ messages: z.array(z.unknown()).nullish() });

/**
 * A hundred messages of a chat, the newest first.
 * @param latest milliseconds; the network calls the later bound "from" and the earlier one "to"
 * @param earliest milliseconds
 */
export async function readMessages(
	page: ChannelPage,
	chatId: string,
	latest: number | null,
	earliest: number,
): Promise<{ kind: "read"; messages: FoundMessage[]; isLast: boolean } | Failure> {
	const query = { chat_id: chatId, count: pageSize, to: earliest, ...(latest !== null && { from: latest }) };
	const answer = await callGraph(page, "messages", query);
	if (answer.kind !== "response") return answer;
	const read = Messages.safeParse(answer.response);
	if (!read.success) return unexpected("messages");
	const all = read.data.messages ?? [];
	const messages = all.flatMap((raw) => {
		const message = Message.safeParse(raw);
		return message.success ? [{ raw, message: message.data }] : [];
	});
	return { kind: "read", messages, isLast: all.length < pageSize };
}

const unexpected = (method: string): Failure => ({
	kind: "unknown",
	code: "response",
	text: `The network's answer to ${method} has an unexpected shape.`,
});
