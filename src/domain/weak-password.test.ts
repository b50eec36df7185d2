import { expect, test } from "vitest";
import { weaknessOf } from "./weak-password.ts";

test.each([
	["short1", "short"],
	["девять123", "short"],
	["aaaaabbbbb", "repeating"],
	["abababababab", "repeating"],
	["Password2026!", "common"],
	["пароль12345", "common"],
	["QWERTY123456", "common"],
	["ivanova-2026", "like-login"],
	["a long enough password", null],
	["снег на крыше лежит", null],
	["k7#Wm2pQx9", null],
])("%s → %s", (password, weakness) => expect(weaknessOf(password, "ivanova")).toBe(weakness));
