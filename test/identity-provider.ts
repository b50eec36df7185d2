import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export const clientId = "desk";
export const clientSecret = "secret-of-the-client-at-the-provider";

/** What the provider says of each of its people, by the name they sign in there with. */
export type Told = Record<string, { email?: string; email_verified?: boolean; name?: string }>;

export type IdentityProvider = {
	issuer: string;
	host: string;
	/** may be changed at any time */
	people: Told;
	/** goes through its pages as a person would, up to where it sends the browser back */
	walk: (address: string, as: string, how?: "agree" | "cancel") => Promise<URL>;
	close: () => Promise<void>;
};

/** A real provider of identities on this machine, with its own pages of sign-in and consent. */
export async function startIdentityProvider(returnUrl: (providerId: number) => string): Promise<IdentityProvider> {
	const people: Told = {};
	let answer: ReturnType<Provider["callback"]> | null = null;
	const server = createServer((request, response) => answer?.(request, response));
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	const issuer = `http://${host}`;
	const provider = new Provider(issuer, {
		clients: [
			{
				client_id: clientId,
				client_secret: clientSecret,
				redirect_uris: Array.from({ length: 9 }, (_, index) => returnUrl(index + 1)),
			},
		],
		claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
		findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
		cookies: { keys: ["a key of the tests"] },
		// without lives of its own it complains on the console
		ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
	});
	answer = provider.callback();
	return {
		issuer,
		host,
		people,
		walk: (address, as, how = "agree") => walk(address, host, as, how),
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

/** A browser of its own: follows what it is told, signs in on the first page and agrees on the second. */
async function walk(address: string, host: string, as: string, how: "agree" | "cancel"): Promise<URL> {
	const cookies = new Map<string, string>();
	let at = new URL(address);
	let form: URLSearchParams | null = null;
	for (let step = 0; step < 20; step++) {
		const response = await fetch(at, {
			method: form ? "POST" : "GET",
			redirect: "manual",
			headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
			...(form && { body: form }),
		});
		form = null;
		for (const line of response.headers.getSetCookie()) {
			const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			if (value) cookies.set(name, value);
			else cookies.delete(name);
		}
		const to = response.headers.get("location");
		if (to) {
			at = new URL(to, at);
			if (at.host !== host) return at;
			continue;
		}
		const page = await response.text();
		const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
		if (!prompt) throw new Error(`${response.status} at ${at.href}: ${page.slice(0, 500)}`);
		if (how === "cancel" && prompt === "consent") at = new URL(`${at.pathname}/abort`, at);
		else form = new URLSearchParams({ prompt, login: as, password: "any" });
	}
	throw new Error("the provider leads in a circle");
}
