import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Json = Record<string, unknown>;

/** What an answer of the fake may be made to be, once, for the next call of a route ("POST /messages"). */
export type MaxFault = { kind: "error"; status: number; code: string; message?: string } | { kind: "break" };

export type MaxCall = { route: string; path: string; query: Json; body: Json; authorization: string };

/**
 * A server that speaks MAX's bot API for one bot and one channel. It holds our side to the documented limits and counts what goes
 * past them. The routes of comments follow the vendor's library; no answer was compared with the live service.
 */
export type MaxNetwork = {
	url: string;
	token: string;
	breaches: string[];
	calls: MaxCall[];
	faults: Map<string, MaxFault[]>;
	subscriptions: { url: string; secret: string; update_types: string[] }[];
	permissions: string[];
	status: string;
	/** messages of a chat, and comments of a post, oldest first */
	chats: Map<string, Json[]>;
	comments: Map<string, Json[]>;
	updates: Json[];
	/** so many times a picture is not ready yet */
	busy: number;
	/** writes a message or a comment as somebody; gives the whole of it */
	write: (place: { chatId: string } | { postId: string }, senderId: number | null, text: string, at: number) => Json;
	deliver: (update: Json) => Promise<number>;
	close: () => Promise<void>;
};

export const channelId = "-70801090403050";
export const botId = 229229229;
const perSecond = 30;

/** @param clock milliseconds, for a day that is replayed in minutes */
export async function startMaxNetwork(clock: () => number = Date.now): Promise<MaxNetwork> {
	const network: MaxNetwork = {
		url: "",
		token: "bot-key",
		breaches: [],
		calls: [],
		faults: new Map(),
		subscriptions: [],
		permissions: ["read_all_messages", "write"],
		status: "active",
		chats: new Map(),
		comments: new Map(),
		updates: [],
		busy: 0,
		write: (place, senderId, text, at) => write(network, place, senderId, text, at),
		deliver: (update) => deliver(network, update),
		close: async () => {},
	};
	const answer = answerCalls(network, clock);
	const server = createServer((request, response) => void answer(request, response));
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	network.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	network.close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return network;
}

type Refusal = { status: number; code: string; message?: string };
type Answer = { body: Json } | Refusal;

function answerCalls(network: MaxNetwork, clock: () => number) {
	const recent: number[] = [];
	return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const { pathname: path, searchParams } = new URL(request.url ?? "", "http://localhost");
		const bytes = await readBody(request);
		const send = (status: number, body: unknown): void =>
			void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
		if (path === "/upload-target")
			return send(200, { photos: { [`p${bytes.length}`]: { token: `t${bytes.length}` } } });
		const route = `${request.method} ${path.replace(/(mid\.[\w-]+|-?\d{3,})/g, "{id}")}`;
		const body = bytes.length > 0 ? (JSON.parse(bytes.toString()) as Json) : {};
		const { authorization = "" } = request.headers;
		const call = { route, path, query: Object.fromEntries(searchParams), body, authorization };
		network.calls.push(call);
		const fault = network.faults.get(route)?.shift();
		if (fault?.kind === "break") return void request.socket.destroy();
		while (recent[0] !== undefined && recent[0] <= clock() - 1000) recent.shift();
		recent.push(clock());
		const answer = fault ??
			checkCall(network, recent.length, call) ??
			answerCall(network, call) ?? { status: 404, code: "not.found" };
		if ("body" in answer) return send(200, answer.body);
		send(answer.status, { code: answer.code, message: answer.message ?? "" });
	};
}

/** What a call breaches, if anything. */
function checkCall(network: MaxNetwork, inLastSecond: number, { body, authorization, path }: MaxCall): Refusal | null {
	if (authorization !== network.token) return { status: 401, code: "verify.token", message: "Invalid access_token" };
	const breach = (refusal: Refusal): Refusal => {
		network.breaches.push(refusal.message ?? refusal.code);
		return refusal;
	};
	if (inLastSecond > perSecond)
		return breach({ status: 429, code: "too.many.requests", message: "30 requests a second" });
	if (typeof body.text === "string" && body.text.length > 4000)
		return breach({ status: 400, code: "proto.payload", message: "text: too long" });
	if (path.endsWith("/comments") && (body.attachments || /https?:/.test(String(body.text ?? ""))))
		return breach({ status: 400, code: "proto.payload", message: "comments carry text only" });
	if (typeof body.secret === "string" && !/^[a-zA-Z0-9_-]{5,256}$/.test(body.secret))
		return breach({ status: 400, code: "proto.payload", message: "secret" });
	return null;
}

function answerCall(network: MaxNetwork, call: MaxCall): Answer | null {
	const { route, path, query, body } = call;
	if (route === "GET /me")
		return { body: { user_id: botId, first_name: "Отклик", username: "otklik_bot", is_bot: true } };
	if (route === "GET /subscriptions") return { body: { subscriptions: network.subscriptions } };
	if (route === "POST /subscriptions") {
		network.subscriptions.push(body as MaxNetwork["subscriptions"][number]);
		return { body: { success: true } };
	}
	if (route === "GET /updates") return answerUpdates(network);
	if (route === "POST /uploads") return { body: { url: `${network.url}/upload-target` } };
	if (path === `/chats/${channelId}`)
		return { body: { chat_id: Number(channelId), type: "channel", status: network.status, title: "Город" } };
	if (path === `/chats/${channelId}/members/me`)
		return { body: { user_id: botId, is_admin: true, is_owner: false, permissions: network.permissions } };
	return answerMessages(network, route, path, query, body);
}

function answerUpdates({ subscriptions, updates }: MaxNetwork): Answer {
	if (subscriptions.length > 0) return { status: 405, code: "method.not.allowed" };
	return { body: { updates: updates.splice(0, 100), marker: 42 } };
}

function answerMessages(network: MaxNetwork, route: string, path: string, query: Json, body: Json): Answer | null {
	const postId = /^\/messages\/([^/]+)\/comments$/.exec(path)?.[1];
	if (route.startsWith("GET")) {
		const list = postId ? network.comments.get(postId) : network.chats.get(String(query.chat_id));
		return list ? { body: { messages: pageOf(list, Number(query.count), query.before ?? query.from) } } : null;
	}
	if (route.startsWith("PUT")) return edit(network, postId, query, String(body.text ?? ""));
	if (network.busy > 0 && Array.isArray(body.attachments)) {
		network.busy -= 1;
		return { status: 400, code: "attachment.not.ready" };
	}
	const place = postId ? { postId } : { chatId: String(query.chat_id ?? query.user_id) };
	if (postId && !network.comments.has(postId)) return null;
	return { body: { message: write(network, place, botId, String(body.text ?? ""), Date.now()) } };
}

const hour = 3_600_000;

/** A comment for 26 hours, a message of a dialogue for 7 days. */
function edit(network: MaxNetwork, postId: string | undefined, query: Json, text: string): Answer {
	const mid = String(postId ? query.comment_id : query.message_id);
	const all = postId ? (network.comments.get(postId) ?? []) : [...network.chats.values()].flat();
	const found = all.find((one) => (one.body as { mid: string }).mid === mid);
	if (!found) return { status: 404, code: "not.found" };
	const limit = postId ? 26 * hour : 7 * 24 * hour;
	if (Date.now() - Number(found.timestamp) > limit)
		return { status: 422, code: postId ? "comments.timeout_exceeded" : "message.edit.timeout" };
	Object.assign(found.body as Json, { text });
	return { body: { success: true } };
}

/** Newest first, not younger than `border`. */
function pageOf(list: Json[], count: number, border: unknown): Json[] {
	const isBefore = (one: Json): boolean => border === undefined || Number(one.timestamp) <= Number(border);
	const newestFirst = (a: Json, b: Json): number => Number(b.timestamp) - Number(a.timestamp);
	return list.filter(isBefore).sort(newestFirst).slice(0, count);
}

let written = 0;

function write(
	network: MaxNetwork,
	place: { chatId: string } | { postId: string },
	senderId: number | null,
	text: string,
	at: number,
): Json {
	written += 1;
	const isChat = "chatId" in place;
	const lists = isChat ? network.chats : network.comments;
	const key = isChat ? place.chatId : place.postId;
	const type = isChat && !place.chatId.startsWith("-") ? "dialog" : "channel";
	const chatId = Number(isChat ? place.chatId : channelId);
	const message: Json = {
		recipient: { chat_id: chatId, chat_type: type, user_id: null, ...(isChat ? {} : { post_id: place.postId }) },
		timestamp: at,
		body: { mid: `mid.${String(written).padStart(32, "0")}`, seq: written, text },
		...(senderId === null ? {} : { sender: { user_id: senderId, first_name: "Житель", is_bot: senderId === botId } }),
	};
	lists.set(key, [...(lists.get(key) ?? []), message]);
	return message;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

async function deliver({ subscriptions }: MaxNetwork, update: Json): Promise<number> {
	const [subscription] = subscriptions;
	if (!subscription) return 0;
	const response = await fetch(subscription.url, {
		method: "POST",
		headers: { "content-type": "application/json", "x-max-bot-api-secret": subscription.secret },
		body: JSON.stringify(update),
	});
	await response.text();
	return response.status;
}
