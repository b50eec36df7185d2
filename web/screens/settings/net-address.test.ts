import { expect, test } from "vitest";
import { isNetAddress } from "./net-address.ts";

test.each(["10.0.0.1", "10.0.0.0/8", "255.255.255.255", "fe80::1", "2001:db8::/32", "::1"])(
	"%s is an address",
	(text) => {
		expect(isNetAddress(text)).toBe(true);
	},
);

test.each([
	"",
	"10.0.0",
	"999.1.1.1",
	"10.0.0.1.",
	"1.2.3.4/99",
	"1.2.3.4/8/8",
	"1.2.3.4/",
	"fe80",
	"fe80::1/200",
	"мой",
])("%j is none", (text) => {
	expect(isNetAddress(text)).toBe(false);
});
