import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { okKeys, startOkNetwork } from "../demo/networks/ok.ts";
import type { OkNetwork } from "../demo/networks/ok.ts";
import type { ChannelPage, PublishOrder } from "../src/channels/channel.ts";
import { sign } from "../src/channels/ok/call.ts";
import { ok } from "../src/channels/ok/ok.ts";

/** Against a fake of our own, not independently verified. */
const webhookUrl = "https://desk.example.org/webhooks/ok/key";
const chat = "chat:C3ec";
const topic = "GROUP_TOPIC/17";
let network: OkNetwork;
beforeEach(async () => {
	network = await startOkNetwork();
});
afterEach(async () => {
	await network.close();
	if (network.breaches.length > 0) throw new Error(network.breaches.join("; "));
});
const page = (settings: object = {}, secrets: Record<string, string> = okKeys): ChannelPage => ({
	id: 1,
	externalId: "62190641",
	settings: { apiUrl: network.url, ...settings },
	secrets,
});
const order = (replyToExternalId: string, threadKind: "direct" | "comments" = "direct"): PublishOrder => ({
	target: { threadKey: chat, threadKind, replyToExternalId },
	text: "Свет будет к 19:00.",
	key: "order-1",
});

test("the signature is the documented one", () => {
	// md5("application_key=Kmethod=users.get" + md5("TS"))
	expect(sign({ method: "users.get", application_key: "K" }, "T", "S")).toBe("0630fcb98a69ad44b546b483a029fd1a");
});

test.each([
	[undefined, "217.20.145.192", true],
	[undefined, "217.20.145.207", true],
	[undefined, "217.20.151.175", true],
	[undefined, "217.20.153.63", true],
	[undefined, "::ffff:217.20.153.48", true],
	[undefined, "217.20.153.64", false],
	[undefined, "::1", false],
	[["10.0.0.0/8"], "10.9.9.9", true],
	[["10.0.0.0/8"], "217.20.145.192", false],
	["10.0.0.5, fd00::/8", "fd00::1", true],
	["10.0.0.5", "10.0.0.5", true],
	["10.0.0.5", "10.0.0.6", false],
	[[], "217.20.145.192", false],
	[["nonsense", "1.2.3.4/99", 7], "1.2.3.4", false],
	[7, "217.20.145.192", false],
])("nets %j let %s in: %s", (allowedNets, ip, isIn) => {
	const body = Buffer.from("{}");
	const settings = allowedNets === undefined ? {} : { allowedNets };
	expect(ok.verify(page(settings), { body, headers: {}, ip }).kind).toBe(isIn ? "store" : "refuse");
});

test("connecting subscribes once; a subscription that was lost is made again by the next look", async () => {
	expect(await ok.identify?.({ ...page(), externalId: "" })).toMatchObject({
		kind: "found",
		externalId: "62190641",
		name: "Администрация города",
		url: "https://ok.ru/group/62190641",
	});
	const connected = await ok.connect?.(page(), webhookUrl, async () => page());
	expect(connected?.map(({ code, state }) => [code, state])).toEqual([
		["subscription", "done"],
		["check", "done"],
	]);
	await ok.connect?.(page(), webhookUrl, async () => page());
	expect(network.calls.subscribe).toBe(1);
	const states = async () => (await ok.look?.(page(), webhookUrl))?.map(({ code, state }) => `${code} ${state}`);
	expect(await states()).toEqual(["key ok", "webhook ok", "comments ok", "sending ok"]);
	network.state.urls = [];
	expect(await states()).toContain("webhook warn");
	expect(network.state.urls).toEqual([webhookUrl]);
	expect(await states()).toContain("webhook ok");
});

test("keys that are missing or dead are told by name, each half alone", async () => {
	const graphOnly = page({}, { graphToken: okKeys.graphToken });
	const { graphToken: _none, ...rest } = okKeys;
	const restOnly = page({}, rest);
	const states = async (one: ChannelPage) =>
		(await ok.look?.(one, webhookUrl))?.map(({ code, state }) => `${code} ${state}`);
	expect(await states(graphOnly)).toEqual(["key ok", "webhook warn", "comments warn"]);
	expect(await states(restOnly)).toEqual(["direct-messages warn", "comments ok", "sending ok"]);
	expect(await states(page({}, { ...okKeys, graphToken: "dead-token" }))).toContain("key fail");
	expect(await states(page({}, { ...okKeys, accessToken: "dead-token" }))).toContain("comments fail");
	expect(await ok.identify?.(restOnly)).toMatchObject({ kind: "found", externalId: "62190641" });
	expect(await ok.identify?.({ ...restOnly, externalId: "" })).toMatchObject({ kind: "not-sent", code: "no-number" });
	expect(await ok.identify?.(page({}, {}))).toMatchObject({ kind: "not-sent", class: "page-dead" });
	expect((await ok.connect?.(graphOnly, webhookUrl, async () => page()))?.at(-1)?.state).toBe("by-person");
});

test("a refusal that repeats the call does not bring out the key", async () => {
	network.faults.info = [{ kind: "error", code: 401, text: `bad access_token=${okKeys.graphToken}` }];
	expect(JSON.stringify(await ok.identify?.(page()))).not.toContain(okKeys.graphToken);
});

test("a message is delivered, answered in its chat, and the answer is found there", async () => {
	const got: Buffer[] = [];
	const desk = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
		got.push(Buffer.concat(chunks));
		response.end();
	});
	await new Promise<void>((resolve) => desk.listen(0, "127.0.0.1", resolve));
	network.state.urls = [`http://127.0.0.1:${(desk.address() as AddressInfo).port}/`];
	await network.write(chat, "Нет света");
	await new Promise((resolve) => desk.close(resolve));
	const [body] = got;
	const own = page({ allowedNets: ["127.0.0.1"] });
	expect(ok.verify(own, { body: body ?? Buffer.alloc(0), headers: {}, ip: "127.0.0.1" }).kind).toBe("store");
	const parsed = await ok.parse(own, body ?? Buffer.alloc(0), new Date());
	const [change] = parsed.kind === "changes" ? parsed.changes : [];
	const id = change?.kind === "message" ? change.message.externalId : "";
	const outcome = await ok.publish(page(), order(id));
	expect(outcome).toMatchObject({ kind: "sent" });
	const sentId = outcome.kind === "sent" ? outcome.externalId : "";
	expect(await ok.readBack(page(), order(id), sentId)).toMatchObject({ kind: "text", externalId: sentId });
	expect(await ok.readBack(page(), order(id), null)).toMatchObject({ kind: "text", externalId: sentId });
});

test("an answer whose sending broke off is found, or surely absent", async () => {
	const id = `${chat}/${await network.write(chat, "Нет света")}`;
	network.faults.messages = [{ kind: "drop", isDone: false }];
	expect(await ok.publish(page(), order(id))).toMatchObject({ kind: "unknown" });
	expect(await ok.readBack(page(), order(id), null)).toEqual({ kind: "absent" });
	network.faults.messages = [{ kind: "drop", isDone: true }];
	expect(await ok.publish(page(), order(id))).toMatchObject({ kind: "unknown" });
	expect(await ok.readBack(page(), order(id), null)).toMatchObject({ kind: "text", text: "Свет будет к 19:00." });
	network.faults.messages = [{ kind: "error", code: 2 }];
	expect(await ok.readBack(page(), order(id), null)).toEqual({ kind: "cannot-read" });
	expect(await ok.readBack(page(), order(`${chat}/mid:gone`), "x")).toEqual({ kind: "cannot-read" });
});

test("what an outage left behind is read again: messages of residents and of the group, and comments", async () => {
	const from = Date.now() - 3_600_000;
	await network.write("chat:old", "Давно", from - 1000);
	for (let n = 0; n < 250; n++) await network.write(chat, `Слово ${n}`, from + n * 1000);
	await ok.publish(page(), order(`${chat}/mid:C3ec.1`));
	for (let n = 0; n < 120; n++) network.comment(topic, `c${n}`, `Слово ${n}`, from + n * 1000);
	network.comment(topic, "older", "Раньше", from - 86_400_000);
	const window = await ok.readWindow?.(page(), new Date(from), new Date());
	if (window?.kind !== "read") throw new Error("not read");
	expect(window.isWhole).toBe(true);
	expect(window.found).toHaveLength(250 + 1 + 120);
	const directions = { in: 0, out: 0 };
	for (const { externalId, body } of window.found) {
		const parsed = await ok.parse(page(), body, new Date());
		const [change] = parsed.kind === "changes" ? parsed.changes : [];
		if (change?.kind !== "message") throw new Error("no message");
		expect(change.message.externalId).toBe(externalId);
		if (change.message.threadKind === "direct") expect(change.message.peerKey).toBe("user:7001");
		directions[change.message.direction]++;
	}
	expect(directions).toEqual({ in: 370, out: 1 });
	network.faults.chats = [{ kind: "error", code: 8 }];
	expect(await ok.readWindow?.(page(), new Date(from), new Date())).toMatchObject({ class: "retry-late" });
	expect(await ok.readWindow?.(page({}, {}), new Date(from), new Date())).toEqual({
		kind: "cannot-read",
		reason: "no-service-key",
	});
});

test("a comment is answered only where the page's settings allow the unconfirmed method", async () => {
	network.comment(topic, "a", "А у нас яма", Date.now());
	const target = order(`${topic}/a`, "comments");
	expect(await ok.publish(page(), target)).toMatchObject({ kind: "not-sent", advice: "answer-in-network" });
	expect(network.calls["discussions.addDiscussionComment"]).toBeUndefined();
	const allowed = page({ answersComments: true });
	expect(await ok.readBack(allowed, target, null)).toEqual({ kind: "absent" });
	const outcome = await ok.publish(allowed, target);
	expect(outcome).toMatchObject({ kind: "sent" });
	expect(await ok.readBack(allowed, target, null)).toMatchObject({ kind: "text", text: target.text });
	network.faults["discussions.addDiscussionComment"] = [{ kind: "error", code: 3 }];
	expect(await ok.publish(allowed, target)).toMatchObject({
		class: "recipient-final",
		advice: "answer-in-network",
	});
	network.faults["discussions.addDiscussionComment"] = [{ kind: "error", code: 454 }];
	expect(await ok.publish(allowed, target)).toMatchObject({ class: "content", advice: "reword" });
	network.faults["discussions.addDiscussionComment"] = [{ kind: "error", code: 702 }];
	expect(await ok.publish(allowed, target)).toMatchObject({ class: "target-gone", advice: "target-deleted" });
});

test("a photograph goes with a message where the settings allow it, else nothing is sent", async () => {
	const id = `${chat}/${await network.write(chat, "Нет света")}`;
	const photos = [{ bytes: Buffer.from([0xff, 0xd8, 0xff]), type: "image/jpeg" as const, name: "1.jpg" }];
	const { target } = order(id);
	expect(ok.maxPhotos(page(), target)).toBe(0);
	expect(await ok.publish(page(), { ...order(id), photos })).toMatchObject({ kind: "not-sent", code: "photos" });
	const allowed = page({ sendsPhotos: true });
	expect(ok.maxPhotos(allowed, target)).toBe(1);
	expect(ok.maxPhotos(allowed, { ...target, threadKind: "comments" })).toBe(0);
	expect(await ok.publish(allowed, { ...order(id), photos })).toMatchObject({ kind: "sent" });
	const [sent] = network.state.chats.get(chat) ?? [];
	expect(sent?.message.attachments).toEqual([{ type: "IMAGE", payload: { token: "photo-token-1" } }]);
	network.faults.upload = [{ kind: "drop", isDone: true }];
	expect(await ok.publish(allowed, { ...order(id), photos })).toMatchObject({ kind: "not-sent", class: "retry-late" });
	network.faults.fileUploadUrl = [{ kind: "error", code: 3 }];
	expect(await ok.publish(allowed, { ...order(id), photos })).toMatchObject({ kind: "not-sent", code: "3" });
});
