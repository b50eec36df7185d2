import { sql } from "kysely";
import { expect } from "vitest";
import type { Me } from "../src/http/contract.ts";
import type { Provider } from "../src/http/contract-sign-in.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { clientId, clientSecret } from "./identity-provider.ts";

export const returnUrl = (providerId: number): string =>
	`http://desk.example/api/sign-in/providers/${providerId}/return`;

/** A browser: what the desk has told it to keep. */
export type Browser = {
	cookies: Map<string, string>;
	call: (method: string, path: string, body?: unknown) => Promise<Response>;
	me: () => Promise<Me | null>;
};

export function openBrowser(desk: Desk): Browser {
	const cookies = new Map<string, string>();
	const call: Browser["call"] = async (method, path, body) => {
		const as = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
		const response = await desk.call(method, path, { as, ...(body !== undefined && { body }) });
		for (const line of response.headers.getSetCookie()) {
			const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			cookies.set(name, value);
		}
		return response;
	};
	const me = async () => {
		const response = await call("GET", "/api/session");
		return response.status === 200 ? ((await response.json()) as Me) : null;
	};
	return { cookies, call, me };
}

/** Begins a sign-in. @returns where the desk sends the browser */
export async function begin(browser: Browser, providerId: number, next: string | null = null): Promise<string> {
	const response = await browser.call("POST", `/api/sign-in/providers/${providerId}`, { next });
	expect(response.status, await response.clone().text()).toBe(200);
	return ((await response.json()) as { url: string }).url;
}

/** Comes back to the desk. @returns the screen that follows */
export async function comeBack(browser: Browser, at: URL): Promise<string> {
	const response = await browser.call("GET", at.pathname + at.search);
	expect(response.status, await response.clone().text()).toBe(303);
	return response.headers.get("location") ?? "";
}

export const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;

export type ProviderChange = Partial<Provider> & { clientSecret?: string };
const usual = { label: "Область", clientId, findsBy: "link", isSecondFactor: false, newRoles: [], newAgencyId: null };

/** A desk that may ask these hosts, and an administrator of it. */
export async function openSignInDesk(trustedProviders: string[], publicUrl = "http://desk.example") {
	const desk = await openDesk({ trustedProviders, publicUrl });
	const admin = await desk.signIn("login-5");
	const asAdmin = (method: string, path: string, body?: unknown) =>
		desk.call(method, path, { as: admin, ...(body !== undefined && { body }) });
	return {
		desk,
		asAdmin,
		/** adds a provider that is on */
		add: async (issuer: string, change: ProviderChange = {}): Promise<number> => {
			const added = await asAdmin("POST", "/api/sign-in-providers", { ...usual, issuer, clientSecret, ...change });
			expect(added.status, await added.clone().text()).toBe(201);
			const { id } = (await added.json()) as { id: number };
			await set(id, change);
			return id;
		},
		set,
		audit: async (type: string) => {
			const { rows } = await sql<{ data: unknown; actor_id: number | null }>`
				select data, actor_id from audit_event where type = ${type} order by id`.execute(desk.db);
			return rows;
		},
	};
	async function set(id: number, change: ProviderChange): Promise<void> {
		const saved = await asAdmin("PUT", `/api/sign-in-providers/${id}`, { ...usual, isOn: true, ...change });
		expect(saved.status, await saved.clone().text()).toBe(204);
	}
}
export type SignInDesk = Awaited<ReturnType<typeof openSignInDesk>>;
