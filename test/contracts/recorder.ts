import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { startDemoNetwork } from "../../demo/network.ts";
import type { DemoNetwork } from "../../demo/network.ts";
import type { ChannelPage } from "../../src/channels/channel.ts";

export type Call = {
	by: "channel" | "check";
	method: string;
	key: "group" | "service" | "user";
	isForm: boolean;
	parameters: Map<string, string>;
	answer: unknown;
};
export type Recorder = {
	network: DemoNetwork;
	/** where the network delivers */
	deskUrl: string;
	/** a page whose API calls pass through the recorder */
	page: ChannelPage;
	calls: Call[];
	events: Record<string, unknown>[];
	call: (method: string, parameters: Record<string, string>, key?: string) => Promise<void>;
	close: () => Promise<void>;
};

const options = { host: "127.0.0.1", port: 0, stateFile: null, ladderSeconds: [] };
const community = {
	groupId: 101,
	name: "Город",
	accessToken: "group-key",
	serviceToken: "service-key",
	userToken: "user-key",
	posts: [{ id: 5, text: "Запись", date: 1_763_700_000 }],
};

/** A demo network with its API calls and its events written down on the way. */
export async function openRecorder(): Promise<Recorder> {
	const calls: Call[] = [];
	const events: Record<string, unknown>[] = [];
	const confirmation = "a1b2c3d4";
	const desk = await listen(async (_request, body) => {
		const event = JSON.parse(body);
		if (event.type === "confirmation") return confirmation;
		events.push(event);
		return "ok";
	});
	const callback = { url: desk.url, secret: "callback-secret", confirmation };
	const network = await startDemoNetwork({ ...options, communities: [{ ...community, callback }] });
	const proxy = await listen((request, body) => passOn(network.url, calls, request, body));
	const { accessToken, serviceToken, userToken } = community;
	return {
		network,
		deskUrl: desk.url,
		calls,
		events,
		page: {
			id: 1,
			externalId: "101",
			settings: { apiUrl: proxy.url, answersElsewhere: true },
			secrets: { accessToken, serviceToken, userToken },
		},
		call: async (method, parameters, key = accessToken) => {
			const headers = { authorization: `Bearer ${key}`, "x-by": "check" };
			const body = new URLSearchParams({ v: "5.199", ...parameters });
			await (await fetch(`${proxy.url}/method/${method}`, { method: "POST", headers, body })).text();
		},
		close: async () => {
			await network.close();
			for (const { server } of [desk, proxy]) {
				server.closeAllConnections();
				server.close();
			}
		},
	};
}

/** Passes a call on to the network and writes both down. */
async function passOn(networkUrl: string, calls: Call[], request: IncomingMessage, body: string): Promise<string> {
	const { authorization = "", "content-type": type = "" } = request.headers;
	const headers = { authorization, "content-type": type };
	const answer = await (await fetch(networkUrl + request.url, { method: "POST", headers, body })).text();
	calls.push({
		by: request.headers["x-by"] === "check" ? "check" : "channel",
		method: (request.url ?? "").replace("/method/", ""),
		key: keyOf(authorization),
		isForm: request.method === "POST" && type.startsWith("application/x-www-form-urlencoded"),
		parameters: new Map(new URLSearchParams(body)),
		answer: JSON.parse(answer),
	});
	return answer;
}

function keyOf(authorization: string): Call["key"] {
	if (authorization === `Bearer ${community.serviceToken}`) return "service";
	return authorization === `Bearer ${community.userToken}` ? "user" : "group";
}

/** A server on a free port; each answer is what `answer` gives. */
export async function listen(
	answer: (request: IncomingMessage, body: string) => Promise<string>,
): Promise<{ server: Server; url: string }> {
	const server = createServer(async (request, response) => {
		let body = "";
		for await (const chunk of request.setEncoding("utf8")) body += chunk;
		response.setHeader("content-type", "application/json").end(await answer(request, body));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A port that was free a moment ago, for programs that must be told one. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
