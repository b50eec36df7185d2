import { countOf, RefusedCall } from "./ok-state.ts";
import type { OkCall, OkState } from "./ok-state.ts";

/** The Graph API of a group: info, subscriptions, chats, messages, uploads. Not independently verified. */
export function answerGraph(call: OkCall, verb: string): unknown {
	const [name, chatId] = call.path.split("/");
	if (name === "upload") return upload(call);
	const { state, parameters } = call;
	if (parameters.get("access_token") !== state.keys.graphToken) throw new RefusedCall(401, "Authentication failure");
	const isPost = verb === "POST";
	if (isPost && call.type !== "application/json;charset=utf-8") call.breaches.push(`content type ${call.type}`);
	const body = isPost ? (JSON.parse(call.body.toString()) as Record<string, never>) : {};
	if (name === "info") return { name: "Администрация города", group_id: `group:${state.groupId}` };
	if (name === "subscriptions") return { subscriptions: state.urls.map((url) => ({ time: 1_498_577_751_487, url })) };
	if (name === "subscribe" && isPost) {
		if (typeof body.url !== "string") throw new RefusedCall(100, "url");
		state.urls = [...new Set([...state.urls, body.url])];
		return { success: true };
	}
	if (name === "chats") return chats(call);
	if (name === "messages") return isPost ? send(call, chatId ?? "", body) : messages(call);
	if (name === "fileUploadUrl") return { url: `${call.origin}/graph/me/upload`, file_id: "1" };
	throw new RefusedCall(3, "Method does not exist");
}

function chats(call: OkCall): unknown {
	const { state, parameters } = call;
	const all = [...state.chats].toSorted(([, a], [, b]) => (b[0]?.timestamp ?? 0) - (a[0]?.timestamp ?? 0));
	const from = Number(parameters.get("marker") ?? 0);
	const count = countOf(call);
	const shown = all.slice(from, from + count).map(([chat_id, found]) => ({
		type: "GROUP_CHAT",
		status: "ACTIVE",
		chat_id,
		participants: { "user:7001": found[0]?.timestamp },
		lastEventTime: found[0]?.timestamp,
		group_id: `group:${state.groupId}`,
	}));
	return { chats: shown, ...(from + count < all.length && { marker: String(from + count) }) };
}

function messages(call: OkCall): unknown {
	const { state, parameters } = call;
	const chat = state.chats.get(parameters.get("chat_id") ?? "");
	if (!chat) throw new RefusedCall(705, "Chat not found");
	const latest = Number(parameters.get("from") ?? Number.MAX_SAFE_INTEGER);
	const earliest = Number(parameters.get("to") ?? 0);
	if (latest < earliest) call.breaches.push("from before to");
	const within = chat.filter(({ timestamp }) => timestamp <= latest && timestamp >= earliest);
	return { messages: within.toSorted((a, b) => b.timestamp - a.timestamp).slice(0, countOf(call)) };
}

function send(call: OkCall, chatId: string, body: { message?: { text?: string; attachment?: unknown } }): unknown {
	const { state } = call;
	const chat = state.chats.get(chatId);
	if (!chat) throw new RefusedCall(705, "Chat not found");
	const { text, attachment } = body.message ?? {};
	if (text === undefined && attachment === undefined) throw new RefusedCall(100, "message");
	const mid = `mid:${chatId.slice(5)}.${(state.nextId++).toString(16)}`;
	state.chats.set(chatId, [own(state, chatId, mid, text, attachment), ...chat]);
	return { success: true, message_id: mid };
}

function own(state: OkState, chatId: string, mid: string, text: string | undefined, attachment: unknown) {
	return {
		sender: { name: "Администрация города", group_id: `group:${state.groupId}` },
		recipient: { chat_id: chatId },
		message: {
			...(text !== undefined && { text }),
			seq: state.nextId,
			mid,
			...(attachment ? { attachments: [attachment] } : {}),
		},
		timestamp: Date.now(),
	};
}

function upload(call: OkCall): unknown {
	if (!call.type.startsWith("multipart/form-data")) throw new RefusedCall(21, "Not a multi-part request");
	return { photos: { one: { token: `photo-token-${++call.state.uploads}` } } };
}
