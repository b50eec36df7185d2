import { z } from "zod";
import type { ChannelPage, Failure, WindowRead } from "../channel.ts";
import { ask, unreadable } from "./call.ts";
import { messageId, readExternalId } from "./external-id.ts";
import { wrap } from "./parse-read.ts";
import type { Budget } from "./read-wall.ts";

const Message = z.looseObject({
	conversation_message_id: z.int().min(1),
	peer_id: z.int(),
	date: z.int().min(0),
	action: z.unknown().optional(),
});
type Message = z.infer<typeof Message>;
export type Found = { externalId: string; body: Buffer };

const Conversations = z.object({
	items: z.array(
		z.object({
			conversation: z.object({ peer: z.object({ id: z.int() }) }),
			last_message: z.object({ date: z.int() }).nullish(),
		}),
	),
});

/** both methods give two hundred at a time */
const pageSize = 200;

/** Every message of every dialogue between two moments, ours included (messages.getConversations, messages.getHistory). */
export async function readDialogues(
	page: ChannelPage,
	from: Date,
	to: Date,
	budget: Budget,
): Promise<{ kind: "read"; found: Found[]; isWhole: boolean } | Failure> {
	const since = Math.floor(from.getTime() / 1000);
	const until = to.getTime() / 1000;
	const found: Found[] = [];
	for (let offset = 0; ; offset += pageSize) {
		if (budget.calls-- <= 0) return { kind: "read", found, isWhole: false };
		const answer = await ask(page, "community", "messages.getConversations", { count: pageSize, offset });
		if (answer.kind !== "response") return answer;
		const read = Conversations.safeParse(answer.response);
		if (!read.success) return unreadable;
		// pinned dialogues come first whatever their age, so a page ends the reading only when all of it is old
		const recent = read.data.items.filter(({ last_message: last }) => !last || last.date >= since);
		for (const { conversation } of recent) {
			const history = await readHistory(page, conversation.peer.id, since, budget);
			if (history.kind !== "messages") return history;
			found.push(...history.messages.filter((message) => message.date <= until).map(asFound));
			if (!history.isWhole) return { kind: "read", found, isWhole: false };
		}
		if (recent.length === 0 || read.data.items.length < pageSize) return { kind: "read", found, isWhole: true };
	}
}

async function readHistory(
	page: ChannelPage,
	peerId: number,
	since: number,
	budget: Budget,
): Promise<{ kind: "messages"; messages: Message[]; isWhole: boolean } | Failure> {
	const messages: Message[] = [];
	for (let offset = 0; ; offset += pageSize) {
		if (budget.calls-- <= 0) return { kind: "messages", messages, isWhole: false };
		const given = { peer_id: peerId, count: pageSize, offset };
		const answer = await ask(page, "community", "messages.getHistory", given);
		if (answer.kind !== "response") return answer;
		const read = z.object({ items: z.array(Message) }).safeParse(answer.response);
		if (!read.success) return unreadable;
		const { items } = read.data;
		// what happens in a conversation of several people (somebody came, the title changed) is no message
		messages.push(...items.filter(({ date, action }) => date >= since && !action));
		if (items.length < pageSize || items.some(({ date }) => date < since))
			return { kind: "messages", messages, isWhole: true };
	}
}

const asFound = (message: Message): Found => ({
	externalId: messageId(message.peer_id, message.conversation_message_id),
	body: wrap({ otklik: "messages.getHistory", object: message }),
});

/** The whole of a message that was told cropped (`is_cropped`); only messages of dialogues are ever cropped. */
export async function reread(page: ChannelPage, externalId: string): Promise<WindowRead> {
	const target = readExternalId(externalId);
	if (target?.kind !== "message") return { kind: "cannot-read", reason: "key-not-allowed" };
	const answer = await ask(page, "community", "messages.getByConversationMessageId", {
		peer_id: target.peerId,
		conversation_message_ids: target.cmid,
	});
	if (answer.kind !== "response") return answer;
	const read = z.object({ items: z.array(Message) }).safeParse(answer.response);
	if (!read.success) return unreadable;
	const found = read.data.items
		.filter((message) => messageId(message.peer_id, message.conversation_message_id) === externalId)
		.map((message) => ({
			externalId,
			body: wrap({ otklik: "messages.getByConversationMessageId", object: message }),
		}));
	return { kind: "read", found, isWhole: true };
}
