import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import type { ChannelPage, ConnectStep, Failure, SaveConnection } from "../channel.ts";
import { apiVersion, ask } from "./call.ts";
import { findOwn, listServers } from "./callback-server.ts";
import type { CallbackServer } from "./callback-server.ts";
import { eventSwitches, eventTypes } from "./event-types.ts";
import { readRights } from "./rights.ts";

type Given = { page: ChannelPage; webhookUrl: string; save: SaveConnection };
/** A step, the page as it stands after it, and whether the steps after it make sense. */
type Done = { step: ConnectStep; page: ChannelPage; isEnd?: boolean };

/**
 * Has the network deliver to `webhookUrl`: rights, a secret of our own, the confirmation string, the server, its events, its state.
 * What a step leaves behind stays, so doing it again goes on where it stopped and never adds a second server.
 */
export async function connect(page: ChannelPage, webhookUrl: string, save: SaveConnection): Promise<ConnectStep[]> {
	const steps: ConnectStep[] = [];
	let now = page;
	for (const take of [checkRights, makeSecret, readConfirmation, putServer, chooseEvents, awaitStatus]) {
		const done = await take({ page: now, webhookUrl, save });
		steps.push(done.step);
		now = done.page;
		if (done.isEnd) break;
	}
	return steps;
}

const failed = (page: ChannelPage, code: ConnectStep["code"], failure: Failure): Done => {
	const text = codeWords[failure.code] ?? `${failure.code}: ${failure.text}`;
	return { step: { code, state: "failed", text }, page, isEnd: true };
};

const codeWords: Record<string, string> = {
	2000: "The community has ten callback servers already: delete one that is not needed in its settings.",
};

async function checkRights({ page }: Given): Promise<Done> {
	const rights = await readRights(page);
	if (rights.kind !== "rights") return failed(page, "rights", rights);
	const text = [...rights.missing, ...rights.unwanted].join(", ");
	const state = rights.missing.length > 0 ? "failed" : "done";
	return { step: { code: "rights", state, text }, page, isEnd: rights.missing.includes("manage") };
}

/** secret_key has at most 50 characters; 32 random bytes are 43. */
async function makeSecret({ page, save }: Given): Promise<Done> {
	const step: ConnectStep = { code: "secret", state: "done", text: "" };
	if (page.secrets.secret && page.secrets.secret.length <= 50) return { step, page };
	return { step, page: await save({ secrets: { secret: randomBytes(32).toString("base64url") } }) };
}

/** The string changes with time, and the one of this method fits servers that are added by methods: read it each time anew. */
async function readConfirmation({ page, save }: Given): Promise<Done> {
	const given = { group_id: page.externalId };
	const answer = await ask(page, "community", "groups.getCallbackConfirmationCode", given);
	if (answer.kind !== "response") return failed(page, "confirmation", answer);
	const read = z.object({ code: z.string().min(1).max(200) }).safeParse(answer.response);
	if (!read.success) return failed(page, "confirmation", { kind: "unknown", code: "response", text: "no code in it" });
	const { code } = read.data;
	const isKnown = page.secrets.confirmation === code;
	const step: ConnectStep = { code: "confirmation", state: "done", text: "" };
	return { step, page: isKnown ? page : await save({ secrets: { confirmation: code } }) };
}

async function putServer({ page, webhookUrl, save }: Given): Promise<Done> {
	const listed = await listServers(page);
	if (listed.kind !== "servers") return failed(page, "server", listed);
	const own = findOwn(page, listed.servers, webhookUrl);
	const put = await addOrEdit(page, own, webhookUrl);
	if (put.kind !== "server") return failed(page, "server", put);
	const isKnown = page.settings.callbackServerId === put.id;
	return {
		step: { code: "server", state: "done", text: put.text },
		page: isKnown ? page : await save({ settings: { callbackServerId: put.id } }),
	};
}

async function addOrEdit(
	page: ChannelPage,
	own: CallbackServer | undefined,
	url: string,
): Promise<{ kind: "server"; id: number; text: string } | Failure> {
	const secret = page.secrets.secret ?? "";
	const fields = { group_id: page.externalId, url, title: "Otklik", secret_key: secret };
	if (own && own.url === url && own.secret_key === secret && own.status === "ok")
		return { kind: "server", id: own.id, text: `server ${own.id} is there already` };
	if (own) {
		// also a server that failed: being edited it is asked the handshake question again
		const edited = await ask(page, "community", "groups.editCallbackServer", { ...fields, server_id: own.id });
		return edited.kind === "response" ? { kind: "server", id: own.id, text: `server ${own.id} was changed` } : edited;
	}
	const added = await ask(page, "community", "groups.addCallbackServer", fields);
	if (added.kind !== "response") return added;
	const read = z.object({ server_id: z.int().min(0) }).safeParse(added.response);
	if (!read.success) return { kind: "unknown", code: "response", text: "The new server has no number." };
	return { kind: "server", id: read.data.server_id, text: `server ${read.data.server_id} was added` };
}

/** The events of the server, and the same for the long poll, which stands by in case the server cannot be reached. */
async function chooseEvents({ page }: Given): Promise<Done> {
	const common = { group_id: page.externalId, api_version: apiVersion, ...eventSwitches };
	const serverId = Number(page.settings.callbackServerId);
	const set = await ask(page, "community", "groups.setCallbackSettings", { ...common, server_id: serverId });
	if (set.kind !== "response") return failed(page, "events", set);
	const standby = await ask(page, "community", "groups.setLongPollSettings", { ...common, enabled: 1 });
	const note = standby.kind === "response" ? "" : `; long poll: ${standby.text}`;
	return { step: { code: "events", state: "done", text: `${eventTypes.length} kinds of events${note}` }, page };
}

/** The network asks the handshake question by itself; how soon is written nowhere, so it is given some seconds. */
const waitsMs = [500, 1000, 2000, 4000, 8000];

async function awaitStatus({ page, webhookUrl }: Given): Promise<Done> {
	let status: CallbackServer["status"] | "gone" = "wait";
	for (const waitMs of waitsMs) {
		const listed = await listServers(page);
		if (listed.kind !== "servers") return failed(page, "check", listed);
		status = findOwn(page, listed.servers, webhookUrl)?.status ?? "gone";
		if (status === "ok" || status === "gone") break;
		await setTimeout(waitMs);
	}
	const state = status === "ok" ? "done" : "failed";
	return { step: { code: "check", state, text: status }, page };
}
