import fc from "fast-check";
import { expect, test } from "vitest";
import { isApiToken, newApiToken } from "./api-token.ts";

test("a token is known by its look, one with a letter changed is not", () => {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 41 }), fc.constantFrom(...digits), (at, digit) => {
			const token = newApiToken();
			expect(token).toMatch(/^otk_[0-9A-Za-z]{38}$/);
			expect(isApiToken(token)).toBe(true);
			const other = token.slice(0, at) + digit + token.slice(at + 1);
			expect(isApiToken(other)).toBe(other === token);
		}),
	);
});

test("nothing else is one, and no two are alike", () => {
	fc.assert(fc.property(fc.string(), (text) => !isApiToken(text)));
	expect(new Set(Array.from({ length: 1_000 }, newApiToken)).size).toBe(1_000);
});
