import { randomBytes } from "node:crypto";
import type { ChannelPage, ConnectStep, Failure, Identified, PageFinding, SaveConnection } from "../channel.ts";
import { call, oddAnswer, startLimit } from "./call.ts";
import { isChannelName, lookAtGroup, lookAtWebhook } from "./look.ts";

/**
 * Whose key this is. With the channel's "@name" or id in `externalId`: the channel and its discussion group; without: the bot
 * itself, which private messages reach.
 */
export async function identify(page: ChannelPage): Promise<Identified> {
	const limit = startLimit();
	const me = await call(page, (api) => api.getMe(), limit);
	if (me.kind !== "response") return me;
	const bot = me.response;
	if (!Number.isSafeInteger(bot.id)) return oddAnswer;
	const known: PageFinding = { code: "key", state: "ok", text: `@${bot.username}` };
	const settings = { botId: bot.id, botName: bot.username };
	const url = (name: string | undefined) => (name ? `https://t.me/${name}` : null);
	if (!isChannelName(page.externalId))
		return {
			kind: "found",
			externalId: String(bot.id),
			name: bot.first_name,
			url: url(bot.username),
			settings,
			findings: [known],
		};
	const answer = await call(page, (api) => api.getChat(page.externalId), limit);
	if (answer.kind !== "response") return answer;
	const chat = answer.response;
	if (!Number.isSafeInteger(chat.id)) return oddAnswer;
	const groupId = "linked_chat_id" in chat ? chat.linked_chat_id : undefined;
	const findings: PageFinding[] = groupId
		? await lookAtGroup(page, groupId, bot.id, !!bot.can_read_all_group_messages, limit)
		: [{ code: "comments", state: "fail", text: "the channel has no discussion group" }];
	return {
		kind: "found",
		externalId: String(chat.id),
		name: ("title" in chat ? chat.title : undefined) ?? bot.first_name,
		url: url("username" in chat ? chat.username : undefined),
		settings: { ...settings, ...(groupId ? { discussionGroupId: groupId } : {}) },
		findings: [known, ...findings],
	};
}

/** What `parse` reads; everything else need not be delivered. */
const allowedUpdates = ["message", "edited_message", "my_chat_member"] as const;

/** Has the network deliver here: a secret of our own, setWebhook, a look at what the network says of it. */
export async function connect(page: ChannelPage, webhookUrl: string, save: SaveConnection): Promise<ConnectStep[]> {
	const limit = startLimit();
	const found = await identify(page);
	if (found.kind !== "found") return [failed("rights", found)];
	const problems = found.findings.filter(({ state }) => state === "fail");
	const rights: ConnectStep = {
		code: "rights",
		state: problems.length > 0 ? "by-person" : "done",
		text: problems.map(({ text }) => text).join("; "),
	};
	// 1–256 characters of A-Z a-z 0-9 _ - (Bot API, setWebhook)
	const secret = page.secrets.secret ?? randomBytes(32).toString("base64url");
	const saved = await save({ settings: found.settings ?? {}, secrets: { secret } });
	const kept: ConnectStep = { code: "secret", state: "done", text: "" };
	const order = { secret_token: secret, allowed_updates: allowedUpdates, max_connections: 40 };
	// whether it was taken is seen by the look after it
	const set = await call(saved, (api) => api.setWebhook(webhookUrl, order).then(() => true), limit);
	if (set.kind !== "response") return [rights, kept, failed("subscription", set)];
	const [webhook] = await lookAtWebhook(saved, webhookUrl, limit);
	const isRight = webhook?.state === "ok";
	return [
		rights,
		kept,
		{ code: "subscription", state: "done", text: "" },
		{ code: "check", state: isRight ? "done" : "failed", text: webhook?.text ?? "" },
	];
}

const failed = (code: ConnectStep["code"], { text }: Failure): ConnectStep => ({ code, state: "failed", text });
