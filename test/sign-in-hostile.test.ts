import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CheckedProvider } from "../src/http/contract-sign-in.ts";
import { startFalseProvider } from "./false-provider.ts";
import type { FalseProvider } from "./false-provider.ts";
import { begin, codeOf, comeBack, openBrowser, openSignInDesk } from "./sign-in-desk.ts";
import type { SignInDesk } from "./sign-in-desk.ts";

let provider: FalseProvider;
let given: SignInDesk;
let id: number;
beforeAll(async () => {
	provider = await startFalseProvider();
	given = await openSignInDesk([provider.host]);
	id = await given.add(provider.issuer);
	await given.asAdmin("PUT", `/api/sign-in-providers/${id}/people/2`, { subject: "anna" });
});
afterAll(async () => {
	await given.desk.close();
	await provider.close();
});
beforeEach(() => {
	Object.assign(provider, { description: {}, raw: null, claims: {}, signsFalsely: false, asked: [] });
});

/** Signs in by a provider that gives out these claims beside the right nonce. */
async function signIn(claims: Record<string, unknown> = {}, search = {}) {
	const browser = openBrowser(given.desk);
	const asked = new URL(await begin(browser, id)).searchParams;
	provider.claims = { nonce: asked.get("nonce"), ...claims };
	const query = new URLSearchParams({ code: "c", state: asked.get("state")!, ...search });
	const to = await comeBack(
		browser,
		new URL(`http://desk.example/api/sign-in/providers/${id}/return?${query.toString()}`),
	);
	return { to, me: await browser.me() };
}
const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;

describe("an identity", () => {
	test("that is as it should be lets in", async () => {
		expect(await signIn()).toMatchObject({ to: "/", me: { id: 2 } });
	});

	test.each<[string, Record<string, unknown>, string]>([
		["of another sign-in", { nonce: "another" }, "token-refused"],
		["of no sign-in", { nonce: null }, "token-refused"],
		["of another client", { aud: "another" }, "token-refused"],
		["of several clients, for another", { aud: ["desk", "another"], azp: "another" }, "token-refused"],
		["of another issuer", { iss: "https://other.example" }, "token-refused"],
		["of nobody", { sub: null }, "token-refused"],
		["whose name the database cannot keep", { sub: "anna\0" }, "token-refused"],
		["whose name is too long", { sub: "a".repeat(256) }, "token-refused"],
		["that is over", { iat: seconds(-600), exp: seconds(-300) }, "clock"],
		["that is not yet", { nbf: seconds(300) }, "clock"],
		["of a name that nobody is linked with", { sub: "' or 1=1 --" }, "unknown-person"],
	])("%s does not", async (_, claims, trouble) => {
		expect(await signIn(claims)).toEqual({ to: `/sign-in?trouble=${trouble}`, me: null });
	});

	test("within a minute of the clock's going wrong lets in", async () => {
		expect((await signIn({ iat: seconds(-100), exp: seconds(-40) })).to).toBe("/");
	});

	test("signed with a key that the provider does not show does not", async () => {
		provider.signsFalsely = true;
		expect(await signIn()).toEqual({ to: "/sign-in?trouble=token-refused", me: null });
	});

	test("of a return in the name of another issuer does not", async () => {
		const iss = "https://other.example";
		expect(await signIn({}, { iss })).toEqual({ to: "/sign-in?trouble=token-refused", me: null });
	});

	test.each([
		["access_denied", "cancelled"],
		["server_error", "provider-error"],
		["<script>", "provider-error"],
	])("refused with %s is said in words of ours", async (error, trouble) => {
		expect((await signIn({}, { error })).to).toBe(`/sign-in?trouble=${trouble}`);
	});
});

describe("a description", () => {
	const check = async () => {
		const response = await given.asAdmin("POST", `/api/sign-in-providers/${id}/check`);
		expect(response.status).toBe(200);
		return ((await response.json()) as CheckedProvider).faults.map(({ fault }) => fault);
	};
	const start = () => openBrowser(given.desk).call("POST", `/api/sign-in/providers/${id}`, {});

	test("that is as it should be has no fault", async () => {
		expect(await check()).toEqual([]);
	});

	test.each<[string, Record<string, unknown>, string]>([
		["of another issuer", { issuer: "https://other.example" }, "issuer-differs"],
		["without an issuer", { issuer: undefined }, "not-readable"],
		["with an inner address for tokens", { token_endpoint: "http://169.254.169.254/token" }, "endpoint-refused"],
		["with a script for the browser", { authorization_endpoint: "javascript:alert(1)" }, "endpoint-refused"],
		["with a plain address for the browser", { authorization_endpoint: "http://other.example/" }, "endpoint-refused"],
		["without keys", { jwks_uri: undefined }, "endpoint-refused"],
		["with keys at an inner address", { jwks_uri: "https://127.0.0.1:1/keys" }, "address-refused"],
		["with keys that are none", { jwks_uri: "PLACE/token" }, "no-keys"],
		["of another flow", { response_types_supported: ["token"] }, "no-code-flow"],
		["without a proof of who began", { code_challenge_methods_supported: ["plain"] }, "no-pkce"],
	])("%s is told by %s", async (_, description, fault) => {
		const here = JSON.parse(JSON.stringify(description).replace("PLACE", provider.issuer)) as typeof description;
		for (const [name, value] of Object.entries(description)) if (value === undefined) here[name] = undefined;
		provider.description = here;
		expect(await check()).toEqual([fault]);
	});

	test.each([
		[{ status: 404, type: "text/html", body: "no" }, "no-document"],
		[{ status: 302, type: "text/html", body: "" }, "no-document"],
		[{ status: 200, type: "text/html", body: "<h1>Welcome</h1>" }, "not-readable"],
		[{ status: 200, type: "application/json", body: "{" }, "not-readable"],
		[{ status: 200, type: "application/json", body: "[]" }, "not-readable"],
		[{ status: 200, type: "application/json", body: `"${"x".repeat(2_000_000)}"` }, "not-readable"],
	])("that comes as %j is no description", async (raw, fault) => {
		provider.raw = raw;
		expect(await check()).toEqual([fault]);
		expect(await codeOf(await start())).toBe("provider-refused");
	});

	test("never leads the browser to what is no page of the provider", async () => {
		for (const authorization_endpoint of ["javascript:alert(1)", "http://other.example/", "data:text/html,x"]) {
			provider.description = { authorization_endpoint };
			expect(await codeOf(await start())).toBe("provider-refused");
		}
	});

	test("leads no call inside: nothing of the secret goes to an inner address", async () => {
		provider.description = { token_endpoint: "https://127.0.0.1:1/token" };
		expect((await signIn()).to).toBe("/sign-in?trouble=unreachable");
		expect(provider.asked).not.toContain("/token");
	});

	test("of a provider that is not there is told so", async () => {
		const gone = await startFalseProvider();
		await gone.close();
		const alone = await openSignInDesk([gone.host]);
		try {
			const far = await alone.add(gone.issuer);
			const checked = await alone.asAdmin("POST", `/api/sign-in-providers/${far}/check`);
			expect(await checked.json()).toEqual({ faults: [{ fault: "unreachable", told: null }] });
			const refused = await openBrowser(alone.desk).call("POST", `/api/sign-in/providers/${far}`, {});
			expect(await refused.json()).toMatchObject({ code: "provider-refused", details: { reason: "unreachable" } });
		} finally {
			await alone.desk.close();
		}
	});
});
