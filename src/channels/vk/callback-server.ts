import { z } from "zod";
import type { ChannelPage, Failure } from "../channel.ts";
import { ask, unreadable } from "./call.ts";

const Server = z.object({
	id: z.int().min(0),
	url: z.string(),
	secret_key: z.string().catch(""),
	status: z.enum(["unconfigured", "failed", "wait", "ok"]).catch("wait"),
});
export type CallbackServer = z.infer<typeof Server>;

/** The community's callback servers (groups.getCallbackServers). */
export async function listServers(
	page: ChannelPage,
): Promise<{ kind: "servers"; servers: CallbackServer[] } | Failure> {
	const answer = await ask(page, "community", "groups.getCallbackServers", { group_id: page.externalId });
	if (answer.kind !== "response") return answer;
	const read = z.object({ items: z.array(Server) }).safeParse(answer.response);
	return read.success ? { kind: "servers", servers: read.data.items } : unreadable;
}

/**
 * Ours among them: by the number it was given, else by the path of its address, which nobody can guess; the host before it may have
 * changed since.
 */
export function findOwn(page: ChannelPage, servers: CallbackServer[], webhookUrl: string): CallbackServer | undefined {
	const path = URL.parse(webhookUrl)?.pathname;
	return (
		servers.find(({ url }) => path !== undefined && URL.parse(url)?.pathname === path) ??
		servers.find(({ id }) => id === page.settings.callbackServerId)
	);
}
