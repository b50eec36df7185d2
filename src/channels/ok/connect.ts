import { z } from "zod";
import type { ChannelPage, ConnectStep, Failure, Identified } from "../channel.ts";
import { callGraph, hasCommentKeys } from "./call.ts";
import { numberPattern } from "./external-id.ts";
import { lookAtComments } from "./look.ts";
import { listDiscussions } from "./read-comments.ts";
import { subscribe } from "./subscription.ts";

const Info = z.object({ name: z.string().nullish(), group_id: z.string().regex(/^group:\d{1,20}$/) });

/**
 * Whose group it is: the key of messages tells; the keys for comments belong to a person, so with them alone the group's number
 * has to be given.
 */
export async function identify(page: ChannelPage): Promise<Identified> {
	const given = page.externalId.replace(/^group:/, "");
	const comments = await lookAtComments(page);
	if (!page.secrets.graphToken) {
		if (!hasCommentKeys(page)) return noKeys;
		if (!numberPattern.test(given)) return noNumber;
		return found(given, "", comments);
	}
	const answer = await callGraph(page, "info");
	if (answer.kind !== "response") return answer;
	const info = Info.safeParse(answer.response);
	if (!info.success)
		return { kind: "unknown", code: "response", text: "The network's answer to info has an unexpected shape." };
	return found(info.data.group_id.replace("group:", ""), info.data.name ?? "", [
		{ code: "key", state: "ok", text: "" },
		...comments,
	]);
}

const found = (id: string, name: string, findings: Extract<Identified, { kind: "found" }>["findings"]): Identified => ({
	kind: "found",
	externalId: id,
	name: name.slice(0, 200).toWellFormed().replaceAll("\u0000", ""),
	url: `https://ok.ru/group/${id}`,
	findings,
});

const noKeys: Failure = { kind: "not-sent", class: "page-dead", code: "no-token", text: "There are no keys yet." };
const noNumber: Failure = {
	kind: "not-sent",
	class: "content",
	code: "no-number",
	text: "The keys for comments belong to a person: enter the group's number too.",
};

/** Subscribes the desk to the group's messages, and tries the keys for comments. */
export async function connect(page: ChannelPage, webhookUrl: string): Promise<ConnectStep[]> {
	const steps: ConnectStep[] = [];
	if (page.secrets.graphToken) {
		const subscribed = await subscribe(page, webhookUrl);
		steps.push({
			code: "subscription",
			state: subscribed.kind === "done" ? "done" : "failed",
			text: subscribed.kind === "done" ? "" : subscribed.text,
		});
	} else steps.push({ code: "subscription", state: "by-person", text: "Direct messages need the key of the group." });
	if (!hasCommentKeys(page))
		return [
			...steps,
			{ code: "check", state: "by-person", text: "Comments need a moderator's and the application's keys." },
		];
	const list = await listDiscussions(page, null);
	return [
		...steps,
		{ code: "check", state: list.kind === "read" ? "done" : "failed", text: list.kind === "read" ? "" : list.text },
	];
}
