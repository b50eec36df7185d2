import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rotateProviders } from "../src/access/rotate-providers.ts";
import { unseal } from "../src/db/sealed.ts";
import type { ProviderList } from "../src/http/contract-sign-in.ts";
import { clientSecret, startIdentityProvider } from "./identity-provider.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import { secretKey } from "./region.ts";
import { begin, codeOf, comeBack, openBrowser, openSignInDesk, returnUrl } from "./sign-in-desk.ts";
import type { SignInDesk } from "./sign-in-desk.ts";
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

describe("whoever connects providers", () => {
	const order = { label: "Ещё", clientId: "x", clientSecret: "y", findsBy: "link", isSecondFactor: false };

	test("manages the people of the whole region, with every right that anybody has; no program does", async () => {
		const head = await addPerson(given.desk, 2102, 1, ["staff.manage", "case.read.agency"]);
		const half = await addPerson(given.desk, 2103, null, ["staff.manage", "case.read.region"]);
		const { desk } = given;
		expect((await desk.call("GET", "/api/sign-in-providers", { as: head })).status).toBe(403);
		const body = { ...order, issuer: provider.issuer };
		// by a provider of their own they could become an administrator
		const asked = await desk.call("POST", "/api/sign-in-providers", { as: half, body });
		expect(await codeOf(asked)).toBe("rights-beyond-own");
		const made = await given.asAdmin("POST", "/api/tokens", { name: "t", permissions: ["staff.manage"], days: 1 });
		const { token } = (await made.json()) as { token: string };
		const headers = { authorization: `Bearer ${token}` };
		expect((await desk.call("GET", "/api/sign-in-providers", { headers })).status).toBe(403);
	});

	test("never sees the secret again, and nobody reads it in the database or the journal", async () => {
		const list = await (await given.asAdmin("GET", "/api/sign-in-providers")).text();
		expect((JSON.parse(list) as ProviderList).items[0]).toMatchObject({ id, isOn: true, returnUrl: returnUrl(id) });
		const { rows } = await sql<{ text: string }>`select
			(select string_agg(v::text, '') from sign_in_provider v) || (select string_agg(data::text, '') from audit_event) as text`.execute(
			given.desk.db,
		);
		for (const text of [list, rows[0]!.text]) {
			expect(text).not.toContain(clientSecret);
			expect(text).not.toContain(Buffer.from(clientSecret).toString("hex"));
		}
		const fresh = randomBytes(32);
		expect(await rotateProviders(given.desk.db, secretKey, fresh)).toBe(1);
		expect(await rotateProviders(given.desk.db, secretKey, fresh)).toBe(0);
		const [row] = await given.desk.db.selectFrom("sign_in_provider").select("client_secret").execute();
		expect(unseal(fresh, row!.client_secret)).toBe(clientSecret);
		// this server still has the former key
		expect(await codeOf(await openBrowser(given.desk).call("POST", `/api/sign-in/providers/${id}`, {}))).toBe(
			"provider-refused",
		);
		await rotateProviders(given.desk.db, fresh, secretKey);
	});

	test("is told what is wrong: nothing, or a client that the provider does not know", async () => {
		const check = async () => (await given.asAdmin("POST", `/api/sign-in-providers/${id}/check`)).json();
		expect(await check()).toEqual({ faults: [] });
		await given.set(id, { clientSecret: "another" });
		expect(await check()).toEqual({ faults: [{ fault: "client-refused", told: null }] });
		const browser = openBrowser(given.desk);
		expect(await comeBack(browser, await provider.walk(await begin(browser, id), "anna"))).toBe(
			"/sign-in?trouble=client-refused",
		);
		await given.set(id, { clientSecret });
	});

	test.each([
		["http://idp.example", "provider-address-refused"],
		["https://10.0.0.1", "provider-address-refused"],
		["https://name:word@idp.example", "provider-address-refused"],
		["https://idp.example/?x=1", "provider-address-refused"],
		["ftp://idp.example", "provider-address-refused"],
		["no address", "invalid-request"],
	])("is refused the address %s", async (issuer, code) => {
		expect(await codeOf(await given.asAdmin("POST", "/api/sign-in-providers", { ...order, issuer }))).toBe(code);
	});

	test("takes one away with its links; another region's does not exist", async () => {
		const second = await given.add(provider.issuer, { label: "На время" });
		await given.asAdmin("PUT", `/api/sign-in-providers/${second}/people/2`, { subject: "x" });
		expect((await given.asAdmin("DELETE", `/api/sign-in-providers/${second}`)).status).toBe(204);
		for (const [method, path] of [
			["PUT", `${second}/people/2`],
			["POST", `${second}/check`],
			["DELETE", `${second}`],
			["DELETE", `${second}/people/2`],
		] as const)
			expect((await given.asAdmin(method, `/api/sign-in-providers/${path}`, { subject: "x" })).status).toBe(404);
	});
});
