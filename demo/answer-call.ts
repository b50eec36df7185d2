import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError, buildError } from "./api-error.ts";
import type { Faults } from "./faults.ts";
import { readParameters } from "./http-body.ts";
import { methods } from "./methods.ts";
import type { Caller, Ground } from "./ground.ts";
import type { Parameters } from "./parameters.ts";
import type { State } from "./state.ts";

export type Api = Ground & {
	faults: Faults;
	/** times of each key's calls within the last second, in ms */
	recent: Map<string, number[]>;
	/** calls of each service key since its day began, by method */
	days: Map<string, { since: number; calls: number }>;
	/** calls refused because a key made more than it may */
	breaches: number;
};

/** Requests a second: community keys 20, keys of people 3; service keys 5 and more by the size of the application (dev.vk.com, API requests). */
const perSecond = { group: 20, user: 3, service: 5 };
const dayMs = 86_400_000;

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
	countCall(api, token, perSecond[caller.kind]);
	if (!method.keys.includes(caller.kind)) {
		// seen live for wall.getComments: "method is unavailable with group auth"
		if (caller.kind === "group") throw new ApiError(27, "method is unavailable with group auth.");
		throw new ApiError(15, `method is unavailable with ${caller.kind} token.`);
	}
	const isAllowed = !method.right || !caller.of.community.rights || caller.of.community.rights.includes(method.right);
	if (caller.kind === "group" && !isAllowed) throw new ApiError(7);
	if (method.perDay !== undefined) countDay(api, `${name} ${token}`, method.perDay);
	return method.run(api, caller, parameters);
}

function findCaller(state: State, token: string): Caller | null {
	if (token === "") return null;
	for (const of of state.communities.values()) {
		if (of.community.accessToken === token) return { of, kind: "group" };
		if (of.community.serviceToken === token) return { of, kind: "service" };
		if (of.community.userToken === token) return { of, kind: "user" };
	}
	return null;
}

function countCall(api: Api, token: string, most: number): void {
	const now = performance.now();
	const recent = (api.recent.get(token) ?? []).filter((at) => at > now - 1000);
	api.recent.set(token, recent);
	if (recent.length >= most) {
		api.breaches++;
		throw new ApiError(6);
	}
	recent.push(now);
}

function countDay(api: Api, name: string, most: number): void {
	const now = performance.now();
	const known = api.days.get(name);
	const day = known && known.since > now - dayMs ? known : { since: now, calls: 0 };
	api.days.set(name, day);
	if (day.calls >= most) {
		api.breaches++;
		throw new ApiError(29);
	}
	day.calls++;
}
