import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DemoNetwork } from "../demo/network.ts";
import type { ChannelPage, SaveConnection } from "../src/channels/channel.ts";
import { eventTypes } from "../src/channels/vk/event-types.ts";
import { parse } from "../src/channels/vk/parse.ts";
import { vk } from "../src/channels/vk/vk.ts";
import { openNetwork, ours, pageOn, resident } from "./vk-network.ts";

let network: DemoNetwork;
let page: ChannelPage;
let desk: Server;
let webhookUrl: string;
let stored: Record<string, unknown>[];

const save: SaveConnection = async (change) => {
	page = {
		...page,
		settings: { ...page.settings, ...change.settings },
		secrets: { ...page.secrets, ...change.secrets },
	};
	return page;
};
const connect = async () => (await vk.connect?.(page, webhookUrl, save)) ?? [];
const states = (steps: { code: string; state: string }[]) => steps.map(({ code, state }) => `${code} ${state}`);
const found = async () => Object.fromEntries((await vk.look?.(page, webhookUrl))?.map((one) => [one.code, one]) ?? []);

beforeEach(async () => {
	stored = [];
	// a desk that answers as the channel tells it to, by the keys saved so far
	desk = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const body = Buffer.concat(chunks);
		const verdict = vk.verify(page, { body, headers: request.headers, ip: "127.0.0.1" });
		if (verdict.kind === "refuse") return void response.writeHead(403).end();
		if (verdict.kind === "store") stored.push(JSON.parse(body.toString()));
		response.writeHead(verdict.reply.status).end(verdict.reply.body);
	});
	await new Promise<void>((resolve) => desk.listen(0, "127.0.0.1", resolve));
	webhookUrl = `http://127.0.0.1:${(desk.address() as AddressInfo).port}/webhooks/1/unguessable`;
	network = await openNetwork();
	page = pageOn(network);
});
afterEach(async () => {
	await network.close();
	desk.closeAllConnections();
	desk.close();
});

describe("connecting", () => {
	test("everything from a pasted key to the first delivery", async () => {
		const steps = await connect();
		expect(states(steps)).toEqual([
			"rights done",
			"secret done",
			"confirmation done",
			"server done",
			"events done",
			"check done",
		]);
		expect(page.secrets.confirmation).toBe("a1b2c3d4");
		expect(page.secrets.secret).toMatch(/^[\w-]{43}$/);
		const [server, ...others] = network.servers(101);
		expect(others).toEqual([]);
		expect(server).toMatchObject({ url: webhookUrl, secret: page.secrets.secret, apiVersion: "5.199", status: "ok" });
		expect([...(server?.events ?? [])].toSorted()).toEqual([...eventTypes].toSorted());
		for (const word of [page.secrets.secret, ours.accessToken]) expect(JSON.stringify(steps)).not.toContain(word);
		network.writeComment({ groupId: 101, postId: 5, author: resident, text: "Нет воды" });
		network.emit(101, "group_join", { user_id: 7001, join_type: "join" });
		await network.waitIdle();
		expect(stored.map(({ type }) => type).toSorted()).toEqual(["wall_post_new", "wall_reply_new"]);
		expect(network.ledger().breaches).toBe(0);
	});

	test("again finds its own server, also under a new host and after it failed", async () => {
		await connect();
		expect(states(await connect())).toContain("server done");
		webhookUrl = webhookUrl.replace("127.0.0.1", "localhost");
		expect(states(await connect()).at(-1)).toBe("check done");
		expect(network.servers(101)).toMatchObject([{ id: 1, url: webhookUrl }]);
		// the secret is changed by hand in the network
		Object.assign(network.servers(101)[0] ?? {}, { secret: "other", status: "failed" });
		expect(states(await connect()).at(-1)).toBe("check done");
		expect(network.servers(101)).toMatchObject([{ id: 1, secret: page.secrets.secret }]);
	});

	test("ten servers already are told in words", async () => {
		const call = (url: string) =>
			fetch(`${network.url}/method/groups.addCallbackServer`, {
				method: "POST",
				headers: { authorization: "Bearer group-key" },
				body: new URLSearchParams({ v: "5.199", group_id: "101", title: "Other", url }),
			});
		for (let index = 0; index < 10; index++) await call(`http://127.0.0.1:9/${index}`);
		const steps = await connect();
		expect(steps.at(-1)).toMatchObject({
			code: "server",
			state: "failed",
			text: expect.stringMatching(/ten callback/),
		});
	});

	test("without the right to manage nothing is begun", async () => {
		network.setRights(101, ["messages", "wall"]);
		expect(await connect()).toEqual([{ code: "rights", state: "failed", text: "manage, photos, docs" }]);
		expect(network.servers(101)).toEqual([]);
	});

	test("a server that cannot be reached fails at the end, and what was done stays", async () => {
		desk.closeAllConnections();
		desk.close();
		// nobody waits for it eight seconds in a test: the network says so at once
		const steps = connect();
		expect(states(await steps).at(-1)).toBe("check failed");
		expect(network.servers(101)).toHaveLength(1);
		expect(page.settings.callbackServerId).toBe(1);
	}, 30_000);

	test("each broken call ends the steps where it happened", async () => {
		for (const [method, code] of [
			["groups.getTokenPermissions", "rights"],
			["groups.getCallbackConfirmationCode", "confirmation"],
			["groups.getCallbackServers", "server"],
			["groups.addCallbackServer", "server"],
			["groups.setCallbackSettings", "events"],
		] as const) {
			network.faults.next(method, { kind: "drop-before" });
			expect((await connect()).at(-1), method).toMatchObject({ code, state: "failed" });
		}
		network.faults.next("groups.setLongPollSettings", { kind: "error", code: 15 });
		const steps = await connect();
		expect(states(steps)).toContain("events done");
		expect(states(steps).at(-1)).toBe("check done");
	});
});

describe("identifying", () => {
	test("a community key names its community and what it lacks", async () => {
		network.setRights(101, ["manage", "messages", "photos", "docs"]);
		const identified = await vk.identify?.({ ...page, externalId: "" });
		expect(identified).toMatchObject({
			kind: "found",
			externalId: "101",
			name: "Город",
			url: "https://vk.com/club101",
		});
		expect(identified?.kind === "found" && identified.findings).toContainEqual({
			code: "rights",
			state: "fail",
			text: "wall",
		});
		const wrong = pageOn(network, { secrets: { accessToken: "nobody" } });
		expect(await vk.identify?.(wrong)).toMatchObject({ kind: "not-sent", class: "page-dead", code: "5" });
	});

	test("a watched community is found by its address, with a service key alone", async () => {
		const watched = (address: unknown): ChannelPage => ({
			id: 2,
			externalId: "",
			settings: { apiUrl: network.url, address },
			secrets: { serviceToken: "service-key" },
		});
		for (const address of ["https://vk.com/club101", "m.vk.com/club101?w=wall-101_5", "club101", "@club101", "101"])
			expect(await vk.identify?.(watched(address)), address).toMatchObject({
				kind: "found",
				externalId: "101",
				settings: { isWatched: true },
				secrets: { salt: expect.stringMatching(/^[\w-]{32}$/) },
			});
		for (const address of ["", "https://example.org/a", 7, null])
			expect(await vk.identify?.(watched(address))).toMatchObject({ kind: "not-sent", code: "address" });
		network.faults.next("wall.get", { kind: "error", code: 1051 });
		const refused = await vk.identify?.(watched("club101"));
		expect(refused?.kind === "found" && refused.findings.at(-1)).toMatchObject({ code: "reading-back", state: "fail" });
	});
});

describe("looking", () => {
	test("a well connected page has nothing to complain of", async () => {
		await connect();
		const findings = await found();
		expect(Object.values(findings).filter(({ state }) => state !== "ok")).toEqual([]);
		expect(Object.keys(findings).toSorted()).toEqual(
			"comments direct-messages key page-gone reading-back rights verified-mark webhook".split(" "),
		);
	});

	test("what is wrong is told apart", async () => {
		expect(await found()).toMatchObject({ webhook: { state: "fail" } });
		await connect();
		network.setProfile(101, { wall: 0, can_message: 0, verified: 0, is_closed: 1 });
		network.setRights(101, ["manage", "wall", "photos", "docs"]);
		expect(await found()).toMatchObject({
			comments: { state: "warn", text: "wall: 0" },
			"direct-messages": { state: "warn" },
			"verified-mark": { state: "warn" },
			"page-gone": { state: "warn" },
			rights: { state: "fail", text: "messages" },
		});
		for (const [status, state] of [
			["failed", "fail"],
			["wait", "warn"],
		] as const) {
			Object.assign(network.servers(101)[0] ?? {}, { status });
			expect((await found()).webhook).toEqual({ code: "webhook", state, text: status });
		}
		network.setProfile(101, { deactivated: "banned" });
		expect((await found())["page-gone"]).toEqual({ code: "page-gone", state: "fail", text: "banned" });
		network.setRights(101, ["wall"]);
		expect(await found()).toMatchObject({ webhook: { state: "warn" } });
	});

	test("a dead key and an absent network are different things", async () => {
		network.faults.next("groups.getById", { kind: "error", code: 5 });
		expect(await found()).toEqual({ key: expect.objectContaining({ state: "fail" }) });
		network.faults.next("groups.getById", { kind: "http-500" });
		expect(await found()).toEqual({ key: expect.objectContaining({ state: "warn" }) });
		page = { ...page, externalId: "102" };
		expect(await found()).toEqual({ key: expect.objectContaining({ state: "fail" }) });
	});
});

test("what is delivered after connecting is read", async () => {
	await connect();
	network.writeMessage({ groupId: 101, author: resident, text: "Лифт" });
	await network.waitIdle();
	expect(parse(page, Buffer.from(JSON.stringify(stored[0])), new Date())).toMatchObject({ kind: "changes" });
});
