import type { ChannelPage, PageFinding } from "../channel.ts";
import { findOwn, listServers } from "./callback-server.ts";
import { judgeGroup, readGroup } from "./group.ts";
import { judgeWatched } from "./identify.ts";
import { isWatched } from "./publish.ts";
import { judgeRights, readRights } from "./rights.ts";

/** Looks at key, rights, the callback server and the community's card: three calls, none of them counted by the day. */
export async function look(page: ChannelPage, webhookUrl: string): Promise<PageFinding[]> {
	if (isWatched(page)) return lookAtWatched(page);
	const read = await readGroup(page, "community", null);
	if (read.kind !== "group") return [judgeKey(read)];
	const isOurs = String(read.group.id) === page.externalId;
	if (!isOurs) return [{ code: "key", state: "fail", text: `The key belongs to club${read.group.id}.` }];
	return [
		{ code: "key", state: "ok", text: "" },
		judgeRights(await readRights(page)),
		await lookAtWebhook(page, webhookUrl),
		...judgeGroup(read.group),
		page.secrets.serviceToken
			? { code: "reading-back", state: "ok", text: "" }
			: { code: "reading-back", state: "warn", text: "no service key" },
	];
}

async function lookAtWatched(page: ChannelPage): Promise<PageFinding[]> {
	const read = await readGroup(page, "service", page.externalId);
	if (read.kind !== "group") return [judgeKey(read)];
	return [{ code: "key", state: "ok", text: "" }, ...judgeWatched(judgeGroup(read.group))];
}

/** A key that is refused is dead; a network that is away says nothing about it. */
function judgeKey(failure: { kind: string; class?: string; text: string }): PageFinding {
	const isDead = failure.class === "page-dead" || failure.class === "wrong-token";
	return { code: "key", state: isDead ? "fail" : "warn", text: failure.text };
}

/** `unconfigured`, `failed`, `wait`, `ok` are the network's own words; there is no push when it stops to deliver. */
async function lookAtWebhook(page: ChannelPage, webhookUrl: string): Promise<PageFinding> {
	const listed = await listServers(page);
	if (listed.kind !== "servers") return { code: "webhook", state: "warn", text: listed.text };
	const own = findOwn(page, listed.servers, webhookUrl);
	if (!own) return { code: "webhook", state: "fail", text: "not among the community's callback servers" };
	const state = own.status === "ok" ? "ok" : own.status === "wait" ? "warn" : "fail";
	return { code: "webhook", state, text: own.status };
}
