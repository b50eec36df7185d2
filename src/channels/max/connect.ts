import { randomBytes } from "node:crypto";
import type { ChannelPage, ConnectStep, Failure, Identified, PageFinding, SaveConnection } from "../channel.ts";
import { call, startLimit } from "./call.ts";
import type { Answered } from "./call.ts";
import { idPattern } from "./external-id.ts";

/** What `parse` makes something of. */
const updateTypes = [
	"message_created",
	"message_edited",
	"message_removed",
	"comment_created",
	"comment_edited",
	"comment_removed",
	"bot_started",
	"bot_stopped",
	"bot_added",
	"bot_removed",
	"chat_title_changed",
	"bot_admin_permissions_changed",
];
/** Rights of an administrator of a channel that comments need (dev.max.ru, POST …/comments). */
const neededRights = ["read_all_messages", "write"];

const finding = (code: PageFinding["code"], state: PageFinding["state"], text = ""): PageFinding => ({
	code,
	state,
	text,
});
const isPassing = (answer: Failure): boolean => answer.kind === "unknown" || answer.class.startsWith("retry");
const failed = (code: PageFinding["code"], answer: Failure): PageFinding =>
	finding(code, isPassing(answer) ? "warn" : "fail", answer.text);

/** Whose key this is: with a channel's id in `externalId` the channel, without the bot itself, which dialogues reach. */
export async function identify(page: ChannelPage): Promise<Identified> {
	const limit = startLimit();
	const me = await call(page, { method: "GET", path: "/me" }, limit);
	if (me.kind !== "response") return me;
	const botId = String(me.response.user_id ?? "");
	if (!idPattern.test(botId)) return unreadable;
	const name = textOf(me.response.first_name) ?? textOf(me.response.name) ?? botId;
	const username = textOf(me.response.username);
	const findings = [finding("key", "ok", username ? `@${username}` : name)];
	if (!isChannel(page))
		return {
			kind: "found",
			externalId: botId,
			name,
			url: username && /^\w+$/.test(username) ? `https://max.ru/${username}` : null,
			settings: { botId },
			findings,
		};
	const chat = await call(page, { method: "GET", path: `/chats/${page.externalId}` }, limit);
	if (chat.kind !== "response") return chat;
	const link = textOf(chat.response.link);
	return {
		kind: "found",
		externalId: page.externalId,
		name: textOf(chat.response.title) ?? name,
		url: link && /^https:\/\//.test(link) ? link : null,
		settings: { botId },
		findings: [...findings, ...(await lookAtRights(page, limit))],
	};
}

const unreadable: Failure = {
	kind: "unknown",
	code: "response",
	text: "The network's answer has an unexpected shape.",
};
const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
/** Ids of channels are negative, those of bots are not. */
const isChannel = (page: ChannelPage): boolean => idPattern.test(page.externalId) && page.externalId.startsWith("-");

async function lookAtRights(page: ChannelPage, limit: AbortSignal): Promise<PageFinding[]> {
	const member = await call(page, { method: "GET", path: `/chats/${page.externalId}/members/me` }, limit);
	if (member.kind !== "response") return [failed("rights", member)];
	const rights: unknown[] = Array.isArray(member.response.permissions) ? member.response.permissions : [];
	const missing = neededRights.filter((right) => !rights.includes(right));
	if (member.response.is_owner === true || missing.length === 0) return [finding("rights", "ok")];
	return [finding("rights", "fail", `the bot lacks ${missing.join(", ")}`)];
}

function subscribe(page: ChannelPage, webhookUrl: string, limit: AbortSignal): Promise<Answered> {
	const body = { url: webhookUrl, update_types: updateTypes, secret: page.secrets.secret };
	return call(page, { method: "POST", path: "/subscriptions", body }, limit);
}

/** Whether the network delivers here; null when it does not say. */
async function isSubscribed(page: ChannelPage, webhookUrl: string, limit: AbortSignal): Promise<boolean | Failure> {
	const answer = await call(page, { method: "GET", path: "/subscriptions" }, limit);
	if (answer.kind !== "response") return answer;
	const { subscriptions } = answer.response;
	if (!Array.isArray(subscriptions)) return unreadable;
	return subscriptions.some((one: { url?: unknown } | null) => one?.url === webhookUrl);
}

/** Has the network deliver here: a secret of our own, a subscription, a look at what the network says of it. */
export async function connect(page: ChannelPage, webhookUrl: string, save: SaveConnection): Promise<ConnectStep[]> {
	const limit = startLimit();
	const found = await identify(page);
	if (found.kind !== "found") return [{ code: "rights", state: "failed", text: found.text }];
	const problems = found.findings.filter(({ state }) => state === "fail").map(({ text }) => text);
	const steps: ConnectStep[] = [
		{ code: "rights", state: problems.length > 0 ? "by-person" : "done", text: problems.join("; ") },
	];
	// ^[a-zA-Z0-9_-]{5,256}$
	const secret = page.secrets.secret ?? randomBytes(32).toString("base64url");
	const saved = await save({ settings: found.settings ?? {}, secrets: { secret } });
	steps.push({ code: "secret", state: "done", text: "" });
	const answer = await subscribe(saved, webhookUrl, limit);
	if (answer.kind !== "response") return [...steps, { code: "subscription", state: "failed", text: answer.text }];
	steps.push({ code: "subscription", state: "done", text: "" });
	const isThere = await isSubscribed(saved, webhookUrl, limit);
	const text = typeof isThere === "boolean" ? "" : isThere.text;
	return [...steps, { code: "check", state: isThere === true ? "done" : "failed", text }];
}

/**
 * Looks at the key, the channel and the bot's rights, and at the subscription, which the network drops after 8 hours without an
 * answer from us: a lost one is renewed at once, and the finding says so.
 */
export async function look(page: ChannelPage, webhookUrl: string): Promise<PageFinding[]> {
	const limit = startLimit();
	const me = await call(page, { method: "GET", path: "/me" }, limit);
	if (me.kind !== "response") return [failed("key", me)];
	const findings = [finding("key", "ok", textOf(me.response.username) ?? "")];
	if (page.settings.receive !== "poll") findings.push(await lookAtSubscription(page, webhookUrl, limit));
	if (!isChannel(page)) return findings;
	const chat = await call(page, { method: "GET", path: `/chats/${page.externalId}` }, limit);
	if (chat.kind !== "response") return [...findings, failed("page-gone", chat)];
	const status = textOf(chat.response.status) ?? "active";
	if (status !== "active") return [...findings, finding("page-gone", "fail", `the channel's status is ${status}`)];
	return [...findings, ...(await lookAtRights(page, limit))];
}

async function lookAtSubscription(page: ChannelPage, webhookUrl: string, limit: AbortSignal): Promise<PageFinding> {
	const isThere = await isSubscribed(page, webhookUrl, limit);
	if (isThere === true) return finding("webhook", "ok");
	if (isThere !== false) return failed("webhook", isThere);
	if (!page.secrets.secret) return finding("webhook", "fail", "the page was never connected: it has no secret");
	const answer = await subscribe(page, webhookUrl, limit);
	return answer.kind === "response"
		? finding("webhook", "warn", "the network had dropped the subscription; it was renewed just now")
		: finding("webhook", "fail", `the network has dropped the subscription and does not renew it: ${answer.text}`);
}
