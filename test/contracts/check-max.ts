import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import sharp from "sharp";
import type { ChannelPage, PublishOrder } from "../../src/channels/channel.ts";
import { max } from "../../src/channels/max/max.ts";
import { freePort } from "./recorder.ts";
import { note } from "./report.ts";
import type { Report } from "./report.ts";

const page: ChannelPage = {
	id: 3,
	externalId: "-70801090403050",
	settings: { botId: "229229229" },
	secrets: { token: "bot-key", secret: "callback-secret" },
};

/** The vendor's own webhook bodies → what each must be read as: a kind, with a word of the reason or a part of the change. */
const webhooks: Record<string, [kind: string, part: string]> = {
	bot_added: ["changes", "access-given"],
	bot_removed: ["changes", "access-lost"],
	bot_started: ["changes", '"isAllowed":true'],
	bot_stopped: ["changes", '"isAllowed":false'],
	chat_title_changed: ["changes", "Look at me"],
	dialog_cleared: ["ignored", "cleared"],
	dialog_muted: ["ignored", "notices"],
	dialog_removed: ["ignored", "removed"],
	dialog_unmuted: ["ignored", "notices"],
	message_callback: ["ignored", "button"],
	message_created: ["not-understood", "a group chat"],
	message_edited: ["changes", "chat182182182/mid.000000000adf429c019d47b1ce4600ff"],
	message_removed: ["changes", "chat182182182/mid.000000000adf429c019d47b1ce4600ff"],
	user_added: ["ignored", "members"],
	user_removed: ["ignored", "members"],
};

/**
 * The channel against the vendor's fixtures, and its requests against the vendor's description, which Prism enforces. The
 * description is older than the comments of channels: their routes are checked by nobody but our own tests.
 */
export async function checkMax(folder: string, report: Report): Promise<void> {
	await checkWebhooks(join(folder, "official-go-client/stabs"), report);
	await checkErrors(join(folder, "official-go-client/stabs"), report);
	const botInfo = readFileSync(join(folder, "official-go-client/stabs/botInfo.ok.json"), "utf8");
	await checkRequests(join(folder, "openapi-snapshots/schema_2026_07_01.json"), botInfo, report);
}

async function checkWebhooks(folder: string, report: Report): Promise<void> {
	for (const [name, [kind, part]] of Object.entries(webhooks)) {
		const parsed = await max.parse(page, readFileSync(join(folder, `webhook.${name}.json`)), new Date());
		const isRight = parsed.kind === kind && JSON.stringify(parsed).includes(part);
		note(report, `vendor's webhook ${name}`, isRight ? null : JSON.stringify(parsed));
	}
	// the group chat of the vendor's fixture, read as a dialogue: what was sent on must not be lost
	const text = readFileSync(join(folder, "webhook.message_created.json"), "utf8").replace('"chat"', '"dialog"');
	const parsed = JSON.stringify(await max.parse(page, Buffer.from(text), new Date()));
	note(report, "vendor's forward keeps its words", parsed.includes("Лада седан") ? null : parsed);
}

/** The vendor's error bodies, answered to a call that publishes. */
async function checkErrors(folder: string, report: Report): Promise<void> {
	for (const [name, status, expected] of [
		["invalid-token", 401, "page-dead"],
		["attachment.not.ready", 400, "retry-soon"],
	] as const) {
		const body = readFileSync(join(folder, `error.${name}.json`), "utf8");
		const server = createServer((_request, response) => void response.writeHead(status).end(body));
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const outcome = await max.publish({ ...page, settings: { ...page.settings, apiUrl } }, order("x"));
		server.closeAllConnections();
		server.close();
		const isRight = outcome.kind === "not-sent" && outcome.class === expected;
		note(report, `vendor's error ${name}`, isRight ? null : JSON.stringify(outcome));
	}
}

const order = (text: string, photos: PublishOrder["photos"] = []): PublishOrder => ({
	target: { threadKey: "chat182182182", threadKind: "direct", replyToExternalId: "chat182182182/mid.01" },
	text,
	key: "order-1",
	photos,
});

async function checkRequests(schema: string, botInfo: string, report: Report): Promise<void> {
	const prism = await startPrism(schema);
	const seen: { name: string; status: number; body: string }[] = [];
	const proxy = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const own = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
		const send = (status: number, body: string): void =>
			void response.writeHead(status, { "content-type": "application/json" }).end(body);
		if (request.url === "/upload-target") return send(200, '{"photos":{"p1":{"token":"t1"}}}');
		const { authorization = "", "content-type": type } = request.headers;
		const answer = await fetch(prism.url + request.url, {
			method: request.method ?? "GET",
			headers: { authorization, ...(type ? { "content-type": type } : {}) },
			...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
		});
		const body = await answer.text();
		seen.push({ name: `${request.method} ${request.url}`, status: answer.status, body });
		// what a mock makes up says nothing: the answers that lead to the next call are the vendor's own
		const answers: Record<string, string> = {
			"/me": botInfo,
			"/uploads?type=image": JSON.stringify({ url: `${own}/upload-target` }),
		};
		send(answer.status, answers[request.url ?? ""] ?? body);
	});
	await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
	try {
		const apiUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
		await callEverything({ ...page, settings: { ...page.settings, apiUrl } });
		for (const { name, status, body } of seen)
			note(report, `request ${name.split("?")[0]}`, status === 200 ? null : `${name}: ${status} ${body.slice(0, 500)}`);
		note(report, "requests were made", seen.length >= 12 ? null : seen.map(({ name }) => name).join(", "));
		seen.length = 0;
		await max.publish({ ...page, settings: { apiUrl } }, order("я".repeat(4001)));
		note(report, "the description is enforced", seen[0]?.status === 422 ? null : `${seen[0]?.status}`);
	} finally {
		proxy.closeAllConnections();
		proxy.close();
		await prism.stop();
	}
}

async function callEverything(at: ChannelPage): Promise<void> {
	const webhookUrl = "https://desk.example/webhooks/max/key";
	const image = sharp({ create: { width: 40, height: 30, channels: 3, background: "#888" } });
	const photo = { bytes: await image.jpeg().toBuffer(), type: "image/jpeg" as const, name: "photo.jpg" };
	await max.identify?.(at);
	await max.connect?.(at, webhookUrl, async () => at);
	await max.look?.(at, webhookUrl);
	await max.publish(at, order("я".repeat(max.maxLength(order("").target))));
	await max.publish(at, order("С фотографией", [photo]));
	await max.readBack(at, order("Ответ"), null);
	await max.poll?.(at, null, new Date());
	await max.poll?.(at, "42", new Date());
	await max.notify?.(at, "7001", "Страница молчит");
}

type Prism = { url: string; stop: () => Promise<void> };

const startMs = 60_000;

/** Prism on a copy of the description that takes the key in a header, as the service does now, and lacks a route that hides another. */
async function startPrism(schema: string): Promise<Prism> {
	const description = JSON.parse(readFileSync(schema, "utf8"));
	description.components.securitySchemes.access_token = { type: "apiKey", name: "Authorization", in: "header" };
	delete description.paths["/chats"];
	delete description.paths["/chats/{chatLink}"];
	const folder = mkdtempSync(join(tmpdir(), "otklik-prism-"));
	const copy = join(folder, "max.json");
	writeFileSync(copy, JSON.stringify(description));
	const port = await freePort();
	const command = join(import.meta.dirname, "../../node_modules/.bin/prism");
	const child = spawn(command, ["mock", "-h", "127.0.0.1", "-p", String(port), copy], { stdio: "ignore" });
	const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
	const stop = async (): Promise<void> => {
		child.kill();
		await ended;
		rmSync(folder, { recursive: true, force: true });
	};
	const url = `http://127.0.0.1:${port}`;
	for (const until = Date.now() + startMs; Date.now() < until; await setTimeout(200)) {
		const isUp = await fetch(`${url}/me`, { headers: { authorization: "bot-key" } }).then(
			() => true,
			() => false,
		);
		if (isUp) return { url, stop };
	}
	await stop();
	throw new Error("Prism did not start within a minute.");
}
