import { tmpdir } from "node:os";
import { sql } from "kysely";
import { generate, generateSecret } from "otplib/functional";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../demo/system.ts";
import { seal } from "../src/db/sealed.ts";
import type { LinkedPeople, OwnWays } from "../src/http/contract-sign-in.ts";
import { startServer } from "../src/serve.ts";
import { password } from "./desk.ts";
import { startIdentityProvider } from "./identity-provider.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import { secretKey } from "./region.ts";
import { begin, codeOf, comeBack, openBrowser, openSignInDesk, returnUrl } from "./sign-in-desk.ts";
import type { Browser, SignInDesk } from "./sign-in-desk.ts";
import { addPerson } from "./staff.ts";

let provider: IdentityProvider;
let given: SignInDesk;
let id: number;
beforeAll(async () => {
	provider = await startIdentityProvider(returnUrl);
	given = await openSignInDesk([provider.host]);
	id = await given.add(provider.issuer);
});
afterAll(async () => {
	await given.desk.close();
	await provider.close();
});
beforeEach(async () => {
	await given.set(id, {});
});
afterEach(async () => {
	await sql`delete from sign_in_link`.execute(given.desk.db);
	await sql`update staff set is_active = true, totp_secret = null`.execute(given.desk.db);
});

const link = (staffId: number, subject: string) =>
	given.asAdmin("PUT", `/api/sign-in-providers/${id}/people/${staffId}`, { subject });
async function signIn(as: string, browser = openBrowser(given.desk), next: string | null = null): Promise<string> {
	return comeBack(browser, await provider.walk(await begin(browser, id, next), as));
}
const enter = async (login: string): Promise<Browser> => {
	const browser = openBrowser(given.desk);
	expect((await browser.call("POST", "/api/session", { login, password })).status).toBe(200);
	return browser;
};

describe("a person whom somebody has linked", () => {
	test("comes in without a password to where they wanted, and the journal says how", async () => {
		expect((await link(2, "anna")).status).toBe(204);
		const browser = openBrowser(given.desk);
		expect(await signIn("anna", browser, "/cases?view=mine")).toBe("/cases?view=mine");
		expect(await browser.me()).toMatchObject({ id: 2, owes: null });
		const [last] = (await given.audit("signed-in")).slice(-1);
		expect(last).toEqual({ actor_id: 2, data: { by: "provider", providerId: id } });
		const linked = (await (await given.asAdmin("GET", `/api/sign-in-providers/${id}/people`)).json()) as LinkedPeople;
		expect(linked.items).toMatchObject([{ staffId: 2, subject: "anna", lastUsedAt: expect.any(String) }]);
	});

	test("links themselves by their password, once, and ends it themselves", async () => {
		const browser = await enter("login-3");
		const ask = (word: string) => browser.call("POST", `/api/account/providers/${id}`, { password: word });
		expect(await codeOf(await ask("no"))).toBe("password-wrong");
		const { url } = (await (await ask(password)).json()) as { url: string };
		expect(await comeBack(browser, await provider.walk(url, "boris"))).toBe("/account?linked=1");
		expect(await signIn("boris")).toBe("/");
		// the same name there is nobody else's
		const other = await enter("login-4");
		const again = await other.call("POST", `/api/account/providers/${id}`, { password });
		const at = await provider.walk(((await again.json()) as { url: string }).url, "boris");
		expect(await comeBack(other, at)).toBe("/account?trouble=linked-otherwise");
		const ways = async () => (await (await browser.call("GET", "/api/account/ways")).json()) as OwnWays;
		expect((await ways()).providers).toMatchObject([{ id, linkedAt: expect.any(String) }]);
		expect((await browser.call("DELETE", `/api/account/providers/${id}`)).status).toBe(204);
		expect((await ways()).providers).toMatchObject([{ id, linkedAt: null }]);
		expect(await signIn("boris")).toBe("/sign-in?trouble=unknown-person");
	});

	test("is not linked with whoever has signed in meanwhile in the same browser", async () => {
		const browser = await enter("login-3");
		const asked = await browser.call("POST", `/api/account/providers/${id}`, { password });
		const at = await provider.walk(((await asked.json()) as { url: string }).url, "boris");
		await browser.call("POST", "/api/session", { login: "login-4", password });
		expect(await comeBack(browser, at)).toBe("/account?trouble=other-session");
	});

	test("who was switched off is told so, and the journal keeps it", async () => {
		await link(2, "anna");
		await sql`update staff set is_active = false where id = 2`.execute(given.desk.db);
		const browser = openBrowser(given.desk);
		expect(await signIn("anna", browser)).toBe("/sign-in?trouble=switched-off");
		expect(await browser.me()).toBeNull();
		const [last] = (await given.audit("sign-in-refused")).slice(-1);
		expect(last?.data).toEqual({ by: "provider", providerId: id, reason: "switched-off" });
	});
});

describe("a person who is found by a confirmed address", () => {
	beforeAll(async () => {
		await addPerson(given.desk, 2101, 1, ["case.read.agency", "case.work"]);
		await sql`update staff set login = 'vera@agency.example' where id = 2101`.execute(given.desk.db);
	});
	beforeEach(() => given.set(id, { findsBy: "email" }));

	test("is linked at the first visit, and known by the link from then on", async () => {
		provider.people.vera = { email: "Vera@Agency.example", email_verified: true };
		const browser = openBrowser(given.desk);
		expect(await signIn("vera", browser)).toBe("/");
		expect(await browser.me()).toMatchObject({ id: 2101 });
		provider.people.vera = { email: "elsewhere@agency.example", email_verified: true };
		expect(await signIn("vera")).toBe("/");
		// the address has passed to somebody else there: the account has not
		provider.people.gleb = { email: "vera@agency.example", email_verified: true };
		expect(await signIn("gleb")).toBe("/sign-in?trouble=linked-otherwise");
	});

	test.each([
		[{ email: "vera@agency.example", email_verified: false }, "email-unconfirmed"],
		[{ email: "vera@agency.example" }, "email-unconfirmed"],
		[{}, "unknown-person"],
		[{ email: "nobody@agency.example", email_verified: true }, "unknown-person"],
	])("is not found by %j", async (told, trouble) => {
		provider.people.dina = told;
		expect(await signIn("dina")).toBe(`/sign-in?trouble=${trouble}`);
	});

	test("is not found so where the provider is set to links alone", async () => {
		await given.set(id, {});
		provider.people.vera = { email: "vera@agency.example", email_verified: true };
		expect(await signIn("vera")).toBe("/sign-in?trouble=unknown-person");
	});

	test("gets an account only where the provider is set so, with the roles it names", async () => {
		provider.people.new = { email: "new@agency.example", email_verified: true, name: "Новый человек" };
		expect(await signIn("new")).toBe("/sign-in?trouble=unknown-person");
		await given.set(id, { newRoles: ["agency"], newAgencyId: 1 });
		const browser = openBrowser(given.desk);
		expect(await signIn("new", browser)).toBe("/");
		const me = await browser.me();
		expect(me).toMatchObject({ login: "new@agency.example", name: "Новый человек", agencyId: 1, owes: null });
		const [last] = (await given.audit("person-added")).slice(-1);
		expect(last).toMatchObject({ actor_id: null, data: { personId: me?.id, providerId: id, roles: ["agency"] } });
	});
});

describe("the second step", () => {
	test("is asked for after a provider that does not count as one; guesses are held back", async () => {
		const key = generateSecret();
		await link(4, "elena");
		await sql`update staff set totp_secret = ${seal(secretKey, key)}, totp_step = 0 where id = 4`.execute(
			given.desk.db,
		);
		const browser = openBrowser(given.desk);
		expect(await signIn("elena", browser, "/day")).toBe("/sign-in?step=code&next=%2Fday");
		expect(await browser.me()).toBeNull();
		const answer = (code: string, from = browser) => from.call("POST", "/api/sign-in/code", { code });
		expect(await codeOf(await answer("000000"))).toBe("second-factor-wrong");
		// a code without the visit at the provider opens nothing
		expect(await codeOf(await answer(await generate({ secret: key }), openBrowser(given.desk)))).toBe(
			"sign-in-step-over",
		);
		expect((await answer(await generate({ secret: key }))).status).toBe(200);
		expect(await browser.me()).toMatchObject({ id: 4 });
		expect(await codeOf(await answer("000000"))).toBe("sign-in-step-over");
		await signIn("elena", browser);
		const codes = [];
		for (let guess = 0; guess < 6; guess++) codes.push(await codeOf(await answer(`00000${guess}`)));
		expect(codes.at(-1)).toBe("sign-in-throttled");
		await sql`delete from sign_in_failure`.execute(given.desk.db);
	});

	test("that a role demands is owed after a provider, unless it counts as one", async () => {
		await link(2, "anna");
		await sql`update role set needs_second_factor = true where code = 'agency'`.execute(given.desk.db);
		try {
			const browser = openBrowser(given.desk);
			await signIn("anna", browser);
			expect((await browser.me())?.owes).toBe("second-factor");
			await given.set(id, { isSecondFactor: true });
			await signIn("anna", browser);
			expect((await browser.me())?.owes).toBeNull();
		} finally {
			await sql`update role set needs_second_factor = false`.execute(given.desk.db);
		}
	});
});

describe("a return that is not what it should be", () => {
	test("consent that was refused says so", async () => {
		const browser = openBrowser(given.desk);
		const at = await provider.walk(await begin(browser, id, "/day"), "anna", "cancel");
		expect(await comeBack(browser, at)).toBe("/sign-in?trouble=cancelled&next=%2Fday");
	});

	test("is good once, in the browser that began, for its own provider", async () => {
		await link(2, "anna");
		const browser = openBrowser(given.desk);
		const at = await provider.walk(await begin(browser, id), "anna");
		const stranger = openBrowser(given.desk);
		await begin(stranger, id);
		const other = new URL(at.href.replace(`/providers/${id}/`, `/providers/${id + 50}/`));
		expect(await comeBack(browser, other)).toBe("/sign-in?trouble=state-wrong");
		const second = await provider.walk(await begin(browser, id), "anna");
		expect(await comeBack(stranger, second)).toBe("/sign-in?trouble=state-wrong");
		const third = await provider.walk(await begin(browser, id), "anna");
		expect(await comeBack(browser, third)).toBe("/");
		expect(await comeBack(browser, third)).toBe("/sign-in?trouble=state-wrong");
		expect(await stranger.me()).toBeNull();
	});

	test("may be met by another process of the server than the one that began", async () => {
		await link(2, "anna");
		const server = await startServer({
			...{ databaseUrl: given.desk.databaseUrl, secretKey, demo: null, webRoot: null, version: "test", logger: false },
			...{ publicUrl: "http://desk.example", host: "127.0.0.1", port: await freePort() },
			...{ files: { kind: "folder", folder: tmpdir() }, trustedProviders: [provider.host] },
		});
		try {
			const browser = openBrowser(given.desk);
			const { pathname, search } = await provider.walk(await begin(browser, id), "anna");
			const cookie = `otklik_sign_in=${browser.cookies.get("otklik_sign_in")}`;
			const back = await fetch(server.url + pathname + search, { redirect: "manual", headers: { cookie } });
			expect([back.status, back.headers.get("location")]).toEqual([303, "/"]);
			expect(back.headers.getSetCookie().join()).toContain("otklik_session=");
		} finally {
			await server.stop();
		}
	});

	test("a code that was used, or belongs to another sign-in, is refused by the provider", async () => {
		await link(2, "anna");
		const browser = openBrowser(given.desk);
		const at = await provider.walk(await begin(browser, id), "anna");
		const state = new URL(await begin(browser, id)).searchParams.get("state")!;
		const mixed = new URL(at);
		mixed.searchParams.set("state", state);
		expect(await comeBack(browser, mixed)).toBe("/sign-in?trouble=code-refused");
		expect(await browser.me()).toBeNull();
		expect(await comeBack(browser, at)).toBe("/");
		const again = openBrowser(given.desk);
		at.searchParams.set("state", new URL(await begin(again, id)).searchParams.get("state")!);
		expect(await comeBack(again, at)).toBe("/sign-in?trouble=code-refused");
		expect(await again.me()).toBeNull();
	});

	test.each([
		"",
		"?",
		"?state=",
		"?state=%00",
		`?state=${"x".repeat(43)}&code=1`,
		"?error=access_denied",
		"?state[]=1",
	])("%j is a wrong state", async (search) => {
		const browser = openBrowser(given.desk);
		await begin(browser, id);
		const response = await browser.call("GET", `/api/sign-in/providers/${id}/return${search}`);
		expect([response.status, response.headers.get("location")]).toEqual([303, "/sign-in?trouble=state-wrong"]);
	});

	test("after ten minutes it is too late; a provider switched off meanwhile lets nobody in", async () => {
		await link(2, "anna");
		const browser = openBrowser(given.desk);
		const late = await provider.walk(await begin(browser, id), "anna");
		await sql`update sign_in_step set expires_at = now() - interval '1 second'`.execute(given.desk.db);
		expect(await comeBack(browser, late)).toBe("/sign-in?trouble=expired");
		const at = await provider.walk(await begin(browser, id), "anna");
		await given.set(id, { isOn: false });
		expect(await comeBack(browser, at)).toBe("/sign-in?trouble=provider-off");
		expect((await browser.call("POST", `/api/sign-in/providers/${id}`, {})).status).toBe(404);
		expect(await (await browser.call("GET", "/api/sign-in/ways")).json()).toEqual({ passkeys: false, providers: [] });
	});

	test.each(["//evil.example/", "https://evil.example/", String.raw`/\evil.example`, "x".repeat(3000), 7])(
		"leads nowhere else: %j",
		async (next) => {
			const response = await openBrowser(given.desk).call("POST", `/api/sign-in/providers/${id}`, { next });
			expect(response.status).toBe(400);
		},
	);
});
