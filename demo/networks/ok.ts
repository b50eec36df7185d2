/*
 * Not independently verified: a fake of Odnoklassniki of our own making. Nothing published speaks its protocol, so that these
 * tests show that the channel does what the documentation says, not that the network does.
 */
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readBody, readParameters } from "../http-body.ts";
import { answerGraph } from "./ok-graph.ts";
import { answerRest } from "./ok-rest.ts";
import { RefusedCall } from "./ok-state.ts";
import type { OkState } from "./ok-state.ts";

export type OkFault =
	| { kind: "error"; code: number; text?: string }
	| { kind: "status"; status: number }
	/** the connection breaks; `isDone`: after it was done */
	| { kind: "drop"; isDone: boolean };

export type OkNetwork = {
	url: string;
	state: OkState;
	/** calls so far, by method */
	calls: Record<string, number>;
	/** what happens to the next calls of a method, once each: "messages", "discussions.getComments" … */
	faults: Record<string, OkFault[]>;
	/** calls against the documentation: a wrong signature, more than a hundred at once, a wrong type of body */
	breaches: string[];
	/** a resident writes to the group; delivered to whoever is subscribed */
	write: (chatId: string, text: string, at?: number) => Promise<string>;
	/** a resident writes under a post */
	comment: (key: string, id: string, text: string, at: number, extra?: object) => void;
	close: () => Promise<void>;
};

const groupId = "62190641";
export const okKeys = {
	graphToken: "graph-token",
	accessToken: "access-token",
	applicationKey: "APPKEY",
	applicationSecretKey: "app-secret",
};

/** Starts the fake with one group, "62190641". */
export async function startOkNetwork(): Promise<OkNetwork> {
	const state: OkState = {
		groupId,
		keys: okKeys,
		urls: [],
		chats: new Map(),
		threads: new Map(),
		uploads: 0,
		nextId: 1,
	};
	const network: Omit<OkNetwork, "url" | "close"> & { origin: string } = {
		state,
		calls: {},
		faults: {},
		breaches: [],
		write: (chatId, text, at = Date.now()) => write(state, chatId, text, at),
		comment: (key, id, text, at, extra = {}) => {
			const thread = state.threads.get(key) ?? { title: "Подготовка к зиме", comments: [], unread: 0 };
			state.threads.delete(key);
			state.threads.set(key, thread);
			thread.unread++;
			thread.comments.push({ id, author_id: "7001", author_name: "Житель", text, at, ...extra });
		},
		origin: "",
	};
	const server = createServer((request, response) => {
		answer(network, request, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	network.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { ...network, url: network.origin, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
}

async function answer(
	network: Omit<OkNetwork, "url" | "close"> & { origin: string },
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const url = new URL(request.url ?? "/", network.origin);
	const isRest = url.pathname === "/fb.do";
	const parameters = isRest ? await readParameters(request, url) : new Map(url.searchParams);
	const path = url.pathname.replace("/graph/me/", "");
	const method = isRest ? (parameters.get("method") ?? "") : (path.split("/")[0] ?? "");
	const body = isRest ? Buffer.alloc(0) : await readBody(request);
	network.calls[method] = (network.calls[method] ?? 0) + 1;
	const fault = network.faults[method]?.shift();
	if (fault?.kind === "drop" && !fault.isDone) return void request.socket.destroy();
	if (fault?.kind === "status") return void response.writeHead(fault.status).end("nothing");
	try {
		if (fault?.kind === "error") throw new RefusedCall(fault.code, fault.text);
		const call = { ...network, path, parameters, body, type: request.headers["content-type"] ?? "" };
		const given = isRest ? answerRest(call) : answerGraph(call, request.method ?? "");
		if (fault?.kind === "drop") return void request.socket.destroy();
		response.writeHead(200, { "content-type": "application/json;charset=utf-8" }).end(JSON.stringify(given));
	} catch (error) {
		if (!(error instanceof RefusedCall)) throw error;
		const refusal = { error_code: error.code, error_msg: error.message, error_data: null };
		response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(refusal));
	}
}

async function write(state: OkState, chatId: string, text: string, at: number): Promise<string> {
	const mid = `mid:${chatId.slice(5)}.${(state.nextId++).toString(16)}`;
	const said = {
		sender: { name: "Житель", user_id: "user:7001" },
		recipient: { chat_id: chatId },
		message: { text, seq: state.nextId, mid },
		timestamp: at,
	};
	const chat = state.chats.get(chatId) ?? [];
	state.chats.set(chatId, [said, ...chat]);
	for (const url of state.urls)
		await fetch(url, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ webhookType: "MESSAGE_CREATED", ...said }),
		});
	return mid;
}
