import { expect, test } from "vitest";
import { readAttachments } from "./attachments.ts";
import { readError } from "./call.ts";

const nameless = { toString: false, valueOf: false };

test.each([
	[
		"a size that is no number",
		{ type: "photo", photo: { sizes: [{ type: "x", url: "https://e.org/1", width: nameless, height: nameless }] } },
	],
	[
		"a size as text",
		{ type: "photo", photo: { sizes: [{ type: "x", url: "https://e.org/1", width: "10", height: "10" }] } },
	],
])("a photo with %s is still a photo", (_what, attachment) => {
	expect(readAttachments([attachment])).toEqual([{ kind: "photo", url: "https://e.org/1" }]);
});

test.each(["constructor", "toString", "__proto__", "hasOwnProperty"])("a type called %s is kept as another", (type) => {
	const attachment = JSON.parse(`{ "type": "${type}", "${type}": { "a": 1 } }`);
	expect(readAttachments([attachment])).toEqual([{ kind: "other", title: type }]);
});

test("an error whose code is no number is unknown", () => {
	expect(readError({ error_code: nameless })).toMatchObject({ kind: "unknown", code: "error" });
	expect(readError({ error_code: 9 })).toMatchObject({ kind: "not-sent", class: "retry-late" });
});
