import { describe, expect, test } from "vitest";
import type { IncomingMessage } from "../src/channels/channel.ts";
import { email } from "../src/channels/email/email.ts";
import { emailSample } from "./fixtures/samples/email.ts";

const receivedAt = new Date("2025-11-21T12:00:00Z");
const head = "From: resident@example.org\r\nMessage-ID: <hostile@example.org>\r\n";
const reading = async (letter: string | Buffer) =>
	email.parse(emailSample.page, Buffer.isBuffer(letter) ? letter : Buffer.from(letter), receivedAt);

async function message(letter: string): Promise<IncomingMessage> {
	const parsed = await reading(letter);
	const [change] = parsed.kind === "changes" ? parsed.changes : [];
	if (change?.kind !== "message") throw new Error(JSON.stringify(parsed));
	return change.message;
}

describe("a letter made to do harm is read in seconds", () => {
	const parts = "--b\r\nContent-Type: image/png; name=a.png\r\n\r\nx\r\n";
	test.each([
		["10,000 parts", `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts.repeat(10_000)}--b--\r\n`],
		["elements in elements", `${head}Content-Type: text/html\r\n\r\n${"<div>".repeat(200_000)}x`],
		["open brackets", `${head}Content-Type: text/html\r\n\r\n${"<".repeat(1_000_000)}`],
		["half a million lines", `${head}In-Reply-To: <a@b>\r\n\r\n${"> q\r\n".repeat(500_000)}`],
		["a hundred thousand fields", `${head}${"X-A: v\r\n".repeat(100_000)}\r\nx`],
		["a hundred thousand senders", `From: ${"a@b.example,".repeat(30_000)}\r\n\r\nx`],
		["letters in letters", `${head}${"Content-Type: message/rfc822\r\n\r\n".repeat(2_000)}x`],
		["quotation marks", `From: ${'"'.repeat(100_000)}\r\n\r\nx`],
		["ids", `${head}References: ${"<a@b> ".repeat(50_000)}\r\n\r\nx`],
	])("%s", { timeout: 25_000 }, async (_name, letter) => {
		expect(["changes", "not-understood"]).toContain((await reading(letter)).kind);
	});
});

test("nesting beyond reading is told, not lost", async () => {
	const nested = Array.from(
		{ length: 500 },
		(_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
	).join("");
	expect(await reading(head + nested)).toMatchObject({ kind: "not-understood" });
});

test("files are listed up to a hundred, the rest is counted", async () => {
	const part = "--b\r\nContent-Type: image/png; name=a.png\r\n\r\nx\r\n";
	const { attachments } = await message(
		`${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(130)}--b--\r\n`,
	);
	expect(attachments).toHaveLength(101);
	expect(attachments.at(-1)).toEqual({ kind: "other", title: "+ 30" });
});

test("a letter too long to read through says so", async () => {
	const { text } = await message(`${head}\r\n${"строка\r\n".repeat(30_000)}`);
	expect(text).toMatch(/Письмо прочитано не до конца/);
	expect(text.length).toBeLessThan(110_000);
});

test("a file is given out of the letter it came with, or said to be gone", async () => {
	const body = Buffer.from(emailSample.read("photos-only").raw as string, "latin1");
	const parsed = await reading(body);
	const [change] = parsed.kind === "changes" ? parsed.changes : [];
	const [photo] = change?.kind === "message" ? change.message.attachments : [];
	const file = await email.fetchFile!(emailSample.page, photo!, body);
	expect(file).toMatchObject({ kind: "bytes", name: "Яма.png" });
	expect(file.kind === "bytes" && file.bytes.subarray(1, 4).toString()).toBe("PNG");
	for (const ref of ["part:9", "part:-1", "part:x", "", "../part:0"])
		expect(await email.fetchFile!(emailSample.page, { kind: "photo", ref }, body)).toMatchObject({ kind: "gone" });
	expect(await email.fetchFile!(emailSample.page, photo!, null)).toMatchObject({ kind: "gone" });
});
