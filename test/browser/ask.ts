import type { System } from "../../demo/system.ts";
import type { CaseDetail } from "../../src/http/contract-case.ts";

/** Communities of the demo region. */
export const housing = 930100007;
export const city = 930100002;

const cookies = new WeakMap<System, Map<string, string>>();

/**
 * The server asked directly by one of the demo's people; by the curator, who sees the whole region, when nobody is named.
 * @throws Error with the server's words when it refuses
 */
export async function ask<T>(
	system: System,
	method: string,
	path: string,
	body?: unknown,
	login = "curator",
): Promise<T> {
	const answer = await fetch(`${system.url}/api${path}`, {
		method,
		headers: {
			cookie: await cookieOf(system, login),
			origin: system.url,
			...(body === undefined ? {} : { "content-type": "application/json" }),
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
	return (await answer.json()) as T;
}

async function cookieOf(system: System, login: string): Promise<string> {
	const known = cookies.get(system) ?? new Map<string, string>();
	cookies.set(system, known);
	const cookie = known.get(login) ?? (await signIn(system, login));
	known.set(login, cookie);
	return cookie;
}

async function signIn(system: System, login: string): Promise<string> {
	const account = system.accounts.find((one) => one.login === login);
	const answer = await fetch(`${system.url}/api/session`, {
		method: "POST",
		headers: { origin: system.url, "content-type": "application/json" },
		body: JSON.stringify({ login, password: account?.password }),
	});
	return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

export const readCase = (system: System, id: number) => ask<CaseDetail>(system, "GET", `/cases/${id}`);
