import { ApiError } from "./api-error.ts";
import { flagsOf, numberOf, textOf } from "./parameters.ts";
import type { Parameters } from "./parameters.ts";
import type { CallbackServer, CommunityState } from "./state.ts";

/** The servers a community's events can go to: `groups.*CallbackServer*`. They live as long as the network. */

/** ten servers, titles of fourteen characters, secrets of fifty (dev.vk.com, Callback API) */
const most = { servers: 10, title: 14, secret: 50 };

/** The server that gets the events now: the newest that answers, else the first one. */
export function servingServer(of: CommunityState): CallbackServer | undefined {
	return of.servers.findLast((server) => server.status === "ok") ?? of.servers[0];
}

/** Whether a server has this kind of event switched on. */
export const wants = (server: CallbackServer, type: string): boolean => server.events?.has(type) ?? true;

/** @throws ApiError 2000 when the community has ten already, 100 for what does not fit */
export function addServer(of: CommunityState, given: Parameters): CallbackServer {
	const fields = readFields(given);
	if (of.servers.length >= most.servers) throw new ApiError(2000);
	const id = Math.max(0, ...of.servers.map((server) => server.id)) + 1;
	// nothing is switched on before somebody does
	const server: CallbackServer = { id, ...fields, status: "wait", events: new Set(), apiVersion: "5.199" };
	of.servers.push(server);
	return server;
}

/** @throws ApiError 104 when there is no such server */
export function editServer(of: CommunityState, given: Parameters): CallbackServer {
	const server = findServer(of, given);
	return Object.assign(server, readFields(given), { status: "wait" });
}

/** @throws ApiError 104 when there is no such server */
export function setServerEvents(of: CommunityState, given: Parameters): void {
	const server = findServer(of, given);
	if (given.has("api_version")) server.apiVersion = textOf(given, "api_version", 10);
	const { on, off } = flagsOf(given, ["group_id", "server_id"]);
	const known = server.events ?? new Set();
	server.events = new Set([...known].filter((type) => !off.includes(type)).concat(on));
}

export function listServers(of: CommunityState) {
	const items = of.servers.map(({ id, url, title, secret, status }) => {
		return { id, title, creator_id: 0, url, secret_key: secret, status: url === "" ? "unconfigured" : status };
	});
	return { count: items.length, items };
}

function findServer(of: CommunityState, given: Parameters): CallbackServer {
	const server = of.servers.find(({ id }) => id === numberOf(given, "server_id"));
	if (!server) throw new ApiError(104);
	return server;
}

function readFields(given: Parameters): Pick<CallbackServer, "url" | "title" | "secret"> {
	const url = textOf(given, "url", 2000);
	if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) throw new ApiError(100, "url is not an address");
	const secret = given.get("secret_key") ?? "";
	if (secret.length > most.secret) throw new ApiError(100, "secret_key is too long");
	return { url, title: textOf(given, "title", most.title), secret };
}
