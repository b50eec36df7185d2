import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DemoNetwork } from "../demo/network.ts";
import type { ChannelPage, Photo, PublishOrder } from "../src/channels/channel.ts";
import { vk } from "../src/channels/vk/vk.ts";
import { openNetwork, pageOn, resident } from "./vk-network.ts";

const jpeg: Photo = { bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), type: "image/jpeg", name: "яма.jpg" };
const png: Photo = { ...jpeg, bytes: Buffer.from("\u0089PNG\r\n", "latin1"), type: "image/png" };

let network: DemoNetwork;
let page: ChannelPage;
beforeEach(async () => {
	network = await openNetwork();
	page = pageOn(network);
});
afterEach(() => network.close());

function direct(photos: Photo[]): PublishOrder {
	const { conversationMessageId } = network.writeMessage({ groupId: 101, author: resident, text: "Лифт стоит" });
	const replyToExternalId = `dm7001_${conversationMessageId}`;
	return {
		target: { threadKey: "dm7001", threadKind: "direct", replyToExternalId },
		text: "Починили",
		key: "k",
		photos,
	};
}

function comment(photos: Photo[] = []): PublishOrder {
	const id = network.writeComment({ groupId: 101, postId: 5, author: resident, text: "Яма" });
	const target = {
		threadKey: "wall-101_5",
		threadKind: "comments",
		replyToExternalId: `wall-101_5_reply_${id}`,
	} as const;
	return { target, text: "Засыпали", key: "k", photos };
}

describe("photographs in a dialogue", () => {
	test("are uploaded, saved and sent with the answer, once", async () => {
		const order = direct([jpeg, png, jpeg]);
		expect(vk.maxPhotos(page, order.target)).toBe(10);
		network.faults.next("messages.send", { kind: "drop-after" });
		expect(await vk.publish(page, order)).toMatchObject({ kind: "unknown" });
		expect(await vk.publish(page, order)).toEqual({ kind: "sent", externalId: "dm7001_2" });
		const { messages } = network.dialogue(101, resident.id);
		expect(messages).toHaveLength(2);
		expect(messages[1]?.attachments).toHaveLength(3);
		const shown = await fetch(messages[1]?.attachments[1]?.url ?? "");
		expect(Buffer.from(await shown.arrayBuffer())).toEqual(png.bytes);
		expect(network.ledger().breaches).toBe(0);
	});

	test("a failure before the message leaves it unsent, never unknown", async () => {
		const order = direct([jpeg]);
		const spoil: [string, Parameters<DemoNetwork["faults"]["next"]>[1], string][] = [
			["photos.getMessagesUploadServer", { kind: "drop-after" }, "retry-soon"],
			["photos.getMessagesUploadServer", { kind: "error", code: 10 }, "retry-soon"],
			["photos.getMessagesUploadServer", { kind: "error", code: 901 }, "recipient-final"],
			["upload", { kind: "drop-before" }, "retry-soon"],
			["upload", { kind: "http-500" }, "retry-soon"],
			["photos.saveMessagesPhoto", { kind: "http-500" }, "retry-soon"],
			["photos.saveMessagesPhoto", { kind: "error", code: 9 }, "retry-late"],
		];
		for (const [method, fault, expected] of spoil) {
			network.faults.next(method, fault);
			expect(await vk.publish(page, order), method).toMatchObject({ kind: "not-sent", class: expected });
		}
		expect(network.dialogue(101, resident.id).messages).toHaveLength(1);
	});

	test("what the network takes for no picture goes back to the author", async () => {
		const broken = { ...jpeg, bytes: Buffer.from("no picture") };
		expect(await vk.publish(page, direct([broken]))).toMatchObject({
			kind: "not-sent",
			class: "content",
			code: "photo",
		});
		const webp = { ...jpeg, type: "image/webp" as const };
		expect(await vk.publish(page, direct([webp]))).toMatchObject({ class: "content", code: "photo-type" });
		expect(await vk.publish(page, direct(Array(11).fill(jpeg)))).toMatchObject({ class: "content", code: "photos" });
	});

	test("the right to photographs may be missing", async () => {
		network.setRights(101, ["messages", "wall", "manage"]);
		expect(await vk.publish(page, direct([jpeg]))).toMatchObject({ kind: "not-sent", class: "page-dead", code: "7" });
	});
});

describe("photographs in a comment", () => {
	test("are refused with a community key, with what to do instead", async () => {
		const order = comment([jpeg]);
		expect(vk.maxPhotos(page, order.target)).toBe(0);
		expect(await vk.publish(page, order)).toMatchObject({
			kind: "not-sent",
			class: "content",
			advice: "photos-directly",
		});
		expect(network.thread(101, 5).comments).toHaveLength(1);
	});

	test("go out by the key of an approved person, in the community's name", async () => {
		const order = comment([jpeg]);
		const approved = pageOn(network, { secrets: { userToken: "user-key" } });
		expect(vk.maxPhotos(approved, order.target)).toBe(1);
		const sent = await vk.publish(approved, order);
		expect(sent).toMatchObject({ kind: "sent" });
		expect(await vk.publish(approved, order)).toEqual(sent);
		const [, answer, ...more] = network.thread(101, 5).comments;
		expect(more).toEqual([]);
		expect(answer).toMatchObject({ fromId: -101, text: "Засыпали", attachments: [{ kind: "photo" }] });
	});
});

describe("under photos, videos, topics and goods", () => {
	const order = (of: string, isReply = true): PublishOrder => ({
		target: {
			threadKey: `${of}-101_9`,
			threadKind: "comments",
			replyToExternalId: `${of}-101_9${isReply ? "_reply_3" : ""}`,
		},
		text: "Ответ",
		key: "k",
	});

	test.each(["photo", "video", "topic", "market"])("%s: a community key cannot answer", async (of) => {
		const refusal = { kind: "not-sent", class: "wrong-token", advice: "answer-in-network" };
		expect(await vk.publish(page, order(of))).toMatchObject(refusal);
		const half = pageOn(network, { secrets: { userToken: "user-key" } });
		expect(await vk.publish(half, order(of))).toMatchObject(refusal);
		expect(vk.repeatsDroppedMinutes(order(of).target)).toBe(0);
	});

	test.each([
		["photo", "photos.createComment", { owner_id: "-101", photo_id: "9", reply_to_comment: "3" }],
		["video", "video.createComment", { owner_id: "-101", video_id: "9", reply_to_comment: "3" }],
		["topic", "board.createComment", { group_id: "101", topic_id: "9" }],
		["market", "market.createComment", { owner_id: "-101", item_id: "9", reply_to_comment: "3" }],
	])("%s: the key of an approved person can, where the setting is on", async (of, method, place) => {
		const approved = pageOn(network, { secrets: { userToken: "user-key" }, settings: { answersElsewhere: true } });
		expect(await vk.publish(approved, order(of))).toEqual({ kind: "sent", externalId: `${of}-101_9_reply_1` });
		const parameters = { v: "5.199", ...place, message: "Ответ", from_group: "1", guid: "k" };
		expect(network.elsewhere(101)).toEqual([{ method, parameters }]);
	});
});

test.each([
	[222, "content", "remove-links"],
	[914, "content", "shorten"],
	[100, "content", "reword"],
	[900, "recipient-final", "resident-blocked"],
	[901, "recipient-final", "resident-refuses"],
	[902, "recipient-final", "resident-refuses"],
	[3610, "recipient-final", "by-person"],
	[213, "target-gone", "comments-closed"],
	[104, "target-gone", "target-deleted"],
	[9, "retry-late", undefined],
	[5, "page-dead", undefined],
])("error %i is %s and advises %s", async (code, expected, advice) => {
	network.faults.next("wall.createComment", { kind: "error", code });
	const outcome = await vk.publish(page, comment());
	expect(outcome).toMatchObject({ kind: "not-sent", class: expected });
	expect("advice" in outcome ? outcome.advice : undefined).toBe(advice);
});

test("a closed post and a deleted comment are told as they are", async () => {
	const order = comment();
	network.closePost(101, 5, true);
	expect(await vk.publish(page, order)).toMatchObject({ class: "target-gone", advice: "comments-closed" });
});

test("an item of messages.send that was refused carries its advice", async () => {
	const target = { threadKey: "dm8", threadKind: "direct", replyToExternalId: "dm8_1" } as const;
	expect(await vk.publish(page, { target, text: "Ответ", key: "k" })).toMatchObject({
		class: "recipient-final",
		code: "901",
		advice: "resident-refuses",
	});
});

test("a watched community is answered by a person", async () => {
	const watched = pageOn(network, { settings: { isWatched: true } });
	expect(vk.isPublishedByPerson?.(watched)).toBe(true);
	expect(vk.isPublishedByPerson?.(page)).toBe(false);
	expect(await vk.publish(watched, comment())).toMatchObject({ kind: "not-sent", advice: "by-person" });
	expect(network.thread(101, 5).comments).toHaveLength(1);
});
