import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DemoNetwork } from "../demo/network.ts";
import { channelId, startMaxNetwork } from "../demo/networks/max.ts";
import type { MaxNetwork } from "../demo/networks/max.ts";
import { groupId, startTelegramNetwork } from "../demo/networks/telegram.ts";
import type { TelegramNetwork } from "../demo/networks/telegram.ts";
import type { Channel, ChannelPage, EditOrder } from "../src/channels/channel.ts";
import { channels } from "../src/channels/index.ts";
import { max } from "../src/channels/max/max.ts";
import { telegram } from "../src/channels/telegram/telegram.ts";
import { vk } from "../src/channels/vk/vk.ts";
import { openNetwork, pageOn, resident } from "./vk-network.ts";

const now = new Date();
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const orderFor = (externalId: string, change: Partial<EditOrder> = {}): EditOrder => ({
	externalId,
	text: "Вода будет к 20:00.",
	before: "Вода будет к 19:00.",
	photos: 0,
	sentAt: hoursAgo(1),
	...change,
});
const refusal = (channel: Channel, page: ChannelPage, order: EditOrder) => channel.editRefusal?.(page, order, now);
const send = (channel: Channel, page: ChannelPage, order: EditOrder) => channel.edit?.(page, order);

test("whoever edits says what speaks against it, and the others know no edit", () => {
	for (const channel of channels.values())
		expect([channel.name, Boolean(channel.editRefusal)]).toEqual([channel.name, Boolean(channel.edit)]);
	const able = [...channels.values()].filter(({ edit }) => edit).map(({ name }) => name);
	expect(able.sort()).toEqual(["max", "telegram", "vk"]);
});

describe("VKontakte", () => {
	let network: DemoNetwork;
	let page: ChannelPage;
	beforeEach(async () => {
		network = await openNetwork();
		page = pageOn(network);
	});
	afterEach(() => network.close());

	async function published(kind: "direct" | "comments", key = page): Promise<string> {
		const { conversationMessageId } = network.writeMessage({ groupId: 101, author: resident, text: "Лифт" });
		const id = network.writeComment({ groupId: 101, postId: 5, author: resident, text: "Яма" });
		const target =
			kind === "direct"
				? { threadKey: "dm7001", threadKind: kind, replyToExternalId: `dm7001_${conversationMessageId}` }
				: { threadKey: "wall-101_5", threadKind: kind, replyToExternalId: `wall-101_5_reply_${id}` };
		const outcome = await vk.publish(key, { target, text: "Вода будет к 19:00.", key: "k" });
		if (outcome.kind !== "sent") throw new Error(outcome.text);
		return outcome.externalId;
	}

	test("a message of a dialogue is edited by the community's key, and stays an answer", async () => {
		const order = orderFor(await published("direct"));
		expect(refusal(vk, page, order)).toBeNull();
		expect(await send(vk, page, order)).toEqual({ kind: "sent", externalId: order.externalId });
		// the same again leaves the same
		expect(await send(vk, page, order)).toMatchObject({ kind: "sent" });
		const { messages } = network.dialogue(101, resident.id);
		expect(messages.map(({ text }) => text)).toEqual(["Лифт", "Вода будет к 20:00."]);
		expect(network.ledger().breaches).toBe(0);
	});

	test("a comment takes the key of an approved person", async () => {
		const withUser = pageOn(network, { secrets: { accessToken: "group-key", userToken: "user-key" } });
		const order = orderFor(await published("comments"));
		expect(refusal(vk, page, order)).toBe("no-key");
		expect(await send(vk, page, order)).toMatchObject({ kind: "not-sent", class: "content" });
		expect(refusal(vk, withUser, order)).toBeNull();
		expect(await send(vk, withUser, order)).toEqual({ kind: "sent", externalId: order.externalId });
		expect(
			await vk.readBack(
				page,
				{
					target: { threadKey: "wall-101_5", threadKind: "comments", replyToExternalId: "wall-101_5" },
					text: "",
					key: "k",
				},
				order.externalId,
			),
		).toMatchObject({ text: "Вода будет к 20:00." });
	});

	test("photos, a day gone by, and what is not ours are refused before a call", async () => {
		const dialogue = await published("direct");
		expect(refusal(vk, page, orderFor(dialogue, { photos: 1 }))).toBe("photos");
		expect(refusal(vk, page, orderFor(dialogue, { sentAt: hoursAgo(22) }))).toBeNull();
		expect(refusal(vk, page, orderFor(dialogue, { sentAt: hoursAgo(24) }))).toBe("too-late");
		expect(refusal(vk, page, orderFor("photo-101_5_reply_7"))).toBe("network");
		expect(refusal(vk, page, orderFor("seen-by-person-5"))).toBe("not-ours");
		expect(refusal(vk, { ...page, settings: { isWatched: true } }, orderFor(dialogue))).toBe("not-ours");
	});

	test("what the network refuses is surely not done; a broken call nobody knows", async () => {
		const order = orderFor(await published("direct"));
		network.faults.next("messages.edit", { kind: "error", code: 909 });
		expect(await send(vk, page, order)).toMatchObject({ kind: "not-sent", class: "content", code: "909" });
		network.faults.next("messages.edit", { kind: "error", code: 10 });
		expect(await send(vk, page, order)).toMatchObject({ kind: "unknown" });
		network.faults.next("messages.edit", { kind: "drop-after" });
		expect(await send(vk, page, order)).toMatchObject({ kind: "unknown" });
		expect(await send(vk, page, orderFor("dm7001_1"))).toMatchObject({ kind: "not-sent" });
	});
});

describe("Telegram", () => {
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

	test("a text is edited as a text, the words of a photo as its caption; the same again is done", async () => {
		const order = orderFor(`chat${groupId}_101`);
		expect(refusal(telegram, page, order)).toBeNull();
		expect(await send(telegram, page, order)).toEqual({ kind: "sent", externalId: order.externalId });
		expect(await send(telegram, page, order)).toEqual({ kind: "sent", externalId: order.externalId });
		expect(await send(telegram, page, { ...order, photos: 2 })).toMatchObject({ kind: "sent" });
		// such an answer had its words in a message of their own
		expect(await send(telegram, page, { ...order, photos: 2, before: "я".repeat(1025) })).toMatchObject({
			kind: "sent",
		});
		expect(network.calls.map(({ method }) => method)).toEqual([
			"editMessageText",
			"editMessageText",
			"editMessageCaption",
			"editMessageText",
		]);
		expect(network.calls[0]?.parameters).toMatchObject({
			chat_id: groupId,
			message_id: 101,
			text: "Вода будет к 20:00.",
		});
		expect(network.breaches).toEqual([]);
	});

	test("words too long for a caption and what is not ours are refused before a call", async () => {
		const order = orderFor(`chat${groupId}_101`);
		expect(refusal(telegram, page, { ...order, photos: 1, text: "я".repeat(1025) })).toBe("too-long-for-photos");
		expect(refusal(telegram, page, { ...order, photos: 0, text: "я".repeat(1025) })).toBeNull();
		expect(refusal(telegram, page, orderFor("seen-by-person-5"))).toBe("not-ours");
		expect(network.calls).toEqual([]);
	});

	test("what the network refuses is surely not done; a broken call nobody knows", async () => {
		const order = orderFor(`chat${groupId}_101`);
		const fault = (one: unknown) => network.faults.set("editMessageText", [one as never]);
		fault({ kind: "error", status: 400, description: "Bad Request: message to edit not found" });
		expect(await send(telegram, page, order)).toMatchObject({ kind: "not-sent", class: "target-gone" });
		fault({ kind: "error", status: 400, description: "Bad Request: message can't be edited" });
		expect(await send(telegram, page, order)).toMatchObject({ kind: "not-sent", class: "content" });
		fault({ kind: "break" });
		expect(await send(telegram, page, order)).toMatchObject({ kind: "unknown" });
	});
});

describe("MAX", () => {
	let network: MaxNetwork;
	let page: ChannelPage;
	beforeEach(async () => {
		network = await startMaxNetwork();
		page = {
			id: 1,
			externalId: channelId,
			settings: { apiUrl: network.url },
			secrets: { token: network.token, secret: "callback-secret" },
		};
	});
	afterEach(() => network.close());

	const post = "mid.00000000000000000000000000post";
	const midOf = (message: Record<string, unknown>): string => (message.body as { mid: string }).mid;

	test("a comment is edited for a day, a message of a dialogue for a week", async () => {
		const comment = midOf(network.write({ postId: post }, 229229229, "Вода будет к 19:00.", Date.now()));
		const message = midOf(network.write({ chatId: "182182182" }, 229229229, "Вода будет к 19:00.", Date.now()));
		const inThread = orderFor(`post/${post}/${comment}`);
		const inDialogue = orderFor(`chat182182182/${message}`);
		expect(await send(max, page, inThread)).toEqual({ kind: "sent", externalId: inThread.externalId });
		expect(await send(max, page, inDialogue)).toEqual({ kind: "sent", externalId: inDialogue.externalId });
		const texts = [...network.comments.values(), ...network.chats.values()].flat();
		expect(texts.map(({ body }) => (body as { text: string }).text)).toEqual([
			"Вода будет к 20:00.",
			"Вода будет к 20:00.",
		]);
		expect(network.breaches).toEqual([]);
		for (const [order, hours, says] of [
			[inThread, 24, null],
			[inThread, 26, "too-late"],
			[inDialogue, 160, null],
			[inDialogue, 169, "too-late"],
		] as const)
			expect([hours, refusal(max, page, { ...order, sentAt: hoursAgo(hours) })]).toEqual([hours, says]);
	});

	test("what the network refuses is surely not done; a missing right is the page's", async () => {
		const order = orderFor(`post/${post}/mid.0009`);
		const fault = (one: unknown) => network.faults.set("PUT /messages/{id}/comments", [one as never]);
		fault({ kind: "error", status: 422, code: "comments.timeout_exceeded" });
		expect(await send(max, page, order)).toMatchObject({ kind: "not-sent", class: "content" });
		fault({ kind: "error", status: 403, code: "access.denied" });
		expect(await send(max, page, order)).toMatchObject({ kind: "not-sent", class: "page-dead" });
		fault({ kind: "break" });
		expect(await send(max, page, order)).toMatchObject({ kind: "unknown" });
		expect(await send(max, page, order)).toMatchObject({ kind: "not-sent", class: "target-gone" });
		expect(refusal(max, page, orderFor("seen-by-person-5"))).toBe("not-ours");
	});
});
