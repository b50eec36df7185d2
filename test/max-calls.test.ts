import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { botId, channelId, startMaxNetwork } from "../demo/networks/max.ts";
import type { MaxNetwork } from "../demo/networks/max.ts";
import type { ChannelPage, Photo, PublishOrder } from "../src/channels/channel.ts";
import { max } from "../src/channels/max/max.ts";
import { readJson } from "../src/channels/max/read-json.ts";

let network: MaxNetwork;
let page: ChannelPage;

beforeEach(async () => {
	network = await startMaxNetwork();
	page = {
		id: 1,
		externalId: channelId,
		settings: { apiUrl: network.url, botId: String(botId) },
		secrets: { token: network.token, secret: "callback-secret" },
	};
});
afterEach(() => network.close());

const webhookUrl = "https://desk.example/webhooks/max/key";
const save = async (change: { settings?: object; secrets?: object }): Promise<ChannelPage> => {
	page = {
		...page,
		settings: { ...page.settings, ...change.settings },
		secrets: { ...page.secrets, ...change.secrets },
	};
	return page;
};
const midOf = (message: Record<string, unknown>): string => (message.body as { mid: string }).mid;
const post = "mid.00000000000000000000000000post";
const noon = Date.parse("2025-11-21T12:00:00Z");

const dialogueOrder = (change: Partial<PublishOrder> = {}): PublishOrder => ({
	target: { threadKey: "chat182182182", threadKind: "direct", replyToExternalId: "chat182182182/mid.0001" },
	text: "Вода будет к 19:00.",
	key: "order-1",
	...change,
});
const commentOrder = (mid = "mid.0002", text = "Лифт починят завтра"): PublishOrder => ({
	target: { threadKey: `post/${post}`, threadKind: "comments", replyToExternalId: `post/${post}/${mid}` },
	text,
	key: "order-2",
});
const photo = async (): Promise<Photo> => ({
	bytes: await sharp({ create: { width: 40, height: 30, channels: 3, background: "#888" } })
		.jpeg()
		.toBuffer(),
	type: "image/jpeg",
	name: "photo.jpg",
});

test("whole numbers keep every digit", () => {
	expect(readJson('{"seq":116327994376978687,"id":9007199254740993,"n":5,"f":1.5,"t":"116327994376978687"}')).toEqual({
		seq: "116327994376978687",
		id: "9007199254740993",
		n: 5,
		f: 1.5,
		t: "116327994376978687",
	});
	expect(readJson("{")).toBeNull();
});

test("ids beyond 2^53 reach the identities unrounded", async () => {
	const body =
		'{"update_type":"message_created","timestamp":1763715600000,"message":{"recipient":{"chat_id":9007199254740993,' +
		'"chat_type":"dialog","user_id":9007199254740995},"timestamp":1763715600000,"sender":{"user_id":9007199254740997},' +
		'"body":{"mid":"mid.01","seq":116327994376978687,"text":"x"}}}';
	expect(await max.parse(page, Buffer.from(body), new Date())).toMatchObject({
		changes: [{ message: { externalId: "chat9007199254740993/mid.01", authorKey: "user:9007199254740997" } }],
	});
});

describe("an answer", () => {
	test("in a dialogue carries its photos, and waits until they are ready", async () => {
		network.busy = 2;
		const outcome = await max.publish(page, dialogueOrder({ photos: [await photo(), await photo()] }));
		expect(outcome).toMatchObject({ kind: "sent", externalId: expect.stringMatching(/^chat182182182\/mid\.\d+$/) });
		const sends = network.calls.filter(({ route }) => route === "POST /messages");
		expect(sends).toHaveLength(3);
		expect(sends[0]).toMatchObject({
			query: { chat_id: "182182182" },
			body: { text: "Вода будет к 19:00.", link: { type: "reply", mid: "mid.0001" } },
		});
		expect(sends[0]?.body.attachments).toHaveLength(2);
		expect(network.breaches).toEqual([]);
	});

	test("whose photo cannot be brought is not sent", async () => {
		network.faults.set("POST /uploads", [{ kind: "break" }]);
		expect(await max.publish(page, dialogueOrder({ photos: [await photo()] }))).toMatchObject({
			kind: "not-sent",
			class: "retry-soon",
		});
		expect(network.calls.map(({ route }) => route)).toEqual(["POST /uploads"]);
	});

	test("under a post carries no photos, and says where they can go", async () => {
		network.comments.set(post, []);
		expect(max.maxPhotos(page, commentOrder().target)).toBe(0);
		expect(await max.publish(page, { ...commentOrder(), photos: [await photo()] })).toMatchObject({
			kind: "not-sent",
			class: "content",
			advice: "photos-directly",
		});
		expect(await max.publish(page, commentOrder())).toMatchObject({ kind: "sent" });
	});

	test("with a link under a post, to a deleted post, to a person who stopped the bot: what to do is told", async () => {
		network.comments.set(post, []);
		expect(await max.publish(page, commentOrder("mid.0002", "https://example.org/"))).toMatchObject({
			advice: "remove-links",
		});
		network.comments.delete(post);
		expect(await max.publish(page, commentOrder())).toMatchObject({ class: "target-gone", advice: "target-deleted" });
		network.faults.set("POST /messages", [{ kind: "error", status: 403, code: "chat.denied" }]);
		expect(await max.publish(page, dialogueOrder())).toMatchObject({
			class: "recipient-final",
			advice: "resident-refuses",
		});
		network.faults.set("POST /messages", [{ kind: "break" }]);
		expect(await max.publish(page, dialogueOrder())).toMatchObject({ kind: "unknown" });
	});

	test("is found again, and said to be absent only when all was read", async () => {
		const asked = network.write({ postId: post }, 7001, "Когда починят лифт?", noon);
		const order = commentOrder(midOf(asked));
		expect(await max.readBack(page, order, null)).toEqual({ kind: "absent" });
		const outcome = await max.publish(page, order);
		const externalId = outcome.kind === "sent" ? outcome.externalId : "";
		expect(await max.readBack(page, order, null)).toEqual({ kind: "text", externalId, text: order.text });
		expect(await max.readBack(page, order, externalId)).toMatchObject({ kind: "text", externalId });
		network.faults.set("GET /messages/{id}/comments", [{ kind: "error", status: 503, code: "service.unavailable" }]);
		expect(await max.readBack(page, order, null)).toEqual({ kind: "cannot-read" });
	});

	test("is looked for over more than one page", async () => {
		const asked = network.write({ chatId: "182182182" }, 7001, "Нет воды", noon);
		for (let count = 1; count <= 150; count++)
			network.write({ chatId: "182182182" }, 7001, `Ещё ${count}`, noon + count * 1000);
		const target = { ...dialogueOrder().target, replyToExternalId: `chat182182182/${midOf(asked)}` };
		expect(await max.readBack(page, dialogueOrder({ target }), null)).toEqual({ kind: "absent" });
		expect(network.calls).toHaveLength(2);
	});
});

describe("a window", () => {
	test("holds every comment under the latest posts, as the webhook would tell them", async () => {
		const first = network.write({ chatId: channelId }, null, "Первый пост", noon - 86_400_000);
		const second = network.write({ chatId: channelId }, null, "Второй пост", noon);
		for (let count = 0; count < 120; count++)
			network.write({ postId: midOf(first) }, 7001, `Вопрос ${count}`, noon + count * 1000);
		network.write({ postId: midOf(first) }, 7001, "Давний вопрос", noon - 3_600_000);
		network.comments.set(midOf(second), []);
		const read = await max.readWindow?.(page, new Date(noon), new Date(noon + 3_600_000));
		expect(read).toMatchObject({ kind: "read", isWhole: true });
		const found = read?.kind === "read" ? read.found : [];
		expect(found).toHaveLength(120);
		const [one] = found;
		const parsed = one && (await max.parse(page, one.body, new Date()));
		expect(parsed).toMatchObject({ changes: [{ kind: "message", message: { externalId: one?.externalId } }] });
		expect(network.breaches).toEqual([]);
	});

	test("that cannot be read whole says so", async () => {
		expect(await max.readWindow?.({ ...page, externalId: String(botId) }, new Date(0), new Date())).toMatchObject({
			kind: "cannot-read",
		});
		network.write({ chatId: channelId }, null, "Пост", noon);
		const read = await max.readWindow?.(page, new Date(noon), new Date(noon + 1));
		expect(read).toMatchObject({ kind: "read", isWhole: false });
	});
});

describe("connecting", () => {
	test("the key tells the bot, the channel's id the channel", async () => {
		expect(await max.identify?.({ ...page, externalId: "" })).toMatchObject({
			kind: "found",
			externalId: String(botId),
			name: "Отклик",
		});
		expect(await max.identify?.(page)).toMatchObject({
			kind: "found",
			externalId: channelId,
			name: "Город",
			settings: { botId: String(botId) },
			findings: [
				{ code: "key", state: "ok" },
				{ code: "rights", state: "ok" },
			],
		});
	});

	test("subscribes with a secret of our own", async () => {
		page = { ...page, secrets: { token: network.token } };
		const steps = await max.connect?.(page, webhookUrl, save);
		expect(steps?.map(({ code, state }) => [code, state])).toEqual([
			["rights", "done"],
			["secret", "done"],
			["subscription", "done"],
			["check", "done"],
		]);
		expect(network.subscriptions).toMatchObject([{ url: webhookUrl, secret: page.secrets.secret }]);
		expect(page.secrets.secret).toMatch(/^[\w-]{43}$/);
	});

	test("a refusal keeps the steps before it; a missing right is for a person", async () => {
		network.permissions = ["write"];
		network.faults.set("POST /subscriptions", [{ kind: "error", status: 400, code: "proto.payload", message: "url" }]);
		const steps = await max.connect?.(page, webhookUrl, save);
		expect(steps?.map(({ state }) => state)).toEqual(["by-person", "done", "failed"]);
	});
});

describe("looking", () => {
	const look = async () =>
		Object.fromEntries(((await max.look?.(page, webhookUrl)) ?? []).map(({ code, state }) => [code, state]));

	test("a lost subscription is renewed, and the next look finds it", async () => {
		expect(await look()).toEqual({ key: "ok", webhook: "warn", rights: "ok" });
		expect(network.subscriptions).toMatchObject([{ url: webhookUrl, secret: "callback-secret" }]);
		expect(await look()).toEqual({ key: "ok", webhook: "ok", rights: "ok" });
	});

	test("one that is not renewed, a page without a secret, a removed bot, a revoked key", async () => {
		network.faults.set("POST /subscriptions", [{ kind: "error", status: 403, code: "access.denied" }]);
		expect(await look()).toMatchObject({ webhook: "fail" });
		page = { ...page, secrets: { token: network.token } };
		expect(await look()).toMatchObject({ webhook: "fail" });
		network.status = "removed";
		expect(await look()).toMatchObject({ "page-gone": "fail" });
		page = { ...page, secrets: { token: "wrong" } };
		expect(await look()).toEqual({ key: "fail" });
	});
});

test("updates are polled in development only, and a webhook excludes it", async () => {
	expect(max.pollSeconds?.(page, true)).toBeNull();
	expect(max.pollSeconds?.({ ...page, settings: { receive: "poll" } }, false)).toBe(5);
	network.updates.push({ update_type: "bot_started", timestamp: 1, chat_id: 1, user: { user_id: 1 } });
	expect(await max.poll?.(page, null, new Date())).toMatchObject({ kind: "read", cursor: "42", isMore: false });
	network.subscriptions.push({ url: webhookUrl, secret: "", update_types: [] });
	expect(await max.poll?.(page, "42", new Date())).toMatchObject({ kind: "not-sent" });
});

test("a bot of several channels: each page reads its own, and one of them the dialogues", async () => {
	const shared = { ...page, settings: { ...page.settings, sharedBot: true } };
	const dialogue = {
		recipient: { chat_id: 5, chat_type: "dialog" },
		timestamp: 1,
		body: { mid: "mid.1" },
		sender: null,
	};
	const body = Buffer.from(JSON.stringify({ update_type: "message_created", timestamp: 1, message: dialogue }));
	expect((await max.parse(shared, body, new Date())).kind).toBe("ignored");
	const takes = { ...shared, settings: { ...shared.settings, takesDialogues: true } };
	expect((await max.parse(takes, body, new Date())).kind).toBe("changes");
});

test("a notice goes to a person's id only", async () => {
	expect(await max.notify?.(page, "7001", "Страница молчит")).toMatchObject({ kind: "sent" });
	expect(await max.notify?.(page, "https://x", "text")).toMatchObject({ kind: "not-sent" });
});
