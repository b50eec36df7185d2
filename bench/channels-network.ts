import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { closeLater } from "./closing.ts";

/**
 * A stand-in for three networks at the size of a region: it answers the calls that publishing and looking at a page make, for any
 * number of keys, and counts every call that goes past a limit the networks state. What the calls must look like is tested
 * elsewhere; here only their pace counts.
 */
export type CountedNetwork = {
	url: string;
	breaches: string[];
	/** answers that were taken */
	sent: () => number;
	calls: () => number;
	/** keys whose calls are never answered */
	stuck: Set<string>;
	close: () => Promise<void>;
};

/** At most `count` calls in any `seconds` for one key (VK: 20 a second and community; Telegram: 20 a minute and group; MAX: 30 a second). */
const limits = {
	vk: { count: 20, seconds: 1 },
	telegram: { count: 20, seconds: 60 },
	max: { count: 30, seconds: 1 },
} as const;
type Network = keyof typeof limits;

type Call = { network: Network; key: string; limitKey: string | null; isSend: boolean; answer: unknown };

export async function startCountedNetwork(webhookUrlOf: (key: string) => string): Promise<CountedNetwork> {
	const times = new Map<string, number[]>();
	const breaches: string[] = [];
	const stuck = new Set<string>();
	let [sent, calls] = [0, 0];
	const take = (call: Call): void => {
		calls += 1;
		if (call.isSend) sent += 1;
		if (call.limitKey === null) return;
		const { count, seconds } = limits[call.network];
		const now = performance.now();
		const recent = (times.get(call.limitKey) ?? []).filter((at) => at > now - seconds * 1000);
		recent.push(now);
		times.set(call.limitKey, recent);
		if (recent.length > count) breaches.push(`${call.network}: ${recent.length} calls in ${seconds} s for one key`);
	};
	const server = createServer((request, response) => {
		readBody(request)
			.then((body) => {
				const call = callOf(request, body, () => sent + 1_000_000, webhookUrlOf);
				if (!call) return response.writeHead(404).end();
				if (stuck.has(call.key)) return;
				take(call);
				say(response, call.answer);
			})
			.catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const close = async (): Promise<void> => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	closeLater(close);
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { url, breaches, stuck, sent: () => sent, calls: () => calls, close };
}

async function readBody(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
	return Buffer.concat(parts).toString();
}

function say(response: ServerResponse, answer: unknown): void {
	response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
}

type UrlOf = (key: string) => string;

function callOf(request: IncomingMessage, body: string, nextId: () => number, webhookUrlOf: UrlOf): Call | null {
	const path = request.url ?? "";
	const authorization = request.headers.authorization ?? "";
	const vk = /^\/method\/([\w.]+)/.exec(path)?.[1];
	if (vk) return vkCall(vk, authorization.replace(/^Bearer /, ""), nextId, webhookUrlOf);
	const telegram = /^\/bot([^/]+)\/(\w+)/.exec(path);
	if (telegram) return telegramCall(telegram[2] ?? "", telegram[1] ?? "", body, nextId, webhookUrlOf);
	return authorization ? maxCall(request.method ?? "", path, authorization, nextId, webhookUrlOf) : null;
}

/** Keys are made of the page's number in the network: "vk-101". */
const numberIn = (key: string): number => Number(key.replace(/\D/g, ""));

function vkCall(method: string, key: string, nextId: () => number, webhookUrlOf: UrlOf): Call {
	const rights = ["manage", "messages", "wall", "photos", "docs"].map((name, index) => ({ name, setting: 2 ** index }));
	const group = {
		id: numberIn(key),
		name: "Page",
		screen_name: key,
		is_closed: 0,
		wall: 2,
		can_message: 1,
		verified: 1,
	};
	const server = { id: 1, title: "Otklik", url: webhookUrlOf(key), secret_key: "", status: "ok" };
	const answers: Record<string, unknown> = {
		"wall.createComment": { comment_id: nextId(), parents_stack: [] },
		"groups.getById": { groups: [group] },
		"groups.getTokenPermissions": { mask: 31, permissions: rights },
		"groups.getCallbackServers": { count: 1, items: [server] },
	};
	const answer = Object.hasOwn(answers, method)
		? { response: answers[method] }
		: { error: { error_code: 27, error_msg: "method is unavailable with group auth" } };
	return { network: "vk", key, limitKey: key, isSend: method === "wall.createComment", answer };
}

function telegramCall(method: string, key: string, body: string, nextId: () => number, webhookUrlOf: UrlOf): Call {
	const id = numberIn(key);
	const chat = { id: -1_002_000_000_000 - id, type: "supergroup" };
	const answers: Record<string, unknown> = {
		sendMessage: { message_id: nextId(), date: 1_700_000_000, chat },
		getMe: { id, is_bot: true, first_name: "Page", username: `page${id}_bot`, can_read_all_group_messages: true },
		getWebhookInfo: { url: webhookUrlOf(key), has_custom_certificate: false, pending_update_count: 0 },
		getChat: { id: -1_001_000_000_000 - id, type: "channel", title: "Page", linked_chat_id: chat.id },
		getChatMember: { status: "administrator", user: { id, is_bot: true, first_name: "Page" } },
	};
	const isSend = method === "sendMessage";
	const chatId = isSend ? String((JSON.parse(body || "{}") as { chat_id?: unknown }).chat_id) : null;
	const answer = Object.hasOwn(answers, method)
		? { ok: true, result: answers[method] }
		: { ok: false, error_code: 404, description: "Not Found" };
	return { network: "telegram", key, limitKey: chatId, isSend, answer };
}

function maxCall(method: string, path: string, key: string, nextId: () => number, webhookUrlOf: UrlOf): Call {
	const isSend = method === "POST" && /^\/messages\/[^/]+\/comments/.test(path);
	const mid = `mid.bench${nextId()}`;
	const answer = isSend
		? { message: { body: { mid, text: "" } } }
		: path.startsWith("/subscriptions")
			? { subscriptions: [{ url: webhookUrlOf(key) }] }
			: path.startsWith("/me")
				? { user_id: numberIn(key), first_name: "Page", username: "page", is_bot: true }
				: path.includes("/members/me")
					? { is_owner: false, permissions: ["read_all_messages", "write"] }
					: { chat_id: -numberIn(key), status: "active", type: "channel", title: "Page" };
	return { network: "max", key, limitKey: key, isSend, answer };
}
