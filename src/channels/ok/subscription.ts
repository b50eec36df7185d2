import { z } from "zod";
import type { ChannelPage, Failure } from "../channel.ts";
import { callGraph } from "./call.ts";

/** graph.user.subscribe, unless the address is subscribed already. */
export async function subscribe(page: ChannelPage, webhookUrl: string): Promise<{ kind: "done" } | Failure> {
	const known = await readSubscriptions(page);
	if (known.kind === "read" && known.urls.includes(webhookUrl)) return { kind: "done" };
	const answer = await callGraph(page, "subscribe", {}, { url: webhookUrl });
	if (answer.kind !== "response") return answer;
	return Object(answer.response).success === true
		? { kind: "done" }
		: { kind: "unknown", code: "response", text: "The network did not say that the subscription was made." };
}

const Subscriptions = z.object({ subscriptions: z.array(z.object({ url: z.string().nullish() })).nullish() });

export async function readSubscriptions(page: ChannelPage): Promise<{ kind: "read"; urls: string[] } | Failure> {
	const answer = await callGraph(page, "subscriptions");
	if (answer.kind !== "response") return answer;
	const read = Subscriptions.safeParse(answer.response);
	if (!read.success)
		return {
			kind: "unknown",
			code: "response",
			text: "The network's answer to subscriptions has an unexpected shape.",
		};
	return { kind: "read", urls: (read.data.subscriptions ?? []).flatMap(({ url }) => url ?? []) };
}
