import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError, buildError } from "./api-error.ts";
import type { Deliveries } from "./deliveries.ts";
import type { Faults } from "./faults.ts";
import { readParameters } from "./http-body.ts";
import { methods } from "./methods.ts";
import type { Caller } from "./methods.ts";
import type { Parameters } from "./parameters.ts";
import type { State } from "./state.ts";
import type { Wall } from "./wall.ts";

export type Api = {
	wall: Wall;
	deliveries: Deliveries;
	faults: Faults;
	/** times of each key's calls within the last second, in ms */
	recent: Map<string, number[]>;
	/** calls refused because a key made more than twenty in a second */
	breaches: number;
};

/** community keys: 20 requests per second (dev.vk.com, API requests) */
const callsPerSecond = 20;

/** Answers `/method/NAME` the way VK does: HTTP 200, `{"response"}` or `{"error"}`. */
export async function answerCall(
	api: Api,
	request: IncomingMessage,
	response: ServerResponse,
	url: URL,
): Promise<void> {
	const method = url.pathname.slice("/method/".length);
	const parameters = await readParameters(request, url);
	const fault = api.faults.take(method);
	if (fault?.kind === "drop-before") return void request.socket.destroy();
	if (fault?.kind === "http-500") {
		response.writeHead(500, { "content-type": "text/html" }).end("<html><body>Internal Server Error</body></html>");
		return;
	}
	let answer: unknown;
	try {
		if (fault?.kind === "error") throw new ApiError(fault.code ?? 10);
		answer = { response: run(api, method, parameters, request.headers.authorization) };
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		answer = buildError(error, method, parameters);
	}
	if (fault?.kind === "drop-after") return void request.socket.destroy();
	if (fault?.kind === "hang") return;
	response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(answer));
}

function run(api: Api, name: string, parameters: Parameters, authorization: string | undefined): unknown {
	const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
	if (!method) throw new ApiError(3);
	if (!parameters.has("v")) throw new ApiError(8, "v (version) is required");
	const token = /^Bearer (.+)$/.exec(authorization ?? "")?.[1] ?? parameters.get("access_token") ?? "";
	const caller = findCaller(api.wall.state, token);
	if (!caller) throw new ApiError(5, token === "" ? "no access_token passed." : "invalid access_token (4).");
	countCall(api, token);
	if (!method.keys.includes(caller.kind)) {
		// seen live for wall.getComments: "method is unavailable with group auth"
		if (caller.kind === "group") throw new ApiError(27, "method is unavailable with group auth.");
		throw new ApiError(15, "method is unavailable with service token.");
	}
	return method.run(api, caller, parameters);
}

function findCaller(state: State, token: string): Caller | null {
	if (token === "") return null;
	for (const of of state.communities.values()) {
		if (of.community.accessToken === token) return { of, kind: "group" };
		if (of.community.serviceToken === token) return { of, kind: "service" };
	}
	return null;
}

function countCall(api: Api, token: string): void {
	const now = performance.now();
	const recent = (api.recent.get(token) ?? []).filter((at) => at > now - 1000);
	api.recent.set(token, recent);
	if (recent.length >= callsPerSecond) {
		api.breaches++;
		throw new ApiError(6);
	}
	recent.push(now);
}
