import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { ChannelPage, PublishOrder } from "../src/channels/channel.ts";
import { parse } from "../src/channels/vk/parse.ts";
import { vk } from "../src/channels/vk/vk.ts";
import { startDemoNetwork } from "./network.ts";
import type { Community, DemoNetwork } from "./network.ts";

const closers: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

const resident = { id: 7, name: "Житель 1" };
const secrets = { secret: "s", confirmation: "code", accessToken: "group-key", serviceToken: "service-key" };
const page: ChannelPage = { id: 1, externalId: "101", settings: {}, secrets };

/** A desk's server: keeps what comes and answers as told, `ok` when nothing is told. */
async function openDesk(answers: { status: number; body: string; headers?: Record<string, string> }[] = []) {
	const deliveries: { body: Record<string, unknown>; retry: string | undefined; at: number }[] = [];
	const server: Server = createServer(async (request, response) => {
		let text = "";
		for await (const chunk of request.setEncoding("utf8")) text += chunk;
		const body = JSON.parse(text);
		if (body.type === "confirmation") return void response.end("code");
		deliveries.push({ body, retry: request.headers["x-retry-counter"]?.toString(), at: Date.now() });
		const answer = answers.shift() ?? { status: 200, body: "ok" };
		response.writeHead(answer.status, answer.headers).end(answer.body);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	closers.push(() => {
		server.closeAllConnections();
		server.close();
	});
	return { deliveries, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

async function open(url: string, options: { stateFile?: string; ladderSeconds?: number[] } = {}): Promise<DemoNetwork> {
	const community: Community = {
		groupId: 101,
		name: "Город",
		accessToken: "group-key",
		serviceToken: "service-key",
		callback: { url, secret: "s", confirmation: "code" },
		posts: [{ id: 5, text: "Запись", date: 1_763_700_000 }],
	};
	const { stateFile = null, ladderSeconds = [0.05, 0.05] } = options;
	const network = await startDemoNetwork({
		host: "127.0.0.1",
		port: 0,
		stateFile,
		ladderSeconds,
		communities: [community],
	});
	closers.push(network.close);
	return network;
}

const comment = { groupId: 101, postId: 5, author: resident, text: "Нет воды" };
const call = async (network: DemoNetwork, method: string, parameters: Record<string, string>, token = "group-key") => {
	const body = new URLSearchParams({ v: "5.199", ...parameters });
	const headers = { authorization: `Bearer ${token}` };
	return (await fetch(`${network.url}/method/${method}`, { method: "POST", headers, body })).json();
};
const answerTo = (commentId: number, key = "k"): PublishOrder => ({
	target: { threadKey: "wall-101_5", threadKind: "comments", replyToExternalId: `wall-101_5_reply_${commentId}` },
	text: "Вода будет к 19:00",
	key,
});

describe("events", () => {
	test("everything residents do is told once and read by the channel", async () => {
		const desk = await openDesk();
		const network = await open(desk.url);
		expect(await network.confirm(101)).toBe(true);
		const id = network.writeComment(comment);
		network.writeComment({
			...comment,
			text: "И у нас",
			replyTo: id,
			attachments: [{ kind: "photo", url: "https://example.org/1.jpg" }],
		});
		network.editComment(101, id, "Нет горячей воды");
		network.deleteComment(101, id);
		network.restoreComment(101, id);
		network.writePost({ groupId: 101, author: resident, text: "Яма" });
		network.writeMessage({ groupId: 101, author: resident, text: "Лифт" });
		await network.waitIdle();
		const read = desk.deliveries.map(({ body }) => parse(page, Buffer.from(JSON.stringify(body)), new Date()));
		const kinds = read.map((parsed) => (parsed.kind === "changes" ? parsed.changes[0]?.kind : parsed.kind));
		expect(kinds.map(String).toSorted().join(" ")).toBe("delete edit message message message message post restore");
		expect(new Set(desk.deliveries.map(({ body }) => body.event_id)).size).toBe(8);
		for (const { body } of desk.deliveries) expect(body.event_id).toMatch(/^[0-9a-f]{40}$/);
		expect(network.ledger()).toMatchObject({
			events: 8,
			deliveries: 8,
			acknowledged: 8,
			refused: 0,
			retrying: 0,
			lost: 0,
		});
	});

	test("what is not answered with ok comes again with its counter, at last it is lost", async () => {
		const no = { status: 200, body: "OK" };
		const desk = await openDesk([no, { status: 500, body: "ok" }, no]);
		const network = await open(desk.url);
		network.emit(101, "group_join", { user_id: 7, join_type: "join" });
		await network.waitIdle();
		expect(desk.deliveries.map(({ retry }) => retry)).toEqual([undefined, "1", "2"]);
		expect(new Set(desk.deliveries.map(({ body }) => body.event_id)).size).toBe(1);
		expect(network.ledger()).toMatchObject({ events: 1, deliveries: 3, acknowledged: 0, refused: 3, lost: 1 });
	});

	test("Retry-After is obeyed with 503", async () => {
		const desk = await openDesk([{ status: 503, body: "", headers: { "retry-after": "1" } }]);
		const network = await open(desk.url);
		network.emit(101, "group_join", { user_id: 7, join_type: "join" });
		await network.waitIdle();
		expect((desk.deliveries[1]?.at ?? 0) - (desk.deliveries[0]?.at ?? 0)).toBeGreaterThanOrEqual(990);
	});

	test("a restart goes on with the numbers and tells what was not heard", async () => {
		const folder = mkdtempSync(join(tmpdir(), "demo-network-"));
		closers.push(() => rmSync(folder, { recursive: true }));
		const stateFile = join(folder, "state.jsonl");
		const desk = await openDesk();
		const deaf = await open("http://127.0.0.1:9/", { stateFile, ladderSeconds: [60] });
		const first = deaf.writeComment(comment);
		await deaf.close();
		// a kill in the middle of a line
		appendFileSync(stateFile, '{"t":"comment","g":101,"row":{"id":');
		const network = await open(desk.url, { stateFile });
		await network.waitIdle();
		const types = desk.deliveries.map(({ body }) => String(body.type)).toSorted();
		expect(types).toEqual(["wall_post_new", "wall_reply_new"]);
		expect(network.thread(101, 5).comments).toMatchObject([{ id: first, text: "Нет воды" }]);
		expect(network.writeComment(comment)).toBe(first + 1);
		await network.waitIdle();
		expect(network.ledger()).toMatchObject({ events: 3, acknowledged: 3, comments: 2 });
	});
});

describe("methods", () => {
	test("one key makes one comment, also when the connection breaks after it", async () => {
		const desk = await openDesk();
		const network = await open(desk.url);
		const at = { ...page, settings: { apiUrl: network.url } };
		const id = network.writeComment(comment);
		network.faults.next("wall.createComment", { kind: "drop-before" });
		expect(await vk.publish(at, answerTo(id))).toMatchObject({ kind: "unknown" });
		expect(await vk.readBack(at, answerTo(id), null)).toEqual({ kind: "absent" });
		network.faults.next("wall.createComment", { kind: "drop-after" });
		expect(await vk.publish(at, answerTo(id))).toMatchObject({ kind: "unknown" });
		const sent = await vk.publish(at, answerTo(id));
		expect(await vk.publish(at, answerTo(id))).toEqual(sent);
		expect(sent).toEqual({ kind: "sent", externalId: "wall-101_5_reply_7" });
		expect(network.thread(101, 5).comments.map(({ fromId }) => fromId)).toEqual([7, -101]);
		for (const known of [null, "wall-101_5_reply_7"])
			expect(await vk.readBack(at, answerTo(id), known)).toMatchObject({
				kind: "text",
				externalId: "wall-101_5_reply_7",
			});
		expect(await vk.readBack({ ...at, secrets: { accessToken: "group-key" } }, answerTo(id), null)).toEqual({
			kind: "cannot-read",
		});
		await network.waitIdle();
		expect(desk.deliveries.filter(({ body }) => body.type === "wall_reply_new")).toHaveLength(2);
	});

	test("a message is sent once in its dialogue and found there", async () => {
		const network = await open((await openDesk()).url);
		const at = { ...page, settings: { apiUrl: network.url } };
		const { conversationMessageId } = network.writeMessage({ groupId: 101, author: resident, text: "Лифт" });
		const replyToExternalId = `dm7_${conversationMessageId}`;
		const order: PublishOrder = {
			target: { threadKey: "dm7", threadKind: "direct", replyToExternalId },
			text: "В пятницу",
			key: "k",
		};
		expect(await vk.readBack(at, order, null)).toEqual({ kind: "absent" });
		network.faults.next("messages.send", { kind: "drop-after" });
		expect(await vk.publish(at, order)).toMatchObject({ kind: "unknown" });
		expect(await vk.publish(at, order)).toEqual({ kind: "sent", externalId: "dm7_2" });
		expect(await vk.readBack(at, order, null)).toEqual({ kind: "text", externalId: "dm7_2", text: "В пятницу" });
		expect(network.dialogue(101, 7).messages).toMatchObject([{ cmid: 1 }, { cmid: 2, replyToCmid: 1, fromId: -101 }]);
		const stranger = { ...order, target: { ...order.target, replyToExternalId: "dm8_1" } };
		expect(await vk.publish(at, stranger)).toMatchObject({ kind: "not-sent", class: "recipient-final", code: "901" });
	});

	const good = { owner_id: "-101", post_id: "5", from_group: "101", message: "Ответ" };
	test.each([
		["an unknown method", "wall.createComments", good, 3],
		["a wrong key", "wall.createComment", good, 5, "other"],
		["no version", "wall.createComment", { ...good, v: "" }, undefined],
		["another wall", "wall.createComment", { ...good, owner_id: "-102" }, 15],
		["another community's name", "wall.createComment", { ...good, from_group: "102" }, 15],
		["no text", "wall.createComment", { ...good, message: " " }, 100],
		["no number", "wall.createComment", { ...good, post_id: "5a" }, 100],
		["no such post", "wall.createComment", { ...good, post_id: "6" }, 212],
		["no such comment", "wall.createComment", { ...good, reply_to_comment: "99" }, 213],
		["comments with a community key", "wall.getComments", { owner_id: "-101", post_id: "5" }, 27],
		["no random_id", "messages.send", { peer_id: "7", message: "Ответ" }, 100],
		["a stranger", "messages.send", { peer_id: "8", message: "Ответ", random_id: "1" }, 901],
		["a long message", "messages.send", { peer_id: "7", message: "я".repeat(4097), random_id: "1" }, 914],
	] as [string, string, Record<string, string>, number | undefined, string?][])(
		"%s is refused as VK does",
		async (_name, method, parameters, code, token) => {
			const network = await open("");
			const answer = await call(network, method, parameters, token);
			expect(answer.error?.error_code).toBe(code);
			expect(JSON.stringify(answer)).not.toContain("group-key");
		},
	);

	test("a closed post, a JSON body and the 21st call of a second are refused", async () => {
		const network = await open("");
		network.closePost(101, 5, true);
		expect(await call(network, "wall.createComment", good)).toMatchObject({ error: { error_code: 213 } });
		const json = await fetch(`${network.url}/method/groups.getById`, {
			method: "POST",
			headers: { "content-type": "application/json", authorization: "Bearer group-key" },
			body: JSON.stringify({ v: "5.199" }),
		});
		expect(await json.json()).toMatchObject({ error: { error_code: 8 } });
		const answers = await Promise.all(Array.from({ length: 25 }, () => call(network, "groups.getById", {})));
		const refused = answers.filter((answer) => answer.error?.error_code === 6).length;
		expect(refused).toBeGreaterThanOrEqual(5);
		expect(network.ledger().breaches).toBe(refused);
	});
});

describe("the residents' side", () => {
	const post = (network: DemoNetwork, path: string, body: unknown, type = "application/json") =>
		fetch(`${network.url}/demo/api/${path}`, {
			method: "POST",
			headers: { "content-type": type },
			body: JSON.stringify(body),
		});

	test("plays many comments twice and in no order, and the ledger adds up", async () => {
		const desk = await openDesk();
		const network = await open(desk.url);
		const comments = Array.from({ length: 300 }, (_, index) => ({
			...comment,
			text: `№ ${index}`,
			date: 1_600_000_000 + index,
		}));
		const answer = await post(network, "play", { run: "a", comments, twice: true, shuffle: true });
		const { commentIds, eventIds } = await answer.json();
		expect([new Set(commentIds).size, new Set(eventIds).size]).toEqual([300, 300]);
		await network.waitIdle();
		const run = await (await fetch(`${network.url}/demo/api/runs/a`)).json();
		expect(run).toEqual({ ordered: 600, acknowledged: 600, refused: 0, lost: 0 });
		expect(network.ledger()).toMatchObject({
			events: 301,
			acknowledged: 301,
			deliveries: 602,
			comments: 300,
			lost: 0,
			retrying: 0,
		});
		expect(new Set(desk.deliveries.map(({ body }) => body.event_id)).size).toBe(301);
	});

	test("refuses what does not fit and writes nothing", async () => {
		const network = await open("");
		expect((await post(network, "comments", { ...comment, author: { id: -1, name: "x" } })).status).toBe(400);
		expect((await post(network, "comments", { ...comment, postId: 6 })).status).toBe(409);
		expect((await post(network, "comments", comment, "text/plain")).status).toBe(415);
		expect((await fetch(`${network.url}/demo/api/posts/101/6`)).status).toBe(409);
		expect((await fetch(`${network.url}/demo/api/elsewhere`)).status).toBe(404);
		expect(network.ledger().comments).toBe(0);
	});

	test("serves its page under a strict policy", async () => {
		const network = await open("");
		for (const path of ["/", "/wall-101_5", "/page.js", "/page.css", "/fonts/golos-text-cyrillic-wght-normal.woff2"]) {
			const response = await fetch(network.url + path);
			expect(response.status, path).toBe(200);
			expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';/);
		}
	});

	test("tells open pages", async () => {
		const network = await open("");
		const stream = await fetch(`${network.url}/demo/api/stream`);
		network.writeComment(comment);
		let text = "";
		for await (const chunk of stream.body ?? [])
			if ((text += Buffer.from(chunk).toString()).includes("event: changes")) break;
		expect(text).toContain("Нет воды");
	});
});
