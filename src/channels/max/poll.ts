import type { ChannelPage, Polled } from "../channel.ts";
import { call, startLimit } from "./call.ts";

/** For development only, as the network says: long polling and a webhook exclude each other (405). */
export const pollSeconds = (page: ChannelPage): number | null => (page.settings.receive === "poll" ? 5 : null);

const most = 100;

/** GET /updates from the marker on; without one the network gives the latest update. */
export async function poll(page: ChannelPage, cursor: string | null): Promise<Polled> {
	const query = { limit: most, timeout: 0, ...(cursor ? { marker: cursor } : {}) };
	const answer = await call(page, { method: "GET", path: "/updates", query }, startLimit());
	if (answer.kind !== "response") return answer;
	const { updates, marker } = answer.response;
	if (!Array.isArray(updates))
		return { kind: "unknown", code: "response", text: "The network's answer has an unexpected shape." };
	const bodies = updates.map((update) => Buffer.from(JSON.stringify(update)));
	// 64-bit, so it may come as text; no new one: stay where we are
	const next = typeof marker === "number" || typeof marker === "string" ? String(marker) : (cursor ?? "");
	return { kind: "read", bodies, cursor: next, isMore: updates.length >= most };
}
