import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What an answer of the fake may be made to be, once, for the next call of a method. */
export type TelegramFault =
	| { kind: "error"; status: number; description: string; parameters?: Record<string, unknown> }
	| { kind: "break" }
	| { kind: "break-after" };

export type TelegramCall = { method: string; parameters: Record<string, unknown>; files: number };

/**
 * A server that speaks the Bot API for one bot in one discussion group. It holds our side to the limits of the Bot FAQ and of
 * the methods' descriptions, and counts what goes past them.
 */
export type TelegramNetwork = {
	url: string;
	token: string;
	/** one line for each limit that was passed */
	breaches: string[];
	calls: TelegramCall[];
	faults: Map<string, TelegramFault[]>;
	webhook: { url: string; secret: string; pending: number; errorAt: number; error: string };
	bot: { id: number; status: string; hearsAll: boolean };
	files: Map<string, Buffer>;
	/** delivers an update as the network would; gives the status that the desk answered */
	deliver: (update: Record<string, unknown>) => Promise<number>;
	close: () => Promise<void>;
};

export const channelId = -1001000000001;
export const groupId = -1001000000002;
const perMinuteInGroup = 20;
const perSecondInAll = 30;

/** @param clock milliseconds, for a day that is replayed in minutes */
export async function startTelegramNetwork(clock: () => number = Date.now): Promise<TelegramNetwork> {
	const network: TelegramNetwork = {
		url: "",
		token: "123456:bot-key",
		breaches: [],
		calls: [],
		faults: new Map(),
		webhook: { url: "", secret: "", pending: 0, errorAt: 0, error: "" },
		bot: { id: 123456, status: "administrator", hearsAll: false },
		files: new Map(),
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

function answerCalls(network: TelegramNetwork, clock: () => number) {
	const sends: { chat: string; at: number }[] = [];
	let lastId = 100;
	const edited = new Map<string, string>();
	/** the same words again are a refusal, as of the real server */
	const edit = ({ chat_id: chatId, message_id: id, text, caption }: Record<string, unknown>): unknown => {
		const words = String(text ?? caption);
		const key = `${String(chatId)} ${String(id)}`;
		if (edited.get(key) === words) return null;
		edited.set(key, words);
		return { ...sent(Number(id), chatId), text: words };
	};
	const answers: Record<string, (parameters: Record<string, unknown>) => unknown> = {
		...answersAboutChats(network),
		sendMessage: ({ chat_id: chatId }) => ({ ...sent(++lastId, chatId), text: "" }),
		sendPhoto: ({ chat_id: chatId }) => sent(++lastId, chatId),
		editMessageText: edit,
		editMessageCaption: edit,
		sendMediaGroup: ({ chat_id: chatId, media }) => (media as unknown[]).map(() => sent(++lastId, chatId)),
	};
	return async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
		const path = request.url ?? "";
		const body = await readBody(request);
		if (path.startsWith(`/file/bot${network.token}/`)) return sendFile(network, path, response);
		const method = path.replace(`/bot${network.token}/`, "");
		const { parameters, files } = await readParameters(request, body);
		network.calls.push({ method, parameters, files });
		const fault = network.faults.get(method)?.shift();
		if (fault?.kind === "break") return request.socket.destroy();
		if (fault?.kind === "error") return refuse(response, fault.status, fault.description, fault.parameters);
		const answer = answers[method];
		if (!path.startsWith(`/bot${network.token}/`)) return refuse(response, 401, "Unauthorized");
		if (!answer) return refuse(response, 404, "Not Found");
		const breach = /^(send|edit)/.test(method) ? checkSend(sends, clock(), method, parameters) : null;
		if (breach) {
			network.breaches.push(breach.text);
			return refuse(response, breach.status, breach.text, breach.status === 429 ? { retry_after: 3 } : undefined);
		}
		const result = answer(parameters);
		if (result === null)
			return refuse(
				response,
				400,
				"Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
			);
		if (fault?.kind === "break-after") return request.socket.destroy();
		return response.setHeader("content-type", "application/json").end(JSON.stringify({ ok: true, result }));
	};
}

const sent = (id: number, chatId: unknown) => ({
	message_id: id,
	date: 1_763_716_000,
	chat: { id: Number(chatId), type: Number(chatId) < 0 ? "supergroup" : "private" },
});

function answersAboutChats(network: TelegramNetwork): Record<string, (parameters: Record<string, unknown>) => unknown> {
	const { bot, webhook, files } = network;
	const user = () => ({ id: bot.id, is_bot: true, first_name: "Отклик", username: "otklik_bot" });
	return {
		getMe: () => ({ ...user(), can_read_all_group_messages: bot.hearsAll }),
		getChat: () => ({ id: channelId, type: "channel", title: "Город", username: "city_news", linked_chat_id: groupId }),
		getChatMember: () => ({ status: bot.status, user: user(), can_send_messages: bot.status !== "restricted" }),
		setWebhook: ({ url, secret_token: secret }) => {
			Object.assign(webhook, { url: String(url), secret: String(secret ?? "") });
			return true;
		},
		getWebhookInfo: () => ({
			url: webhook.url,
			has_custom_certificate: false,
			pending_update_count: webhook.pending,
			...(webhook.errorAt ? { last_error_date: webhook.errorAt, last_error_message: webhook.error } : {}),
		}),
		getFile: ({ file_id: id }) => ({
			file_id: id,
			file_unique_id: `u${String(id)}`,
			...(files.has(String(id)) ? { file_path: `photos/${String(id)}.jpg` } : {}),
		}),
	};
}

type Breach = { status: number; text: string };

/** What a send would breach, if anything; a send that breaches nothing is counted. */
function checkSend(
	sends: { chat: string; at: number }[],
	now: number,
	method: string,
	{ chat_id: chatId, text, caption, media }: Record<string, unknown>,
): Breach | null {
	const album = method === "sendMediaGroup" && Array.isArray(media) ? media : null;
	if (typeof text === "string" && text.length > 4096) return { status: 400, text: "Bad Request: message is too long" };
	const captions = [caption, ...(album ?? []).map((one) => (one as { caption?: unknown }).caption)];
	if (captions.some((one) => typeof one === "string" && one.length > 1024))
		return { status: 400, text: "Bad Request: message caption is too long" };
	if (album && (album.length < 2 || album.length > 10)) return { status: 400, text: "Bad Request: wrong album" };
	const chat = String(chatId);
	while (sends[0] && sends[0].at <= now - 60_000) sends.shift();
	const inGroup = chat.startsWith("-") ? sends.filter((one) => one.chat === chat).length : 0;
	if (inGroup + (album?.length ?? 1) > perMinuteInGroup)
		return { status: 429, text: "Too Many Requests: 20 messages a minute in a group" };
	if (sends.filter((one) => one.at > now - 1000).length >= perSecondInAll)
		return { status: 429, text: "Too Many Requests: 30 messages a second" };
	for (let count = album?.length ?? 1; count > 0; count--) sends.push({ chat, at: now });
	return null;
}

function refuse(response: ServerResponse, status: number, description: string, parameters?: object): void {
	const body = { ok: false, error_code: status, description, ...(parameters ? { parameters } : {}) };
	response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function sendFile(network: TelegramNetwork, path: string, response: ServerResponse): void {
	const bytes = network.files.get(/photos\/([\w-]+)\.jpg$/.exec(path)?.[1] ?? "");
	if (!bytes) return void response.writeHead(404).end();
	response.end(bytes);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** JSON or a form with files, as the Bot API takes them. */
async function readParameters(
	request: IncomingMessage,
	body: Buffer,
): Promise<{ parameters: Record<string, unknown>; files: number }> {
	const type = request.headers["content-type"] ?? "";
	if (!type.startsWith("multipart/")) return { parameters: JSON.parse(body.toString() || "{}"), files: 0 };
	const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
	const parameters: Record<string, unknown> = {};
	let files = 0;
	for (const [name, value] of form) {
		if (typeof value !== "string") files++;
		else parameters[name] = /^[[{]|^-?\d+$/.test(value) ? JSON.parse(value) : value;
	}
	return { parameters, files };
}

async function deliver({ webhook }: TelegramNetwork, update: Record<string, unknown>): Promise<number> {
	const response = await fetch(webhook.url, {
		method: "POST",
		headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": webhook.secret },
		body: JSON.stringify(update),
	});
	await response.text();
	return response.status;
}
