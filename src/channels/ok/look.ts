import type { ChannelPage, Failure, PageFinding } from "../channel.ts";
import { callGraph, hasCommentKeys } from "./call.ts";
import { listDiscussions } from "./read-comments.ts";
import { readSubscriptions, subscribe } from "./subscription.ts";

/** Key and subscription of messages, keys for comments; a subscription that the network dropped is made again at once. */
export async function look(page: ChannelPage, webhookUrl: string): Promise<PageFinding[]> {
	return [...(await lookAtMessages(page, webhookUrl)), ...(await lookAtComments(page))];
}

async function lookAtMessages(page: ChannelPage, webhookUrl: string): Promise<PageFinding[]> {
	if (!page.secrets.graphToken)
		return [{ code: "direct-messages", state: "warn", text: "No key of the group's messages: they are not read." }];
	const info = await callGraph(page, "info");
	if (info.kind !== "response") return [failed("key", info)];
	const key: PageFinding = { code: "key", state: "ok", text: "" };
	const known = await readSubscriptions(page);
	if (known.kind !== "read") return [key, failed("webhook", known)];
	if (known.urls.includes(webhookUrl)) return [key, { code: "webhook", state: "ok", text: "" }];
	const renewed = await subscribe(page, webhookUrl);
	if (renewed.kind !== "done") return [key, failed("webhook", renewed)];
	return [key, { code: "webhook", state: "warn", text: "The subscription was gone and has been made again." }];
}

export async function lookAtComments(page: ChannelPage): Promise<PageFinding[]> {
	if (!hasCommentKeys(page))
		return [{ code: "comments", state: "warn", text: "No keys for comments: they are not read." }];
	const list = await listDiscussions(page, null);
	if (list.kind !== "read") return [failed("comments", list)];
	const sending = page.settings.answersComments === true ? "Unconfirmed." : "Switched off: unconfirmed.";
	return [
		{ code: "comments", state: "ok", text: "" },
		{ code: "sending", state: "ok", text: sending },
	];
}

/** A call that may succeed later is a warning, one that the network refuses a failure. */
function failed(code: PageFinding["code"], failure: Failure): PageFinding {
	const mayPass = failure.kind === "unknown" || failure.class === "retry-soon" || failure.class === "retry-late";
	return { code, state: mayPass ? "warn" : "fail", text: failure.text };
}
