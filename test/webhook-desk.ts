import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { sendDue } from "../src/events/keep-webhooks.ts";
import { sendNext } from "../src/events/send-webhooks.ts";
import type { SendParts } from "../src/events/send-webhooks.ts";
import { tellEndpoints } from "../src/events/tell-endpoints.ts";
import type { WebhookDelivery, WebhookEndpoint } from "../src/http/contract-webhooks.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { othersAreOver } from "./horizon.ts";
import { secretKey } from "./region.ts";

export type Received = { id: string; timestamp: string; signature: string; body: string };
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export let desk: Desk;
export let admin: string;
let server: Server;
export let host: string;
export const received: Received[] = [];
/** how the server answers next, and what the time is */
export const scene = { answers: [] as Answer[], clock: new Date("2026-03-02T09:00:00Z") };
export let parts: SendParts;

export const ok: Answer = (response) => response.end("ok");
export const status =
	(code: number, headers: Record<string, string> = {}): Answer =>
	(response) =>
		response.writeHead(code, headers).end();

/** A desk and a server that webhooks are sent to; each test begins without endpoints. */
export function useWebhookDesk(): void {
	beforeAll(async () => {
		desk = await openDesk();
		admin = await desk.signIn("login-5");
		server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on("data", (chunk: Buffer) => chunks.push(chunk));
			request.on("end", () => {
				const header = (name: string) => String(request.headers[name]);
				const [id, timestamp] = [header("webhook-id"), header("webhook-timestamp")];
				const body = Buffer.concat(chunks).toString();
				received.push({ id, timestamp, signature: header("webhook-signature"), body });
				(scene.answers.shift() ?? ok)(response, request);
			});
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
		const base = { db: desk.db, secretKey, trustedHost: host, chance: () => 0, withinMs: 500 };
		parts = { ...base, now: () => scene.clock };
	});
	afterAll(async () => {
		server.closeAllConnections();
		server.close();
		await desk.close();
	});
	beforeEach(async () => {
		await sql`delete from webhook_endpoint`.execute(desk.db);
		received.length = 0;
		scene.answers = [];
		scene.clock = new Date("2026-03-02T09:00:00Z");
	});
	afterEach(() => server.closeAllConnections());
}

export const call = (method: string, path: string, body?: unknown, as = admin) => desk.call(method, path, { as, body });

/** An endpoint that stands at the test's own server; the API takes only public addresses. */
export async function addEndpoint(change: Record<string, unknown> = {}): Promise<{ id: number; secret: string }> {
	const body = { name: "Portal", url: "https://portal.example/events", eventTypes: ["case.opened", "case.closed"] };
	// it is told from the horizon on: not of what other tests left behind
	await othersAreOver(desk.db);
	const response = await call("POST", "/api/webhook-endpoints", { ...body, ...change });
	expect(response.status, await response.clone().text()).toBe(201);
	const added = (await response.json()) as { id: number; secret: string };
	await sql`update webhook_endpoint set url = ${`http://${host}/hook`} where id = ${added.id}`.execute(desk.db);
	return added;
}

/** While another transaction runs, it tells what came before that one. */
export const tellNow = () => tellEndpoints(desk.db, scene.clock);
export const tell = async (): Promise<void> => {
	await othersAreOver(desk.db);
	await tellNow();
};
export const send = (id: number) => sendNext(parts, { regionId: 1, id });
export const sendAll = (id: number) => sendDue(parts, { regionId: 1, id }, () => false);
export const later = (seconds: number) => {
	scene.clock = new Date(scene.clock.getTime() + seconds * 1000);
};
export const endpointOf = async (id: number): Promise<WebhookEndpoint> => {
	const { items } = (await (await call("GET", "/api/webhook-endpoints")).json()) as { items: WebhookEndpoint[] };
	return items.find((one) => one.id === id)!;
};
export const deliveries = async (query = ""): Promise<WebhookDelivery[]> =>
	((await (await call("GET", `/api/webhook-deliveries${query}`)).json()) as { items: WebhookDelivery[] }).items;

/** The specification's check, written anew: signed content, base64 key after the prefix, any of the signatures. */
export function isSigned({ id, timestamp, signature, body }: Received, secret: string): boolean {
	expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
	const mac = createHmac("sha256", Buffer.from(secret.slice(6), "base64")).update(`${id}.${timestamp}.${body}`);
	return signature.split(" ").includes(`v1,${mac.digest("base64")}`);
}
