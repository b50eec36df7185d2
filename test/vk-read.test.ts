import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DemoNetwork } from "../demo/network.ts";
import type { ChannelPage, Change, WindowRead } from "../src/channels/channel.ts";
import { vk } from "../src/channels/vk/vk.ts";
import { openNetwork, ours, pageOn, resident } from "./vk-network.ts";

const day = 86_400;
const now = Math.floor(Date.now() / 1000);
const at = (seconds: number): Date => new Date(seconds * 1000);
const windowOf = (page: ChannelPage, from = now - day, to = now + 60) => vk.readWindow?.(page, at(from), at(to));

let network: DemoNetwork;
let page: ChannelPage;
beforeEach(async () => {
	network = await openNetwork([
		{ ...ours, posts: [{ id: 5, text: "Запись", date: now - 3 * day }], cropsAt: 20 },
		{ ...ours, groupId: 202, name: "Подслушано", accessToken: "theirs", serviceToken: "other", posts: [] },
	]);
	page = pageOn(network);
});
afterEach(async () => {
	const { breaches } = network.ledger();
	await network.close();
	if (breaches > 0) throw new Error(`the network's limits were exceeded ${breaches} times`);
});

/** What the bodies of a reading are read as. */
async function read(on: ChannelPage, window: WindowRead | undefined): Promise<Change[]> {
	if (window?.kind !== "read") throw new Error(`nothing was read: ${JSON.stringify(window)}`);
	const all: Change[] = [];
	for (const { body, externalId } of window.found) {
		// ingest has no keys when it reads
		const parsed = await vk.parse({ ...on, secrets: {} }, body, new Date());
		if (parsed.kind !== "changes") throw new Error(JSON.stringify(parsed));
		const message = parsed.changes.find((change) => "message" in change);
		if (message && "message" in message) expect(message.message.externalId).toBe(externalId);
		all.push(...parsed.changes);
	}
	return all;
}
const idsOf = (window: WindowRead | undefined) =>
	window?.kind === "read" ? window.found.map(({ externalId }) => externalId) : [];

describe("a window", () => {
	test("gives the same ids as events, more than a hundred comments and threads of more than ten", async () => {
		const comment = (text: string, replyTo?: number) =>
			network.writeComment({ groupId: 101, postId: 5, author: resident, text, replyTo });
		const first = comment("Первое");
		const expected = new Set([first, ...Array.from({ length: 130 }, (_, index) => comment(`№ ${index}`))]);
		for (let index = 0; index < 104; index++) expected.add(comment(`Ответ ${index}`, first));
		network.writeComment({ groupId: 101, postId: 5, author: resident, text: "Старое", date: now - 2 * day });
		const gone = comment("Убрано");
		network.deleteComment(101, gone);
		const window = await windowOf(page);
		expect(window).toMatchObject({ kind: "read", isWhole: true });
		const ids = idsOf(window);
		expect(ids.length).toBe(new Set(ids).size);
		expect(new Set(ids)).toEqual(new Set([...expected].map((id) => `wall-101_5_reply_${id}`)));
		const changes = await read(page, window);
		expect(changes.filter(({ kind }) => kind === "post")).toMatchObject([{ threadKey: "wall-101_5", text: "Запись" }]);
		const nested = changes.find((change) => "message" in change && change.message.text === "Ответ 7");
		expect(nested).toMatchObject({
			message: { replyToExternalId: `wall-101_5_reply_${first}`, authorKey: "user:7001" },
		});
	}, 60_000);

	test("gives posts of residents, dialogues with our own words, and nothing outside it", async () => {
		const postId = network.writePost({ groupId: 101, author: resident, text: "Яма" });
		network.writePost({ groupId: 101, author: resident, text: "Предложка", by: "offer" });
		network.writePost({ groupId: 101, author: resident, text: "Новость", by: "community" });
		network.writeMessage({ groupId: 101, author: resident, text: "Давно", date: now - 2 * day });
		network.writeMessage({ groupId: 101, author: resident, text: "Лифт стоит, и это длинное письмо" });
		const target = { threadKey: "dm7001", threadKind: "direct", replyToExternalId: "dm7001_2" } as const;
		await vk.publish(page, { target, text: "Починим", key: "k" });
		network.writeMessage({ groupId: 101, author: { id: 7002, name: "Житель 2" }, text: "Старый", date: now - 5 * day });
		const window = await windowOf(page);
		expect(idsOf(window).toSorted()).toEqual(["dm7001_2", "dm7001_3", `wall-101_${postId}`]);
		expect(await read(page, window)).toMatchObject([
			{ message: { text: "Починим", direction: "out", peerKey: "user:7001" } },
			{ message: { text: "Лифт стоит, и это длинное письмо", direction: "in" } },
			{ message: { threadKind: "post", text: "Яма" } },
		]);
	});

	test("is not whole without a service key, nor when it may not read, nor when old posts are left out", async () => {
		network.writeComment({ groupId: 101, postId: 5, author: resident, text: "Нет воды" });
		network.writeMessage({ groupId: 101, author: resident, text: "Лифт" });
		const { accessToken = "" } = page.secrets;
		const bare = { ...page, secrets: { accessToken } };
		expect(await windowOf(bare)).toMatchObject({ kind: "read", isWhole: false, found: [{ externalId: "dm7001_1" }] });
		network.faults.next("wall.get", { kind: "error", code: 1051 });
		expect(await windowOf(page)).toMatchObject({ isWhole: false, found: [{ externalId: "dm7001_1" }] });
		expect(await windowOf({ ...page, secrets: {} })).toEqual({ kind: "cannot-read", reason: "no-service-key" });
		expect(await windowOf(page, now - day, now + 60)).toMatchObject({ isWhole: true });
		network.writePost({ groupId: 101, author: resident, text: "Год назад", by: "community", date: now - 365 * day });
		expect(await windowOf(page, now - day, now + 60)).toMatchObject({ isWhole: false });
	});

	test.each([
		["messages.getConversations", 9, "retry-late"],
		["messages.getHistory", 6, "retry-soon"],
		["wall.get", 29, "retry-late"],
		["wall.getComments", 6, "retry-soon"],
	])("%s refused with %i is tried again later", async (method, code, expected) => {
		network.writeComment({ groupId: 101, postId: 5, author: resident, text: "Нет воды" });
		network.writeMessage({ groupId: 101, author: resident, text: "Лифт" });
		network.faults.next(method, { kind: "error", code });
		expect(await windowOf(page)).toMatchObject({ kind: "not-sent", class: expected });
	});

	test("what cannot be read back is said exactly", () => {
		const always = ["edits-not-told", "deletions-not-told", "media-comments"];
		expect(vk.unreadable?.(page)).toEqual([...always, "unconfirmed"]);
		expect(vk.unreadable?.({ ...page, secrets: { accessToken: "group-key" } })).toEqual(["no-service-key", ...always]);
	});
});

test("a cropped message is read again and completed", async () => {
	network.writeMessage({ groupId: 101, author: resident, text: "Очень длинное письмо о лифте" });
	const whole = await vk.reread?.(page, "dm7001_1");
	const [change] = await read(page, whole);
	expect(change).toMatchObject({ kind: "edit", message: { text: "Очень длинное письмо о лифте" } });
	expect(change?.kind === "edit" && change.editedAt.getTime()).toBeLessThanOrEqual(Date.now());
	expect(change).not.toHaveProperty("message.isCropped");
	expect(await vk.reread?.(page, "dm7001_9")).toMatchObject({ kind: "read", found: [] });
	expect(await vk.reread?.(page, "wall-101_5_reply_7")).toMatchObject({ kind: "cannot-read" });
});

describe("links", () => {
	const post = { pageExternalId: "202", threadKey: "wall-202_7", messageId: "wall-202_7" };
	const comment = { ...post, messageId: "wall-202_7_reply_9" };
	test.each([
		["https://vk.com/wall-202_7", post],
		["vk.com/wall-202_7", post],
		["https://vk.ru/wall-202_7?reply=9", comment],
		["https://m.vk.com/wall-202_7?reply=9&thread=8#reply9", comment],
		["http://www.vk.com/wall-202_7?thread=9", comment],
		["https://vk.com/club202?w=wall-202_7_r9", comment],
		["https://vk.com/feed?w=wall-202_7", post],
		["https://vk.com/wall-202_7?reply=", post],
		["https://vk.com/wall202_7", null],
		["https://vk.com/wall-0_7", null],
		["https://vk.com/wall-202_7x", null],
		["https://vk.com.example.org/wall-202_7", null],
		["https://example.org/?u=https://vk.com/wall-202_7", null],
		["https://vk.com@example.org/wall-202_7", null],
		["javascript:vk.com/wall-202_7", null],
		["https://vk.com/photo-202_7", null],
		[`https://vk.com/wall-${"9".repeat(400)}_7`, null],
		["", null],
		["\u0000", null],
	])("%s", (link, expected) => {
		expect(vk.readLink?.(link)).toEqual(expected);
	});
});

describe("somebody else's community", () => {
	const watched = () => ({
		...pageOn(network, { externalId: "202", settings: { isWatched: true } }),
		secrets: { serviceToken: "service-key", salt: "salt" },
	});
	const other = { id: 7002, name: "Соседка" };

	test("a linked comment comes with its post and without people", async () => {
		const postId = network.writePost({ groupId: 202, author: resident, text: "Когда уберут снег?" });
		const attachments = [{ kind: "photo" as const, url: "https://example.org/1.jpg" }];
		const id = network.writeComment({ groupId: 202, postId, author: resident, text: "Прошу ответить", attachments });
		const text = "[id7001|Житель], поддерживаю";
		const reply = network.writeComment({ groupId: 202, postId, author: other, text, replyTo: id });
		const link = vk.readLink?.(`https://vk.com/wall-202_${postId}?reply=${reply}&thread=${id}`);
		for (const on of [page, watched()]) {
			const fetched = link ? await vk.fetchLink?.(on, link) : undefined;
			const body = fetched?.kind === "read" ? (fetched.found[0]?.body.toString() ?? "") : "";
			expect(body).not.toMatch(/700[12]|Житель|Соседка/);
			expect(await read(on, fetched)).toMatchObject([
				{ kind: "post", threadKey: `wall-202_${postId}`, text: "Когда уберут снег?" },
				{
					kind: "message",
					message: {
						externalId: `wall-202_${postId}_reply_${reply}`,
						direction: "in",
						authorKey: expect.stringMatching(/^anonymous:[\w-]{24}$/),
						text: "поддерживаю",
					},
				},
			]);
		}
		const first = vk.readLink?.(`vk.com/wall-202_${postId}?reply=${id}`);
		const fetched = first && (await read(watched(), await vk.fetchLink?.(watched(), first)));
		expect(fetched?.at(-1)).toMatchObject({ message: { attachments: [{ kind: "photo", url: attachments[0]?.url }] } });
	});

	test("a linked post is a message; what is gone, closed or not allowed is told", async () => {
		const postId = network.writePost({ groupId: 202, author: resident, text: "Когда уберут снег?" });
		const link = { pageExternalId: "202", threadKey: `wall-202_${postId}`, messageId: `wall-202_${postId}` };
		expect(await read(watched(), await vk.fetchLink?.(watched(), link))).toMatchObject([
			{ kind: "message", message: { threadKind: "post", direction: "in", text: "Когда уберут снег?" } },
		]);
		const comment = { ...link, messageId: `${link.messageId}_reply_99` };
		expect(await vk.fetchLink?.(watched(), comment)).toMatchObject({ class: "target-gone", advice: "target-deleted" });
		const nowhere = { ...link, messageId: "wall-202_99" };
		expect(await vk.fetchLink?.(watched(), nowhere)).toMatchObject({ class: "target-gone" });
		network.faults.next("wall.getById", { kind: "error", code: 15 });
		expect(await vk.fetchLink?.(watched(), link)).toEqual({ kind: "cannot-read", reason: "key-not-allowed" });
		const bare = { ...watched(), secrets: {} };
		expect(await vk.fetchLink?.(bare, link)).toEqual({ kind: "cannot-read", reason: "no-service-key" });
	});

	test("is polled: nothing at first, then new posts and comments, each once", async () => {
		const old = network.writePost({ groupId: 202, author: resident, text: "Вчерашнее", date: now - day });
		const early = network.writeComment({ groupId: 202, postId: old, author: resident, text: "Было", date: now - day });
		const on = watched();
		expect([
			vk.pollSeconds?.(on, false),
			vk.pollSeconds?.({ ...on, settings: { ...on.settings, pollSeconds: 1 } }, false),
		]).toEqual([600, 60]);
		let cursor: string | null = null;
		const poll = async () => {
			const polled = await vk.poll?.(on, cursor, at(now));
			if (polled?.kind !== "read") throw new Error(JSON.stringify(polled));
			({ cursor } = polled);
			const found = polled.bodies.map((body) => ({ externalId: "", body }));
			return found.map(({ body }) => JSON.parse(body.toString())).map(({ object }) => object.text);
		};
		expect(await poll()).toEqual([]);
		network.writeComment({ groupId: 202, postId: old, author: other, text: "Новое", replyTo: early });
		const fresh = network.writePost({ groupId: 202, author: other, text: "Сегодняшнее" });
		network.writeComment({ groupId: 202, postId: fresh, author: resident, text: "Под ним" });
		expect((await poll()).toSorted()).toEqual(["Новое", "Под ним", "Сегодняшнее"]);
		expect(await poll()).toEqual([]);
		network.writeComment({ groupId: 202, postId: old, author: other, text: "Ещё" });
		network.faults.next("wall.getComments", { kind: "http-500" });
		expect(await vk.poll?.(on, cursor, at(now))).toMatchObject({ kind: "not-sent", class: "retry-soon" });
		expect(await poll()).toEqual(["Ещё"]);
		// a cursor that cannot be read begins now
		cursor = '{"posts":7}';
		expect(await poll()).toEqual([]);
	}, 30_000);

	test("an author is one person inside a thread and nobody outside it", async () => {
		const posts = [1, 2].map((index) => network.writePost({ groupId: 202, author: other, text: `Запись ${index}` }));
		for (const postId of [posts[0] ?? 0, posts[0] ?? 0, posts[1] ?? 0])
			network.writeComment({ groupId: 202, postId, author: resident, text: "Прошу" });
		const changes = await read(watched(), await windowOf(watched()));
		const keys = changes.flatMap((change) =>
			"message" in change && change.message.threadKind === "comments" ? [change.message.authorKey] : [],
		);
		expect(keys).toHaveLength(3);
		expect(new Set(keys).size).toBe(2);
	});
});
