import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Channel, ChannelPage, Parsed, PublishOrder } from "../src/channels/channel.ts";
import { bodyTroubles } from "../src/channels/codes.ts";
import { channels } from "../src/channels/index.ts";
import { samples } from "./fixtures/samples.ts";
import { editSomewhere } from "./fuzz/mutate.ts";
import type { Sample } from "./fixtures/samples/sample.ts";

const receivedAt = new Date("2025-11-21T12:00:00Z");
const toBody = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const orderFor = (sample: Sample): PublishOrder => ({
	target: sample.target,
	text: "Вода будет к 19:00.",
	key: "order-1",
});

/** The parts of a reading that an expectation can name, attachments as words. */
function digest(parsed: Parsed): Record<string, unknown> {
	if (parsed.kind !== "changes") return parsed;
	expect(parsed.changes).toHaveLength(1);
	const { message, ...change } = { message: {}, ...parsed.changes[0] } as { message: Record<string, unknown> };
	const words = (one: Record<string, unknown>) =>
		[one.kind, one.url ?? (one.kind === "place" ? `${one.latitude} ${one.longitude}` : one.title)]
			.filter(Boolean)
			.join(" ");
	const attachments = message.attachments as Record<string, unknown>[] | undefined;
	return JSON.parse(JSON.stringify({ ...change, ...message, attachments: attachments?.map(words) }));
}

const servers: Server[] = [];
async function serve(
	answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<string> {
	const server = createServer(async (request, response) => {
		let body = "";
		for await (const chunk of request.setEncoding("utf8")) body += chunk;
		answer(request, response, body);
	});
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const at = (sample: Sample, apiUrl: string): ChannelPage => ({
	...sample.page,
	settings: { ...sample.page.settings, apiUrl },
});

afterEach(async () => {
	vi.restoreAllMocks();
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
});

/**
 * They speak with no network: a person brings in and carries out (test/by-person-channels.test.ts), or the desk itself is
 * the network (test/own-doors.test.ts).
 */
const withoutNetwork = ["hand", "portal", "form", "open311"];

test("every channel has a sample here, under its own name", () => {
	const names = [...samples.map(({ channel }) => channel.name), ...withoutNetwork];
	expect([...channels.keys()].sort()).toEqual(names.sort());
	for (const { channel } of samples) expect(channels.get(channel.name)).toBe(channel);
});

describe.each(samples.map((sample) => ({ name: sample.channel.name, sample })))("$name", ({ sample }) => {
	const { channel, page } = sample;
	const parse = async (value: unknown) => channel.parse(page, (sample.toBody ?? toBody)(value), receivedAt);

	test.each(Object.entries(sample.expected))("reads %s", async (name, expected) => {
		const parsed = await parse(sample.read(name));
		expect(digest(parsed)).toMatchObject(expected);
		if (parsed.kind !== "changes") expect(parsed.reason).not.toMatch(/7001|Житель/);
	});

	test("a delivery is acknowledged word for word, a forged one refused", () => {
		const delivery = sample.read(sample.message);
		const verify = (body: Buffer, headers: Record<string, unknown> = sample.headers, ip = sample.ip, of = page) =>
			channel.verify(of, { body, headers: headers as Record<string, string>, ip });
		const stored = {
			kind: "store",
			reply: { status: 200, body: sample.acknowledgement, contentType: "text/plain; charset=utf-8" },
		};
		const verdict = verify(toBody(delivery));
		if (sample.acknowledgement === null) expect(verdict.kind).toBe("refuse");
		else expect(verdict).toEqual(stored);
		for (const { body, headers, ip } of sample.forged(delivery))
			expect(verify(toBody(body), headers, ip).kind).toBe("refuse");
		const nonsense = ["", "{", "[]", "null"].map((text) => Buffer.from(text));
		for (const body of [...nonsense, Buffer.from([0xff, 0xfe])]) expect(verify(body).kind).toBe("refuse");
		expect(verify(toBody(delivery), sample.headers, sample.ip, { ...page, secrets: {} }).kind).toBe("refuse");
	});

	test("a redelivery and an edit name the same message", async () => {
		const first = await parse(sample.read(sample.message));
		expect(await parse(sample.read(sample.message))).toEqual(first);
		if (first.eventId !== null) expect(first.eventId).toMatch(/^\w+$/);
		// a network that tells of no edits has no fixture of one
		if (sample.edit === null) return;
		const edit = await parse(sample.read(sample.edit));
		if (first.eventId !== null) expect(edit.eventId).not.toBe(first.eventId);
		expect(digest(edit).externalId).toBe(digest(first).externalId);
	});

	test.each([
		["empty", ""],
		["16 k", "ё".repeat(16_384)],
		["emoji", "Нет света 😡👩‍👩‍👧"],
		["NUL", "до\u0000после"],
		["a lone surrogate", "до\ud800после\udc00"],
		["mention markup", "[id7001|Житель], [club101|Город]!"],
	])("keeps a text as received: %s", async (_name, text) => {
		const delivery = sample.read(sample.message);
		sample.setText(delivery, text);
		const parsed = await parse(delivery);
		expect(parsed.kind === "changes" && parsed.changes[0]?.kind === "message" && parsed.changes[0].message.text).toBe(
			sample.carried?.(text) ?? text,
		);
	});

	test("no bytes make it throw", async () => {
		const read = async (body: string | Uint8Array) => hold(await channel.parse(page, Buffer.from(body), receivedAt));
		await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), read));
		await fc.assert(fc.asyncProperty(fc.json(), read));
		const names = Object.keys(sample.expected);
		const mutation = fc.tuple(fc.constantFrom(...names), fc.nat(), fc.jsonValue({ stringUnit: "binary" }));
		await fc.assert(
			fc.asyncProperty(mutation, async ([name, place, value]) =>
				hold(await parse(spoilt(sample.read(name), place, value))),
			),
			{ numRuns: 1500 },
		);
		await read("[".repeat(50_000));
		await read(`{"object":${"[".repeat(5000)}${"]".repeat(5000)}}`);
	});

	test("limits are told for every kind of thread", () => {
		for (const threadKind of ["comments", "post", "direct"] as const) {
			const target = { ...sample.target, threadKind };
			expect(channel.maxLength(target)).toBe(sample.limits.length);
			expect(channel.minIntervalMs(target)).toBeGreaterThanOrEqual(50);
			expect(channel.repeatsDroppedMinutes(target)).toBe(sample.limits.repeatsDroppedMinutes);
		}
	});
});

const isCarriedOut = ({ channel, page }: Sample): boolean => channel.isPublishedByPerson?.(page) ?? false;

test.each(samples.filter(isCarriedOut))("$channel.name leaves answers to a person", async (sample) => {
	const { channel, page } = sample;
	expect(await channel.publish(page, orderFor(sample))).toMatchObject({ kind: "not-sent", advice: "by-person" });
	expect(await channel.readBack(page, orderFor(sample), null)).toEqual({ kind: "cannot-read" });
});

/** Over HTTP; what goes out otherwise has tests of its own. */
const senders = samples.filter(({ request }) => request !== undefined);
describe.each(senders.map((sample) => ({ name: sample.channel.name, sample })))("$name sends", ({ sample }) => {
	const { channel, page } = sample;

	test("an answer is put under the resident's message", async () => {
		let seen: { url: string | undefined; headers: IncomingMessage["headers"]; body: string } | undefined;
		const url = await serve((request, response, body) => {
			seen = { url: request.url, headers: request.headers, body };
			response.setHeader("content-type", "application/json").end(JSON.stringify(sample.accepted));
		});
		expect(await channel.publish(at(sample, url), orderFor(sample))).toEqual({
			kind: "sent",
			externalId: sample.sentId,
		});
		const { url: path, headers, body } = seen ?? {};
		const isJson = headers?.["content-type"]?.startsWith("application/json");
		const parameters = isJson ? JSON.parse(body ?? "") : Object.fromEntries(new URLSearchParams(body));
		expect({ path, authorization: headers?.authorization, parameters }).toEqual(sample.request);
	});

	test.each(sample.refusals)("$code is $expected", async (refusal) => {
		const url = await serve((_request, response) => {
			response
				.writeHead(refusal.status ?? 200, { "content-type": "application/json" })
				.end(JSON.stringify(refusal.body));
		});
		const outcome = await channel.publish(at(sample, url), orderFor(sample));
		const { expected, code, retryAfterSeconds } = refusal;
		expect(outcome).toMatchObject(
			expected === "unknown" ? { kind: "unknown", code } : { kind: "not-sent", class: expected, code },
		);
		expect(outcome).toHaveProperty("text");
		expect("retryAfterSeconds" in outcome ? outcome.retryAfterSeconds : undefined).toBe(retryAfterSeconds);
	});

	test("what may have reached the network is unknown", async () => {
		const answers: ((request: IncomingMessage, response: ServerResponse) => void)[] = [
			(request) => request.socket.destroy(),
			(_request, response) => response.writeHead(200).end("<html>"),
			(_request, response) => response.writeHead(502).end("Bad Gateway"),
			(_request, response) => response.writeHead(200).end("null"),
			(_request, response) => response.writeHead(200).end("[]"),
			(_request, response) => response.writeHead(200).end('{"response":{},"ok":true,"result":{}}'),
			(_request, response) => response.writeHead(302, { location: "http://127.0.0.1:9/" }).end(),
			(request, response) => {
				response.writeHead(200, { "content-length": "100" }).write('{"response"');
				setTimeout(() => request.socket.destroy(), 5);
			},
		];
		for (const answer of answers) {
			const outcome = await channel.publish(at(sample, await serve(answer)), orderFor(sample));
			expect(outcome, String(answer)).toMatchObject({ kind: "unknown" });
		}
	});

	test("silence is unknown after 15 seconds", async () => {
		const asked = Promise.withResolvers<void>();
		const url = await serve(() => asked.resolve());
		const abort = new AbortController();
		const limit = vi.spyOn(AbortSignal, "timeout").mockReturnValue(abort.signal);
		const outcome = channel.publish(at(sample, url), orderFor(sample));
		await asked.promise;
		expect(limit).toHaveBeenCalledWith(15_000);
		abort.abort(new DOMException("timed out", "TimeoutError"));
		expect(await outcome).toMatchObject({ kind: "unknown" });
	});

	test("what surely never left is not sent", async () => {
		const url = await serve(() => {});
		const [server] = servers.splice(0);
		await new Promise((resolve) => server?.close(resolve));
		for (const apiUrl of [url, "http://nobody.invalid"])
			expect(await channel.publish(at(sample, apiUrl), orderFor(sample))).toMatchObject({
				kind: "not-sent",
				class: "retry-soon",
			});
		const bare = { ...at(sample, url), secrets: {} };
		expect(await channel.publish(bare, orderFor(sample))).toMatchObject({ kind: "not-sent", class: "page-dead" });
		for (const apiUrl of ["not an address", "file:///etc", "", 7 as unknown as string])
			expect(await channel.publish(at(sample, apiUrl), orderFor(sample))).toMatchObject({
				kind: "not-sent",
				class: "wrong-token",
			});
		const nowhere = { ...orderFor(sample), target: { ...sample.target, replyToExternalId: "elsewhere" } };
		expect(await channel.publish(page, nowhere)).toMatchObject({ kind: "not-sent", class: "target-gone" });
	});
});

/** Everything that asks a network something, of the channels that ask by HTTP. */
const questions: Record<string, (channel: Channel, page: ChannelPage, order: PublishOrder) => unknown> = {
	publish: (channel, page, order) => channel.publish(page, order),
	readBack: (channel, page, order) => channel.readBack(page, order, null),
	identify: (channel, page) => channel.identify?.(page),
	connect: (channel, page) => channel.connect?.(page, "https://desk.example/webhooks/x/y", async () => page),
	look: (channel, page) => channel.look?.(page, "https://desk.example/webhooks/x/y"),
	poll: (channel, page) => channel.poll?.(page, null, receivedAt),
	readWindow: (channel, page) => channel.readWindow?.(page, new Date(0), receivedAt),
	fetchFile: (channel, page) => channel.fetchFile?.(page, { kind: "photo", ref: "file-1" }, null),
	notify: (channel, page) => channel.notify?.(page, "7001", "Страница молчит"),
};

describe.each(senders.map((sample) => ({ name: sample.channel.name, sample })))("$name asks", ({ sample }) => {
	test.each(Object.keys(questions))("%s survives every answer and gives no key away", async (name) => {
		const values = [null, {}, [], [null], 7, "x", true, { url: null, user_id: {}, messages: [null, { body: 7 }] }];
		const shapes = values.flatMap((value) => [
			JSON.stringify(value),
			JSON.stringify({ ok: true, result: value, response: value, messages: value, updates: value }),
		]);
		for (const text of ["", "<html>", ...shapes]) {
			const url = await serve((_request, response) => response.end(text));
			const result = await questions[name]?.(sample.channel, at(sample, url), orderFor(sample));
			// a short secret is a word like any other
			for (const secret of Object.values(sample.page.secrets).filter(({ length }) => length >= 7))
				expect(JSON.stringify(result) ?? "", text).not.toContain(secret);
		}
	});
});

/** What every reading must hold, whatever the body was. */
function hold(parsed: Parsed): void {
	const verdict = parsed.kind === "not-understood" ? parsed.trouble : parsed.kind;
	expect(["changes", "ignored", ...bodyTroubles]).toContain(verdict);
	if (parsed.kind !== "changes") expect(parsed.reason).toMatch(/^[\x20-\x7e]{1,200}$/);
	expect(parsed.eventId === null || /^[\w-]{1,100}$/.test(parsed.eventId)).toBe(true);
	for (const change of parsed.kind === "changes" ? parsed.changes : []) {
		// all but the text goes into the database as it is
		const bare = JSON.stringify(change, (key, value) => (key === "text" ? "" : value));
		expect(bare).not.toMatch(/\\u0000|\\ud[89a-f]/);
		if ("message" in change) expect(change.message.sentAt.getTime()).not.toBeNaN();
		if (change.kind === "edit") expect(change.editedAt.getTime()).not.toBeNaN();
		if (change.kind === "delete") expect(change.deletedAt.getTime()).not.toBeNaN();
	}
}

function spoilt<T extends Record<string, unknown>>(delivery: T, place: number, value: unknown): T {
	editSomewhere(delivery, { kind: "put", place, value });
	return delivery;
}
