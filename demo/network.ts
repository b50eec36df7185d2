import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerCall } from "./answer-call.ts";
import type { Api } from "./answer-call.ts";
import { closeDeliveries, confirmServer, sendEvents, openDeliveries, vkLadderSeconds, waitIdle } from "./deliveries.ts";
import { createFaults } from "./faults.ts";
import type { Faults } from "./faults.ts";
import { readLedger } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";
import { answerResident } from "./resident.ts";
import type { ResidentSide } from "./resident.ts";
import { servePage } from "./serve-page.ts";
import { openState } from "./state.ts";
import type { Community } from "./state.ts";
import { closeStream, createStream, tellPages } from "./stream.ts";
import { readDialogue, readThread } from "./views.ts";
import type { Thread } from "./views.ts";
import { changeComment, closePost, emitEvent, writeComment, writeMessage, writePost } from "./wall.ts";
import type { CommentGiven, MessageGiven, Wall } from "./wall.ts";

export type { Community, Ledger };

export type DemoNetworkOptions = {
	host: string;
	/** 0: any free port */
	port: number;
	/** where everything is kept; null: nothing survives the end */
	stateFile: string | null;
	communities: Community[];
	/** waits between repeats of an event; VK's own when left out */
	ladderSeconds?: number[];
	/** hears of errors of the network itself */
	logger?: { error: (details: object, text: string) => void };
};

export type DemoNetwork = {
	url: string;
	close: () => Promise<void>;
	ledger: () => Ledger;
	faults: Faults;
	thread: (groupId: number, postId: number) => Thread;
	dialogue: (groupId: number, peerId: number) => ReturnType<typeof readDialogue>;
	/** the new comment's id; @throws RefusedError when the community, the post or the answered comment is not there */
	writeComment: (given: CommentGiven) => number;
	editComment: (groupId: number, commentId: number, text: string) => void;
	deleteComment: (groupId: number, commentId: number) => void;
	restoreComment: (groupId: number, commentId: number) => void;
	writePost: (given: MessageGiven) => number;
	closePost: (groupId: number, postId: number, isClosed: boolean) => void;
	writeMessage: (given: MessageGiven) => { messageId: number; conversationMessageId: number };
	/** sends any event of any shape */
	emit: (groupId: number, type: string, object: unknown) => void;
	/** asks the community's server the handshake question */
	confirm: (groupId: number) => Promise<boolean>;
	/** resolves when every event is acknowledged or given up; @throws Error after `timeoutMs` (60 s) */
	waitIdle: (timeoutMs?: number) => Promise<void>;
};

/**
 * Starts a network of its own that speaks VK's protocol on both sides: it delivers Callback API events and answers API methods,
 * and has a page on which one writes as a resident.
 * @throws Error when the port is taken or the state file cannot be used
 */
export async function startDemoNetwork(options: DemoNetworkOptions): Promise<DemoNetwork> {
	const state = openState(options.communities, options.stateFile);
	const stream = createStream();
	const onError = (error: unknown) => options.logger?.error({ err: error }, "the demo network met an error");
	const deliveries = openDeliveries(state, options.ladderSeconds ?? vkLadderSeconds, onError);
	const wall: Wall = {
		state,
		send: (events) => sendEvents(deliveries, events),
		tell: (change) => tellPages(stream, change),
	};
	const faults = createFaults();
	const api: Api = { wall, deliveries, faults, recent: new Map(), breaches: 0 };
	const ledger = () => readLedger(state, deliveries, api);
	const side: ResidentSide = { wall, deliveries, stream, ledger };
	const server = createServer((request, response) => {
		answer(api, side, request, response).catch((error: unknown) => {
			onError(error);
			if (response.headersSent) response.destroy();
			else response.writeHead(500, { "content-type": "text/plain" }).end("internal error");
		});
	});
	const close = async () => {
		if (deliveries.isClosed) return;
		closeDeliveries(deliveries);
		closeStream(stream);
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
		state.close();
	};
	try {
		await listen(server, options);
	} catch (error) {
		await close();
		throw error;
	}
	sendEvents(deliveries, [...state.pending.values()]);
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
		close,
		ledger,
		faults,
		confirm: (groupId) => confirmServer(deliveries, groupId),
		waitIdle: (timeoutMs = 60_000) => waitIdle(deliveries, timeoutMs),
		...handle(wall),
	};
}

type Handle = Omit<DemoNetwork, "url" | "close" | "ledger" | "faults" | "confirm" | "waitIdle">;

function handle(wall: Wall): Handle {
	return {
		thread: (groupId, postId) => readThread(wall.state, groupId, postId),
		dialogue: (groupId, peerId) => readDialogue(wall.state, groupId, peerId),
		writeComment: (given) => writeComment(wall, given).comment.id,
		editComment: (groupId, id, text) => changeComment(wall, groupId, id, { to: "edited", text }),
		deleteComment: (groupId, id) => changeComment(wall, groupId, id, { to: "deleted" }),
		restoreComment: (groupId, id) => changeComment(wall, groupId, id, { to: "restored" }),
		writePost: (given) => writePost(wall, given).id,
		closePost: (groupId, postId, isClosed) => closePost(wall, groupId, postId, isClosed),
		writeMessage: (given) => {
			const { id, cmid } = writeMessage(wall, given);
			return { messageId: id, conversationMessageId: cmid };
		},
		emit: (groupId, type, object) => emitEvent(wall, groupId, type, object),
	};
}

function listen(server: ReturnType<typeof createServer>, { host, port }: DemoNetworkOptions): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, () => {
			server.off("error", reject);
			resolve();
		});
	});
}

async function answer(api: Api, side: ResidentSide, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const url = URL.parse(request.url ?? "/", "http://localhost");
	if (!url) return void response.writeHead(400).end();
	if (url.pathname.startsWith("/method/")) return answerCall(api, request, response, url);
	if (url.pathname.startsWith("/demo/api/"))
		return answerResident(side, request, response, url.pathname.slice("/demo/api/".length));
	if (request.method === "GET" && (await servePage(url.pathname, response))) return;
	response.writeHead(404, { "content-type": "text/plain" }).end("not found");
}
