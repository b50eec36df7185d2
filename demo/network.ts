import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerCall } from "./answer-call.ts";
import type { Api } from "./answer-call.ts";
import { closeDeliveries, confirmServer, sendEvents, openDeliveries, vkLadderSeconds, waitIdle } from "./deliveries.ts";
import { servingServer } from "./callback-servers.ts";
import { createFaults } from "./faults.ts";
import type { Faults } from "./faults.ts";
import { readLedger } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";
import { answerLongPoll, spoilLongPoll } from "./long-poll.ts";
import { answerUpload, createPhotos, showPhoto } from "./photos.ts";
import { answerResident } from "./resident.ts";
import type { ResidentSide } from "./resident.ts";
import { servePage } from "./serve-page.ts";
import { openState } from "./state.ts";
import type { CallbackServer, Community, Profile, Right } from "./state.ts";
import { closeStream, createStream, tellPages } from "./stream.ts";
import { readDialogue, readThread } from "./views.ts";
import type { Thread } from "./views.ts";
import { changeComment, closePost, emitEvent, findCommunity, writeComment, writeMessage, writePost } from "./wall.ts";
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
	/** the new post's id */
	writePost: (given: MessageGiven & { by?: "resident" | "offer" | "community" }) => number;
	closePost: (groupId: number, postId: number, isClosed: boolean) => void;
	writeMessage: (given: MessageGiven) => { messageId: number; conversationMessageId: number };
	/** what groups.getById tells from now on */
	setProfile: (groupId: number, profile: Partial<Profile>) => void;
	/** the rights of the community key from now on */
	setRights: (groupId: number, rights: readonly Right[]) => void;
	/** callback servers as they stand, with the kinds of events switched on */
	servers: (groupId: number) => CallbackServer[];
	/** comments that were made under photos, videos, topics and goods */
	elsewhere: (groupId: number) => { method: string; parameters: Record<string, string> }[];
	/** long poll: `expire` its key, `forget` its history, `lose` everything once */
	spoilLongPoll: (groupId: number, how: "expire" | "forget" | "lose") => void;
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
		longPoll: new Map(),
		send: (events) => sendEvents(deliveries, events),
		tell: (change) => tellPages(stream, change),
	};
	const faults = createFaults();
	const photos = createPhotos();
	const api: Api = { wall, deliveries, photos, url: "", faults, recent: new Map(), days: new Map(), breaches: 0 };
	const ledger = () => readLedger(state, deliveries, api);
	const side: ResidentSide = { wall, deliveries, stream, ledger };
	const server = createServer(answerWith(api, side, onError));
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
	const host = options.host.includes(":") ? `[${options.host}]` : options.host;
	api.url = `http://${host}:${port}`;
	return {
		url: api.url,
		close,
		ledger,
		faults,
		confirm: (groupId) => {
			const of = findCommunity(state, groupId);
			return confirmServer(deliveries, of, servingServer(of));
		},
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
		setProfile: (groupId, profile) => void Object.assign(findCommunity(wall.state, groupId).profile, profile),
		setRights: (groupId, rights) => {
			findCommunity(wall.state, groupId).community.rights = rights;
		},
		servers: (groupId) => findCommunity(wall.state, groupId).servers,
		elsewhere: (groupId) => findCommunity(wall.state, groupId).elsewhere,
		spoilLongPoll: (groupId, how) => spoilLongPoll(wall.longPoll, groupId, how),
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

const answerWith =
	(api: Api, side: ResidentSide, onError: (error: unknown) => void) =>
	(request: IncomingMessage, response: ServerResponse): void => {
		answer(api, side, request, response).catch((error: unknown) => {
			onError(error);
			if (response.headersSent) response.destroy();
			else response.writeHead(500, { "content-type": "text/plain" }).end("internal error");
		});
	};

async function answer(api: Api, side: ResidentSide, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const url = URL.parse(request.url ?? "/", "http://localhost");
	if (!url) return void response.writeHead(400).end();
	if (url.pathname.startsWith("/method/")) return answerCall(api, request, response, url);
	if (url.pathname.startsWith("/upload/")) return answerUploadOrFail(api, request, response, url);
	if (url.pathname.startsWith("/longpoll/")) return answerLongPoll(api.wall.longPoll, response, url);
	if (url.pathname.startsWith("/photo/")) return showPhoto(api.photos, response, url);
	if (url.pathname.startsWith("/demo/api/"))
		return answerResident(side, request, response, url.pathname.slice("/demo/api/".length));
	if (request.method === "GET" && (await servePage(url.pathname, response))) return;
	response.writeHead(404, { "content-type": "text/plain" }).end("not found");
}

/** An upload has no error codes: what goes wrong there is a broken connection or an answer that is none. */
async function answerUploadOrFail(
	api: Api,
	request: IncomingMessage,
	response: ServerResponse,
	url: URL,
): Promise<void> {
	const fault = api.faults.take("upload");
	if (fault?.kind === "hang") return;
	if (fault?.kind === "http-500") return void response.writeHead(500).end("<html></html>");
	if (fault) return void request.socket.destroy();
	await answerUpload(api.photos, request, response, url);
}
