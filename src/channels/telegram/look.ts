import type { ChannelPage, Failure, PageFinding } from "../channel.ts";
import { call, startLimit } from "./call.ts";

const finding = (code: PageFinding["code"], state: PageFinding["state"], text: string): PageFinding => ({
	code,
	state,
	text,
});

/** A call that failed in passing is no finding about the page. */
const isRefusal = (answer: Failure): boolean => answer.kind === "not-sent" && !answer.class.startsWith("retry");
const failed = (code: PageFinding["code"], answer: Failure): PageFinding =>
	finding(code, isRefusal(answer) ? "fail" : "warn", answer.text);

/** Looks at the key, the webhook with its queue, the channel and the bot's place in the discussion group: five calls. */
export async function look(page: ChannelPage, webhookUrl: string): Promise<PageFinding[]> {
	const limit = startLimit();
	const me = await call(page, (api) => api.getMe(), limit);
	if (me.kind !== "response") return [failed("key", me)];
	const findings = [
		finding("key", "ok", `@${me.response.username}`),
		...(await lookAtWebhook(page, webhookUrl, limit)),
	];
	const groupId = await lookAtChannel(page, findings, limit);
	if (groupId !== null)
		findings.push(
			...(await lookAtGroup(page, groupId, me.response.id, !!me.response.can_read_all_group_messages, limit)),
		);
	return findings;
}

/** Undelivered updates are kept for 24 hours: a failing webhook is an alarm long before that. */
export async function lookAtWebhook(page: ChannelPage, webhookUrl: string, limit: AbortSignal): Promise<PageFinding[]> {
	const answer = await call(page, (api) => api.getWebhookInfo(), limit);
	if (answer.kind !== "response") return [failed("webhook", answer)];
	const info = answer.response;
	if (info.url !== webhookUrl)
		return [finding("webhook", "fail", info.url ? "updates go to another address" : "updates go nowhere")];
	const failedAt = info.last_error_date ?? 0;
	const isFailing = info.pending_update_count > 0 && failedAt > Date.now() / 1000 - 3600;
	const words = failedAt > 0 ? `${new Date(failedAt * 1000).toISOString()}: ${info.last_error_message ?? ""}` : "";
	const waiting = `${info.pending_update_count} updates wait, for at most 24 hours. ${words}`.trim();
	return [
		finding("webhook", isFailing ? "fail" : "ok", isFailing ? words : ""),
		finding("webhook-backlog", backlogState(info.pending_update_count, isFailing), waiting),
	];
}

function backlogState(count: number, isFailing: boolean): PageFinding["state"] {
	if (isFailing) return "fail";
	return count >= 100 ? "warn" : "ok";
}

/** @returns the discussion group to look at; null when the page has none or its channel is gone */
async function lookAtChannel(page: ChannelPage, findings: PageFinding[], limit: AbortSignal): Promise<number | null> {
	const groupId = Number(page.settings.discussionGroupId) || null;
	if (!isChannelName(page.externalId)) return groupId;
	const answer = await call(page, (api) => api.getChat(page.externalId), limit);
	if (answer.kind !== "response") {
		findings.push(failed("page-gone", answer));
		return groupId;
	}
	const { linked_chat_id: linked } = answer.response as { linked_chat_id?: number };
	if (linked === undefined) findings.push(finding("comments", "fail", "the channel has no discussion group"));
	else if (linked !== groupId) findings.push(finding("comments", "fail", `the discussion group is now ${linked}`));
	else findings.push(finding("comments", "ok", ""));
	return groupId;
}

/** A page may also be a bot that only private messages reach. */
export const isChannelName = (externalId: string): boolean => /^(-100\d{1,13}|@\w{1,64})$/.test(externalId);

/** Whether the bot hears the group and may write there: as an administrator, or as a member without privacy mode. */
export async function lookAtGroup(
	page: ChannelPage,
	groupId: number,
	botId: number,
	hearsAll: boolean,
	limit: AbortSignal,
): Promise<PageFinding[]> {
	const answer = await call(page, (api) => api.getChatMember(groupId, botId), limit);
	if (answer.kind !== "response") return [failed("rights", answer)];
	const member = answer.response;
	if (member.status === "administrator" || member.status === "creator")
		return [finding("rights", "ok", ""), finding("sending", "ok", "")];
	if (member.status === "left" || member.status === "kicked")
		return [finding("rights", "fail", "the bot is not in the discussion group")];
	const hears = hearsAll
		? finding("rights", "ok", "")
		: finding(
				"rights",
				"fail",
				"the bot is a member in privacy mode and does not hear the group: make it an administrator",
			);
	const isMute = member.status === "restricted" && !member.can_send_messages;
	return [hears, finding("sending", isMute ? "fail" : "ok", isMute ? "the bot may not write in the group" : "")];
}
