import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OwnWays } from "../src/http/contract-sign-in.ts";
import { openDesk, password } from "./desk.ts";
import { codeOf, openBrowser, openSignInDesk } from "./sign-in-desk.ts";
import type { Browser, SignInDesk } from "./sign-in-desk.ts";
import { softKey } from "./soft-key.ts";
import type { SoftKey, Wrong } from "./soft-key.ts";

const origin = "https://desk.example";
let given: SignInDesk;
beforeAll(async () => {
	given = await openSignInDesk([], origin);
});
afterAll(() => given.desk.close());
beforeEach(async () => {
	await sql`truncate passkey, sign_in_step, sign_in_failure`.execute(given.desk.db);
	await sql`delete from session where staff_id <> 5`.execute(given.desk.db);
});

const browserOf = (): Browser => openBrowser(given.desk);
async function enter(login: string): Promise<Browser> {
	const browser = browserOf();
	expect((await browser.call("POST", "/api/session", { login, password })).status).toBe(200);
	return browser;
}
async function offer(browser: Browser, path = "/api/account/passkeys/options", body: object = { password }) {
	const response = await browser.call("POST", path, body);
	expect(response.status, await response.clone().text()).toBe(200);
	return (await response.json()) as { challenge: string; rpId?: string; rp?: { id: string } };
}
const add = (browser: Browser, key: SoftKey, challenge: string, wrong?: Wrong) =>
	browser.call("POST", "/api/account/passkeys", { name: "Ноутбук", answer: key.make(challenge, wrong) });
async function addNew(browser: Browser): Promise<SoftKey> {
	const key = softKey(origin, "desk.example");
	const made = await add(browser, key, (await offer(browser)).challenge);
	expect(made.status, await made.clone().text()).toBe(201);
	return key;
}
const ask = (browser: Browser) => offer(browser, "/api/sign-in/passkey/options", {});
async function signIn(key: SoftKey, wrong?: Wrong, browser = browserOf()) {
	const { challenge } = await ask(browser);
	const response = await browser.call("POST", "/api/sign-in/passkey", key.answer(challenge, wrong));
	return { response, browser };
}
const ways = async (browser: Browser) => (await (await browser.call("GET", "/api/account/ways")).json()) as OwnWays;

describe("a passkey", () => {
	test("lets in without a login or a password, and the journal says how", async () => {
		const owner = await enter("login-2");
		const key = await addNew(owner);
		expect((await ways(owner)).passkeys).toMatchObject([{ name: "Ноутбук", lastUsedAt: null }]);
		const { response, browser } = await signIn(key, { userHandle: "1.2" });
		expect(response.status, await response.clone().text()).toBe(200);
		expect(await browser.me()).toMatchObject({ id: 2 });
		const [last] = (await given.audit("signed-in")).slice(-1);
		expect(last).toEqual({ actor_id: 2, data: { by: "passkey" } });
		expect((await ways(owner)).passkeys[0]?.lastUsedAt).not.toBeNull();
	});

	test.each<[string, Wrong]>([
		["of another site", { origin: "https://desk.example.evil" }],
		["for another name", { rpId: "evil.example" }],
		["of a making, not of a sign-in", { type: "webauthn.create" }],
		["whose owner was not verified", { isUnverified: true }],
		["whose counter stands still", { counter: 1 }],
		["of another person, as it says", { userHandle: "1.3" }],
		["signed by another key", { isForged: true }],
	])("%s is refused", async (_, wrong) => {
		const key = await addNew(await enter("login-2"));
		const { response, browser } = await signIn(key, wrong);
		expect([response.status, await codeOf(response)]).toEqual([401, "passkey-refused"]);
		expect(await browser.me()).toBeNull();
		const [last] = (await given.audit("sign-in-refused")).slice(-1);
		expect(last).toEqual({ actor_id: 2, data: { reason: "wrong-passkey" } });
	});

	test("answers each question once, in the browser that asked, within ten minutes", async () => {
		const key = await addNew(await enter("login-2"));
		const browser = browserOf();
		const { challenge } = await ask(browser);
		const answer = key.answer(challenge);
		const stranger = browserOf();
		await ask(stranger);
		const give = (from: Browser, body: object) => from.call("POST", "/api/sign-in/passkey", body);
		expect((await give(browser, answer)).status).toBe(200);
		expect(await codeOf(await give(browser, answer))).toBe("sign-in-step-over");
		const other = key.answer((await ask(browser)).challenge);
		expect(await codeOf(await give(stranger, other))).toBe("sign-in-step-over");
		const late = key.answer((await ask(browser)).challenge);
		await sql`update sign_in_step set expires_at = now() - interval '1 second'`.execute(given.desk.db);
		expect(await codeOf(await give(browser, late))).toBe("sign-in-step-over");
		expect(await codeOf(await give(browser, key.answer("a challenge of its own")))).toBe("sign-in-step-over");
	});

	test("of nobody, and of somebody switched off, looks the same", async () => {
		const key = await addNew(await enter("login-3"));
		expect(await codeOf((await signIn(softKey(origin, "desk.example"))).response)).toBe("passkey-refused");
		await sql`update staff set is_active = false where id = 3`.execute(given.desk.db);
		expect(await codeOf((await signIn(key)).response)).toBe("passkey-refused");
		await sql`update staff set is_active = true where id = 3`.execute(given.desk.db);
	});

	test.each([
		["", 400],
		[{}, 400],
		[{ id: "x", rawId: "x", type: "public-key", response: {} }, 400],
		[
			{
				id: "x",
				rawId: "x",
				type: "public-key",
				response: { clientDataJSON: "e30", authenticatorData: "", signature: "" },
			},
			401,
		],
		[
			{
				id: "x",
				rawId: "x",
				type: "public-key",
				response: { clientDataJSON: "_", authenticatorData: "", signature: "" },
			},
			401,
		],
		[
			{
				id: "x\0",
				rawId: "x",
				type: "public-key",
				response: { clientDataJSON: "e30", authenticatorData: "", signature: "" },
			},
			400,
		],
	])("is not %j", async (body, status) => {
		const browser = browserOf();
		await ask(browser);
		expect((await browser.call("POST", "/api/sign-in/passkey", body)).status).toBe(status);
	});
});

describe("one's passkeys", () => {
	test("are made by the password alone, for the desk, by who asked", async () => {
		const browser = await enter("login-2");
		const refused = await browser.call("POST", "/api/account/passkeys/options", { password: "no" });
		expect(await codeOf(refused)).toBe("password-wrong");
		const key = softKey(origin, "desk.example");
		const { challenge, rp } = await offer(browser);
		expect(rp).toMatchObject({ id: "desk.example" });
		for (const wrong of [{ origin: "https://evil.example" }, { rpId: "evil.example" }, { isUnverified: true }])
			expect(await codeOf(await add(browser, key, (await offer(browser)).challenge, wrong))).toBe("passkey-refused");
		// the question was for another person
		const other = await enter("login-3");
		other.cookies.set("otklik_sign_in", browser.cookies.get("otklik_sign_in")!);
		expect(await codeOf(await add(other, key, challenge))).toBe("sign-in-step-over");
		expect((await add(browser, key, (await offer(browser)).challenge)).status).toBe(201);
		expect(await codeOf(await add(browser, key, (await offer(browser)).challenge))).toBe("passkey-known");
	});

	test("are at most ten, have names, and are taken away by the password", async () => {
		const browser = await enter("login-2");
		for (let count = 0; count < 10; count++) await addNew(browser);
		const full = await browser.call("POST", "/api/account/passkeys/options", { password });
		expect(await codeOf(full)).toBe("passkeys-full");
		const [{ id } = { id: 0 }] = (await ways(browser)).passkeys;
		expect((await browser.call("PUT", `/api/account/passkeys/${id}`, { name: "  Телефон " })).status).toBe(204);
		expect((await browser.call("PUT", `/api/account/passkeys/${id}`, { name: "  " })).status).toBe(400);
		expect((await ways(browser)).passkeys[0]?.name).toBe("Телефон");
		const other = await enter("login-3");
		expect((await other.call("PUT", `/api/account/passkeys/${id}`, { name: "Чужой" })).status).toBe(404);
		expect((await other.call("POST", `/api/account/passkeys/${id}/remove`, { password })).status).toBe(404);
		const remove = (word: string) => browser.call("POST", `/api/account/passkeys/${id}/remove`, { password: word });
		expect(await codeOf(await remove("no"))).toBe("password-wrong");
		expect((await remove(password)).status).toBe(204);
		expect((await ways(browser)).passkeys).toHaveLength(9);
	});

	test("are what a role demands; the last one stays then, and an administrator takes them from who lost them", async () => {
		await sql`update role set needs_second_factor = true where code = 'agency'`.execute(given.desk.db);
		try {
			const browser = await enter("login-4");
			expect((await browser.me())?.owes).toBe("second-factor");
			const key = await addNew(browser);
			expect((await browser.me())?.owes).toBeNull();
			// from now on the password alone is one thing too few
			const alone = await browserOf().call("POST", "/api/session", { login: "login-4", password });
			expect([alone.status, await codeOf(alone)]).toEqual([401, "passkey-needed"]);
			const entered = await signIn(key);
			expect((await entered.browser.me())?.owes).toBeNull();
			const [{ id } = { id: 0 }] = (await ways(browser)).passkeys;
			const last = await browser.call("POST", `/api/account/passkeys/${id}/remove`, { password });
			expect(await codeOf(last)).toBe("second-factor-demanded");
			const admin = await enter("login-5");
			expect((await admin.call("DELETE", "/api/people/4/second-factor")).status).toBe(204);
			expect(await codeOf((await signIn(key)).response)).toBe("passkey-refused");
			expect((await (await enter("login-4")).me())?.owes).toBe("second-factor");
		} finally {
			await sql`update role set needs_second_factor = false`.execute(given.desk.db);
		}
	});
});

test("where the desk has no name or no https, browsers make no passkeys, and the desk says so", async () => {
	const plain = await openDesk({ publicUrl: "http://127.0.0.1:8080" });
	try {
		const browser = openBrowser(plain);
		expect(await (await browser.call("GET", "/api/sign-in/ways")).json()).toEqual({ passkeys: false, providers: [] });
		expect(await codeOf(await browser.call("POST", "/api/sign-in/passkey/options"))).toBe("passkeys-impossible");
	} finally {
		await plain.close();
	}
});
