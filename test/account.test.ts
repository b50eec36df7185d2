import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { generate } from "otplib/functional";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { rotateSecondFactors } from "../src/access/rotate-second-factors.ts";
import { SealedError, unseal } from "../src/db/sealed.ts";
import type { Account, FactorOffer, OwnSessionList, RecoveryCodes } from "../src/http/contract-people.ts";
import { openDesk, password } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { secretKey } from "./region.ts";

let desk: Desk;
beforeAll(async () => {
	desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
	await sql`truncate session, sign_in_failure, recovery_code`.execute(desk.db);
	await sql`update staff set totp_secret = null, totp_offered = null, totp_step = 0`.execute(desk.db);
});

const call = (method: string, path: string, as: string, body?: unknown) =>
	desk.call(method, path, { as, ...(body !== undefined && { body }) });
const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;
const enter = (login: string, code?: string) =>
	desk.call("POST", "/api/session", { body: { login, password, ...(code !== undefined && { code }) } });
/** A code of the half-minute that many before or after this one. */
const codeAt = (secret: string, steps = 0) => generate({ secret, epoch: Math.floor(Date.now() / 1000) + steps * 30 });

async function turnOn(login: string) {
	const cookie = await desk.signIn(login);
	const offer = (await (await call("POST", "/api/account/second-factor", cookie, { password })).json()) as FactorOffer;
	const on = await call("PUT", "/api/account/second-factor", cookie, { code: await codeAt(offer.secret, -1) });
	expect(on.status, await on.clone().text()).toBe(200);
	return { cookie, ...offer, ...((await on.json()) as RecoveryCodes) };
}

describe("sessions", () => {
	test("are listed in plain words, ended one by one or all but this", async () => {
		const here = await desk.signIn("login-2");
		const there = await desk.signIn("login-2");
		const agent = "Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36";
		await sql`update session set user_agent = ${agent}`.execute(desk.db);
		const list = async () =>
			((await (await call("GET", "/api/account/sessions", here)).json()) as OwnSessionList).items;
		const [first, second] = await list();
		expect([first, second]).toMatchObject([{ browser: "Chrome", system: "Windows" }, { ip: "127.0.0.1" }]);
		const other = (await list()).find(({ isThis }) => !isThis)!;
		// somebody else's session cannot be told from one that is not there
		const stranger = await desk.signIn("login-3");
		expect((await call("DELETE", `/api/account/sessions/${other.id}`, stranger)).status).toBe(404);
		expect((await call("DELETE", `/api/account/sessions/${other.id}`, here)).status).toBe(204);
		expect((await call("GET", "/api/session", there)).status).toBe(401);
		await desk.signIn("login-2");
		expect((await call("DELETE", "/api/account/sessions", here)).status).toBe(204);
		expect((await list()).map(({ isThis }) => isThis)).toEqual([true]);
		expect((await call("GET", "/api/session", stranger)).status).toBe(200);
	});

	test("end with the password, which asks for the old one and counts guesses", async () => {
		const [here, there] = [await desk.signIn("login-3"), await desk.signIn("login-3")];
		const change = (current: string, next = "another long password", as = here) =>
			call("PUT", "/api/account/password", as, { current, next });
		expect(await codeOf(await change(password, password))).toBe("password-weak");
		expect((await change(password)).status).toBe(204);
		expect((await call("GET", "/api/session", there)).status).toBe(401);
		expect((await call("GET", "/api/session", here)).status).toBe(200);
		expect((await change("another long password", password)).status).toBe(204);
		const answers = [];
		for (let guess = 0; guess < 6; guess++) answers.push(await codeOf(await change(`guess ${guess}`)));
		expect([answers[0], answers[5]]).toEqual(["password-wrong", "sign-in-throttled"]);
	});
});

describe("the second factor", () => {
	test("is asked for after a right password, and no code is good twice", async () => {
		const { secret, codes } = await turnOn("login-4");
		expect(codes).toHaveLength(10);
		expect(await codeOf(await enter("login-4"))).toBe("second-factor-needed");
		// the code by which it was turned on is used up
		expect(await codeOf(await enter("login-4", await codeAt(secret, -1)))).toBe("second-factor-wrong");
		const code = await codeAt(secret);
		expect((await enter("login-4", `${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(200);
		expect(await codeOf(await enter("login-4", code))).toBe("second-factor-wrong");
		expect((await enter("login-4", codes[0]!.toUpperCase())).status).toBe(200);
		expect(await codeOf(await enter("login-4", codes[0]))).toBe("second-factor-wrong");
	});

	test("says nothing to who does not know the password, and guesses of codes are held back", async () => {
		const { secret } = await turnOn("login-4");
		const wrong = { login: "login-4", password: "no", code: await codeAt(secret) };
		expect(await codeOf(await desk.call("POST", "/api/session", { body: wrong }))).toBe("sign-in-failed");
		const answers = [];
		for (let guess = 0; guess < 5; guess++) answers.push(await codeOf(await enter("login-4", `00000${guess}`)));
		expect(answers.at(-1)).toBe("sign-in-throttled");
		// asking for the code anew frees nothing
		expect(await codeOf(await enter("login-4"))).toBe("sign-in-throttled");
		expect(await codeOf(await enter("login-4", await codeAt(secret)))).toBe("sign-in-throttled");
	});

	test("is kept sealed, its recovery codes as hashes, and is turned off by the password alone", async () => {
		const { cookie, secret, codes } = await turnOn("login-4");
		const { rows } = await sql<{
			text: string;
		}>`select s::text || array(select c::text from recovery_code c)::text as text
			from staff s where id = 4`.execute(desk.db);
		expect(rows[0]!.text).not.toContain(Buffer.from(secret).toString("hex"));
		expect(rows[0]!.text).not.toContain(codes[0]);
		expect(await codeOf(await call("POST", "/api/account/second-factor", cookie, { password }))).toBe(
			"second-factor-set",
		);
		for (const path of ["second-factor/off", "recovery-codes"])
			expect(await codeOf(await call("POST", `/api/account/${path}`, cookie, { password: "no" }))).toBe(
				"password-wrong",
			);
		const renewed = await call("POST", "/api/account/recovery-codes", cookie, { password });
		expect(((await renewed.json()) as RecoveryCodes).codes).not.toContain(codes[0]);
		expect(await codeOf(await enter("login-4", codes[0]))).toBe("second-factor-wrong");
		expect((await call("POST", "/api/account/second-factor/off", cookie, { password })).status).toBe(204);
		expect((await enter("login-4")).status).toBe(200);
		const kept = await sql<{ text: string }>`select string_agg(data::text, '') as text from audit_event`.execute(
			desk.db,
		);
		expect(kept.rows[0]!.text).not.toContain(secret);
	});

	test("that a role demands stands before all work and cannot be turned off; an administrator resets it", async () => {
		await sql`update role set needs_second_factor = true where code = 'agency'`.execute(desk.db);
		try {
			const before = await desk.signIn("login-2");
			expect(await codeOf(await call("GET", "/api/cases", before))).toBe("sign-in-unfinished");
			const { cookie } = await turnOn("login-2");
			expect((await call("GET", "/api/cases", cookie)).status).toBe(200);
			expect(await codeOf(await call("POST", "/api/account/second-factor/off", cookie, { password }))).toBe(
				"second-factor-demanded",
			);
			const admin = await desk.signIn("login-5");
			expect((await call("DELETE", "/api/people/2/second-factor", admin)).status).toBe(204);
			expect((await call("GET", "/api/session", cookie)).status).toBe(401);
			const again = await desk.signIn("login-2");
			const account = (await (await call("GET", "/api/account", again)).json()) as Account;
			expect(account.secondFactor).toEqual({ isOn: false, since: null, isDemanded: true, codesLeft: 0 });
		} finally {
			await sql`update role set needs_second_factor = false`.execute(desk.db);
		}
	});

	test.each(["", "12345", "1".repeat(21), null, 123_456])("takes no %j for a code", async (code) => {
		const cookie = await desk.signIn("login-3");
		await call("POST", "/api/account/second-factor", cookie, { password });
		expect((await call("PUT", "/api/account/second-factor", cookie, { code })).status).toBe(400);
	});

	test("needs the password, so that a screen left open gives the account to nobody", async () => {
		const cookie = await desk.signIn("login-3");
		expect((await call("POST", "/api/account/second-factor", cookie)).status).toBe(400);
		expect(await codeOf(await call("POST", "/api/account/second-factor", cookie, { password: "no" }))).toBe(
			"password-wrong",
		);
	});

	test("goes on under another secret key once it is sealed anew; until then a recovery code lets in", async () => {
		const { codes } = await turnOn("login-4");
		const fresh = randomBytes(32);
		const sealed = async () =>
			(await sql<{ totp_secret: Buffer }>`select totp_secret from staff where id = 4`.execute(desk.db)).rows[0]!
				.totp_secret;
		const secret = unseal(secretKey, await sealed());
		expect(await rotateSecondFactors(desk.db, secretKey, fresh)).toBe(1);
		expect(await rotateSecondFactors(desk.db, secretKey, fresh)).toBe(0);
		expect(unseal(fresh, await sealed())).toBe(secret);
		// this server still has the former key
		expect(await codeOf(await enter("login-4", await codeAt(secret)))).toBe("second-factor-wrong");
		expect((await enter("login-4", codes[0])).status).toBe(200);
		await expect(rotateSecondFactors(desk.db, randomBytes(32), secretKey)).rejects.toBeInstanceOf(SealedError);
		expect(await rotateSecondFactors(desk.db, fresh, secretKey)).toBe(1);
		expect((await enter("login-4", await codeAt(secret))).status).toBe(200);
	});
});
