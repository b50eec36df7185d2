import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { groupId, startTelegramNetwork } from "../demo/networks/telegram.ts";
import type { TelegramNetwork } from "../demo/networks/telegram.ts";
import type { ChannelPage, Photo, PublishOrder } from "../src/channels/channel.ts";
import { telegram } from "../src/channels/telegram/telegram.ts";

let network: TelegramNetwork;
let page: ChannelPage;

beforeEach(async () => {
	network = await startTelegramNetwork();
	page = {
		id: 1,
		externalId: "-1001000000001",
		settings: { apiUrl: network.url, discussionGroupId: groupId },
		secrets: { token: network.token, secret: "callback-secret" },
	};
});
afterEach(() => network.close());

const webhookUrl = "https://desk.example/webhooks/telegram/key";
const save = async (change: { settings?: object; secrets?: object }): Promise<ChannelPage> => {
	page = {
		...page,
		settings: { ...page.settings, ...change.settings },
		secrets: { ...page.secrets, ...change.secrets },
	};
	return page;
};

const photo = async (width = 40, height = 30, type: Photo["type"] = "image/jpeg"): Promise<Photo> => {
	const image = sharp({ create: { width, height, channels: 3, background: "#888" } });
	const bytes = await (type === "image/webp" ? image.webp() : image.jpeg()).toBuffer();
	return { bytes, type, name: "photo.jpg" };
};
const order = (change: Partial<PublishOrder> = {}): PublishOrder => ({
	target: { threadKey: `chat${groupId}_thread40`, threadKind: "comments", replyToExternalId: `chat${groupId}_41` },
	text: "Вода будет к 19:00.",
	key: "order-1",
	...change,
});
const methods = () => network.calls.map(({ method }) => method);

describe("photos of an answer", () => {
	test("one goes as a photo with a caption, under the resident's message", async () => {
		const outcome = await telegram.publish(page, order({ photos: [await photo()] }));
		expect(outcome).toEqual({ kind: "sent", externalId: `chat${groupId}_101` });
		expect(network.calls).toMatchObject([
			{
				method: "sendPhoto",
				files: 1,
				parameters: { chat_id: groupId, caption: "Вода будет к 19:00.", reply_parameters: { message_id: 41 } },
			},
		]);
	});

	test("several go as one album, whose first photo carries the text", async () => {
		const outcome = await telegram.publish(page, order({ photos: [await photo(), await photo(), await photo()] }));
		expect(outcome).toEqual({ kind: "sent", externalId: `chat${groupId}_101` });
		const [call] = network.calls;
		expect(call).toMatchObject({ method: "sendMediaGroup", files: 3 });
		const captions = ((call?.parameters.media ?? []) as { caption?: string }[]).map(({ caption }) => caption);
		expect(captions).toEqual(["Вода будет к 19:00.", undefined, undefined]);
	});

	test("a text longer than a caption follows them", async () => {
		const outcome = await telegram.publish(page, order({ text: "я".repeat(1025), photos: [await photo()] }));
		expect(outcome).toEqual({ kind: "sent", externalId: `chat${groupId}_102` });
		expect(methods()).toEqual(["sendPhoto", "sendMessage"]);
		expect(network.calls[0]?.parameters.caption).toBeUndefined();
	});

	test("once they stand there, a text that fails is for a person to look at; a short pause is waited out", async () => {
		const refusal = { kind: "error" as const, status: 400, description: "Bad Request: something new" };
		network.faults.set("sendMessage", [refusal]);
		const long = order({ text: "я".repeat(1025), photos: [await photo()] });
		expect(await telegram.publish(page, long)).toMatchObject({
			kind: "unknown",
			text: "The photos were sent, the text was not: Bad Request: something new",
		});
		const pause = { kind: "error" as const, status: 429, description: "later", parameters: { retry_after: 1 } };
		network.faults.set("sendMessage", [pause]);
		expect(await telegram.publish(page, long)).toMatchObject({ kind: "sent" });
	});

	test("too large ones are made smaller, unreadable and endless ones refused before anything is sent", async () => {
		const large = await photo(9000, 3000);
		expect(await telegram.publish(page, order({ photos: [large, await photo(40, 30, "image/webp")] }))).toMatchObject({
			kind: "sent",
		});
		const broken: Photo = { bytes: Buffer.from("no picture"), type: "image/jpeg", name: "broken.jpg" };
		for (const bad of [broken, await photo(2100, 100)])
			expect(await telegram.publish(page, order({ photos: [bad] }))).toMatchObject({
				kind: "not-sent",
				class: "content",
			});
		expect(methods()).toEqual(["sendMediaGroup"]);
	});
});

test("a message to a channel's direct messages goes to its topic", async () => {
	const target = {
		threadKey: "chat-1001000000005_topic7001",
		threadKind: "direct" as const,
		replyToExternalId: "chat-1001000000005_7",
	};
	await telegram.publish(page, order({ target }));
	expect(network.calls[0]?.parameters).toMatchObject({ chat_id: -1001000000005, direct_messages_topic_id: 7001 });
});

test("the twenty-first message of a minute in a group is held back by the network, and the pause is told", async () => {
	for (let count = 0; count < 20; count++)
		expect(await telegram.publish(page, order())).toMatchObject({ kind: "sent" });
	expect(await telegram.publish(page, order())).toMatchObject({
		kind: "not-sent",
		class: "retry-soon",
		retryAfterSeconds: 3,
	});
	expect(network.breaches).toHaveLength(1);
});

test.each([
	[400, "Bad Request: message is too long", "shorten"],
	[400, "Bad Request: message text is empty", "reword"],
	[400, "Bad Request: message to be replied not found", "target-deleted"],
	[400, "Bad Request: TOPIC_CLOSED", "comments-closed"],
	[400, "Bad Request: not enough rights to send photos to the chat", "photos-directly"],
	[403, "Forbidden: bot was blocked by the user", "resident-refuses"],
	[403, "Forbidden: bot was kicked from the supergroup chat", undefined],
])("%i %s → %s", async (status, description, advice) => {
	network.faults.set("sendMessage", [{ kind: "error", status, description }]);
	const outcome = await telegram.publish(page, order());
	expect(outcome.kind).toBe("not-sent");
	expect("advice" in outcome ? outcome.advice : undefined).toBe(advice);
});

describe("connecting", () => {
	test("the channel's name leads to its id, its discussion group and the bot's place in it", async () => {
		expect(await telegram.identify?.({ ...page, externalId: "@city_news" })).toEqual({
			kind: "found",
			externalId: "-1001000000001",
			name: "Город",
			url: "https://t.me/city_news",
			settings: { botId: 123456, botName: "otklik_bot", discussionGroupId: groupId },
			findings: [
				{ code: "key", state: "ok", text: "@otklik_bot" },
				{ code: "rights", state: "ok", text: "" },
				{ code: "sending", state: "ok", text: "" },
			],
		});
		const alone = await telegram.identify?.({ ...page, externalId: "" });
		expect(alone).toMatchObject({ kind: "found", externalId: "123456", url: "https://t.me/otklik_bot" });
		const wrong = { ...page, secrets: { token: "1:wrong" } };
		expect(await telegram.identify?.(wrong)).toMatchObject({ kind: "not-sent", class: "page-dead" });
	});

	test("the webhook is set with a secret of our own, then looked at", async () => {
		page = { ...page, secrets: { token: network.token } };
		const steps = await telegram.connect?.(page, webhookUrl, save);
		expect(steps?.map(({ code, state }) => [code, state])).toEqual([
			["rights", "done"],
			["secret", "done"],
			["subscription", "done"],
			["check", "done"],
		]);
		expect(page.secrets.secret).toMatch(/^[\w-]{43}$/);
		expect(network.webhook).toMatchObject({ url: webhookUrl, secret: page.secrets.secret });
		expect(network.calls.find(({ method }) => method === "setWebhook")?.parameters.allowed_updates).toEqual([
			"message",
			"edited_message",
			"my_chat_member",
		]);
	});

	test("a refused webhook keeps the steps before it", async () => {
		network.faults.set("setWebhook", [{ kind: "error", status: 400, description: "Bad Request: bad webhook" }]);
		const steps = await telegram.connect?.(page, webhookUrl, save);
		expect(steps?.at(-1)).toEqual({ code: "subscription", state: "failed", text: "Bad Request: bad webhook" });
	});
});

describe("looking", () => {
	const states = async () =>
		Object.fromEntries(((await telegram.look?.(page, webhookUrl)) ?? []).map(({ code, state }) => [code, state]));
	const fine = { key: "ok", webhook: "ok", "webhook-backlog": "ok", comments: "ok", rights: "ok", sending: "ok" };
	beforeEach(() => {
		network.webhook.url = webhookUrl;
	});

	test("a page in order", async () => expect(await states()).toEqual(fine));

	test("a webhook that fails while updates wait, an address that is not ours", async () => {
		Object.assign(network.webhook, { pending: 7, errorAt: Math.floor(Date.now() / 1000) - 60, error: "502" });
		expect(await states()).toEqual({ ...fine, webhook: "fail", "webhook-backlog": "fail" });
		network.webhook.url = "https://elsewhere.example/";
		expect(await states()).toMatchObject({ webhook: "fail" });
	});

	test.each([
		["left", { rights: "fail" }],
		["member", { rights: "fail" }],
		["restricted", { rights: "fail", sending: "fail" }],
	])("a bot that is %s in the group", async (status, expected) => {
		network.bot.status = status;
		expect(await states()).toMatchObject(expected);
	});

	test("a member without privacy mode hears everything", async () => {
		Object.assign(network.bot, { status: "member", hearsAll: true });
		expect(await states()).toEqual(fine);
	});

	test("a revoked key, a deleted channel, a passing trouble", async () => {
		const error = (status: number, description: string) => [{ kind: "error" as const, status, description }];
		network.faults.set("getMe", error(401, "Unauthorized"));
		expect(await states()).toEqual({ key: "fail" });
		network.faults.set("getChat", error(400, "Bad Request: chat not found"));
		expect(await states()).toMatchObject({ "page-gone": "fail" });
		network.faults.set("getChat", error(502, "Bad Gateway"));
		expect(await states()).toMatchObject({ "page-gone": "warn" });
	});
});

describe("files of residents", () => {
	test("are fetched by their name; the key appears in no answer", async () => {
		network.files.set("AgAC2", Buffer.from("picture"));
		expect(await telegram.fetchFile?.(page, { kind: "photo", ref: "AgAC2" }, null)).toEqual({
			kind: "bytes",
			bytes: Buffer.from("picture"),
		});
		network.files.set("large", Buffer.alloc(20 * 1024 * 1024 + 1));
		const answers = [
			await telegram.fetchFile?.(page, { kind: "photo", ref: "large" }, null),
			await telegram.fetchFile?.(page, { kind: "photo", ref: "unknown" }, null),
			await telegram.fetchFile?.(page, { kind: "photo" }, null),
		];
		expect(answers.map((answer) => answer?.kind)).toEqual(["gone", "gone", "gone"]);
		network.faults.set("getFile", [{ kind: "break" }]);
		answers.push(await telegram.fetchFile?.(page, { kind: "photo", ref: "AgAC2" }, null));
		expect(answers.at(-1)?.kind).toBe("unknown");
		expect(JSON.stringify(answers)).not.toContain("bot-key");
	});
});

test("a notice goes to a person's chat only", async () => {
	expect(await telegram.notify?.(page, "7001", "Страница молчит")).toEqual({
		kind: "sent",
		externalId: "chat7001_101",
	});
	for (const address of ["", "@channel", "-1001000000002", "7001; x"])
		expect(await telegram.notify?.(page, address, "text")).toMatchObject({ kind: "not-sent" });
});
