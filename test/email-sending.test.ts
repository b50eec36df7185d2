import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startMail } from "../demo/networks/mail.ts";
import type { MailFault, MailNetwork } from "../demo/networks/mail.ts";
import type { ChannelPage, PublishOrder } from "../src/channels/channel.ts";
import { email } from "../src/channels/email/email.ts";
import { emailSample } from "./fixtures/samples/email.ts";

let network: MailNetwork;
const servers: Server[] = [];

beforeAll(async () => {
	network = await startMail();
});
afterAll(async () => {
	await network.close();
	for (const server of servers) server.close();
});
beforeEach(() => {
	network.letters.length = 0;
	network.faults.length = 0;
});

const pageAt = (smtpPort: number, change: Partial<ChannelPage> = {}): ChannelPage => ({
	...emailSample.page,
	settings: { ...emailSample.page.settings, smtpPort, displayName: "Городские сети" },
	...change,
});
const order: PublishOrder = {
	target: { ...emailSample.target, threadTitle: "Нет света" },
	text: "Свет будет к 19:00.",
	key: "order-1",
};
const publish = (change: Partial<PublishOrder> = {}) => email.publish(pageAt(network.port), { ...order, ...change });

describe("an answer", () => {
	test("is a plain letter of a person in the resident's thread, with photographs", async () => {
		const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
		const outcome = await publish({ photos: [{ bytes, type: "image/jpeg", name: "двор.jpg" }] });
		expect(outcome).toEqual({ kind: "sent", externalId: expect.stringMatching(/^answer\.[0-9a-f.]+@town\.example$/) });
		const [{ from, to, raw }] = network.letters as [(typeof network.letters)[0]];
		expect({ from, to }).toEqual({ from: "desk@town.example", to: ["resident@example.org"] });
		const letter = await PostalMime.parse(raw);
		expect(letter).toMatchObject({
			from: { name: "Городские сети", address: "desk@town.example" },
			to: [{ name: "", address: "resident@example.org" }],
			subject: "Re: Нет света",
			inReplyTo: "<letter-1@mail.example.org>",
			references: "<letter-1@mail.example.org>",
			messageId: outcome.kind === "sent" ? `<${outcome.externalId}>` : "",
		});
		expect(letter.text?.trim()).toBe(order.text);
		expect(letter.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
			["двор.jpg", "image/jpeg"],
		]);
		expect(Buffer.from(letter.attachments[0]?.content as ArrayBuffer)).toEqual(bytes);
		// a person wrote it, so nothing may call it automatic
		expect(letter.headers.map(({ key }) => key)).not.toContain("auto-submitted");
	});

	test("is called the same at every attempt, and differently for every order", async () => {
		const [one, again, other] = [await publish(), await publish(), await publish({ key: "order-2" })];
		expect(again).toEqual(one);
		expect(other).not.toEqual(one);
	});

	test("carries whatever stands in its subject and text as words alone", async () => {
		const title = "Тема\r\nBcc: all@example.org\0\u2028" + "ы".repeat(500);
		await publish({ target: { ...order.target, threadTitle: title }, text: ".\r\n.\r\nQUIT\r\n\0<b>" });
		const [sent] = network.letters;
		expect(sent?.to).toEqual(["resident@example.org"]);
		const letter = await PostalMime.parse(sent?.raw ?? "");
		expect(letter.headers.map(({ key }) => key)).not.toContain("bcc");
		expect(letter.text).toContain("QUIT");
	});

	test("to a letter without a name of its own has no thread to stand in", async () => {
		await publish({ target: { ...order.target, replyToExternalId: "unnamed:0123" } });
		expect((await PostalMime.parse(network.letters[0]?.raw ?? "")).inReplyTo).toBeUndefined();
	});

	test.each([
		["no address", { contact: undefined }, "recipient-final"],
		["two addresses", { contact: "a@example.org, b@example.org" }, "recipient-final"],
		["an address with a line break", { contact: "a@example.org\r\nRCPT TO:<b@example.org>" }, "recipient-final"],
		["a thread of another kind", { threadKey: "wall-1_2" }, "target-gone"],
	])("does not go out to %s", async (_name, change, failure) => {
		const outcome = await publish({ target: { ...order.target, ...change } });
		expect(outcome).toMatchObject({ kind: "not-sent", class: failure });
		expect(network.letters).toEqual([]);
	});
});

describe("what the server may say", () => {
	test.each([
		[
			{ stage: "auth", code: 535, text: "5.7.8 wrong" },
			{ kind: "not-sent", class: "page-dead", code: "535" },
		],
		[
			{ stage: "auth", code: 454, text: "4.7.0 later" },
			{ kind: "not-sent", class: "retry-late", code: "454" },
		],
		[
			{ stage: "from", code: 550, text: "5.7.1 not your address" },
			{ kind: "not-sent", class: "page-dead" },
		],
		[
			{ stage: "from", code: 452, text: "4.3.1 full" },
			{ kind: "not-sent", class: "retry-late" },
		],
		[
			{ stage: "from", code: 552, text: "5.3.4 too big" },
			{ kind: "not-sent", class: "content", advice: "by-person" },
		],
		[
			{ stage: "to", code: 450, text: "4.2.0 greylisted" },
			{ kind: "not-sent", class: "retry-late", retryAfterSeconds: 300 },
		],
		[
			{ stage: "to", code: 550, text: "5.1.1 unknown" },
			{ kind: "not-sent", class: "recipient-final", advice: "by-person" },
		],
		[
			{ stage: "to", code: 530, text: "5.7.0 sign in" },
			{ kind: "not-sent", class: "page-dead" },
		],
		[
			{ stage: "data", code: 554, text: "5.7.1 spam" },
			{ kind: "not-sent", class: "content", advice: "by-person" },
		],
		[
			{ stage: "data", code: 451, text: "4.3.0 later" },
			{ kind: "not-sent", class: "retry-late" },
		],
		[
			{ stage: "data", code: 421, text: "4.4.2 closing" },
			{ kind: "unknown", code: "421" },
		],
		[
			{ stage: "auth", breaks: true },
			{ kind: "not-sent", class: "retry-soon" },
		],
		[
			{ stage: "from", breaks: true },
			{ kind: "not-sent", class: "retry-soon" },
		],
		[
			{ stage: "to", breaks: true },
			{ kind: "not-sent", class: "retry-soon" },
		],
		[{ stage: "data", breaks: true }, { kind: "unknown" }],
	] as [MailFault, object][])("%j", async (fault, expected) => {
		network.faults.push(fault);
		expect(await publish()).toMatchObject(expected);
		expect(network.letters).toEqual([]);
	});

	test("the resident's address stays out of the words", async () => {
		network.faults.push({
			stage: "to",
			code: 550,
			text: "5.1.1 <resident@example.org> unknown, ask postmaster@example.org",
		});
		expect(JSON.stringify(await publish())).not.toContain("example.org");
	});
});

describe("a server that is no help", () => {
	const serve = async (talk: (socket: Socket) => void): Promise<number> => {
		const server = createServer((socket) => {
			socket.on("error", () => {});
			talk(socket);
		}).listen(0, "127.0.0.1");
		servers.push(server);
		await once(server, "listening");
		return (server.address() as AddressInfo).port;
	};

	test("refuses the connection, has no name, greets with nonsense: nothing was sent", async () => {
		const server = createServer().listen(0, "127.0.0.1");
		await once(server, "listening");
		const { port } = server.address() as AddressInfo;
		server.close();
		await once(server, "close");
		expect(await email.publish(pageAt(port), order)).toMatchObject({ kind: "not-sent", class: "retry-soon" });
		const nowhere = pageAt(25);
		nowhere.settings.smtpHost = "nobody.invalid";
		expect(await email.publish(nowhere, order)).toMatchObject({ kind: "not-sent", class: "retry-soon" });
		const page = pageAt(await serve((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
		expect(await email.publish(page, order)).toMatchObject({ kind: "not-sent" });
	});

	test("is silent: after 15 seconds nothing was sent before the letter, and nobody knows after it", async () => {
		const silence = async (port: number, reached: Promise<unknown>) => {
			const abort = new AbortController();
			const limit = vi.spyOn(AbortSignal, "timeout").mockReturnValue(abort.signal);
			const outcome = email.publish(pageAt(port), order);
			await reached;
			expect(limit).toHaveBeenCalledWith(15_000);
			abort.abort(new DOMException("timed out", "TimeoutError"));
			vi.restoreAllMocks();
			return outcome;
		};
		const asked = Promise.withResolvers<void>();
		const mute = await serve(() => asked.resolve());
		expect(await silence(mute, asked.promise)).toMatchObject({ kind: "not-sent", class: "retry-soon" });
		const got = Promise.withResolvers<void>();
		const swallowing = await serve((socket) => {
			socket.write("220 here\r\n");
			let isLetter = false;
			socket.on("data", (data) => {
				const line = data.toString();
				if (isLetter) return got.resolve();
				if (line.startsWith("EHLO")) return socket.write("250-here\r\n250 AUTH PLAIN\r\n");
				if (line.startsWith("AUTH")) return socket.write("235 in\r\n");
				if (!line.startsWith("DATA")) return socket.write("250 ok\r\n");
				isLetter = true;
				socket.write("354 go on\r\n");
			});
		});
		expect(await silence(swallowing, got.promise)).toMatchObject({ kind: "unknown" });
	});

	test("offers no encryption: no password leaves", async () => {
		const page = pageAt(network.port);
		page.settings.allowsPlain = false;
		expect(await email.publish(page, order)).toMatchObject({ kind: "not-sent" });
		expect(network.letters).toEqual([]);
	});

	test("settings and keys that cannot be used are the page's trouble", async () => {
		expect(await email.publish(pageAt(network.port, { secrets: {} }), order)).toMatchObject({ class: "page-dead" });
		for (const [name, value] of [
			["smtpHost", "no host"],
			["smtpHost", 7],
			["smtpPort", 0],
			["imapPort", "x"],
			["mailbox", ""],
		]) {
			const page = pageAt(network.port);
			page.settings[name as string] = value;
			expect(await email.publish(page, order)).toMatchObject({ kind: "not-sent", class: "wrong-token" });
		}
	});
});

test("a notice to staff says that a machine wrote it", async () => {
	const outcome = await email.notify!(
		pageAt(network.port),
		"officer@town.example",
		"Страница молчит\nС 12:00 ничего не пришло.",
	);
	expect(outcome).toMatchObject({ kind: "sent" });
	const letter = await PostalMime.parse(network.letters[0]?.raw ?? "");
	expect(letter.subject).toBe("Страница молчит");
	expect(letter.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
	expect(await email.notify!(pageAt(network.port), "nobody", "x")).toMatchObject({ class: "recipient-final" });
});
