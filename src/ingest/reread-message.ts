import type { Channels } from "../channels/channel.ts";
import type { Db } from "../db/database.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { inTime } from "../registry/in-time.ts";
import { readChannelPage } from "../registry/reads.ts";
import { storeRead } from "./store-read.ts";

export type RereadParts = { db: Db; channels: Channels; secretKey: Buffer; enqueue: Enqueue };

const patienceSeconds = 60;

/**
 * Fetches the whole of a message that was delivered cropped; it becomes a delivery like any other.
 * @throws Error when the network may give it later: the job comes back
 */
export async function rereadMessage(
	parts: RereadParts,
	message: { regionId: number; pageId: number; externalId: string },
): Promise<void> {
	const page = await readChannelPage(parts.db, message.regionId, message.pageId, parts.secretKey);
	const reread = page && parts.channels.get(page.channel)?.reread;
	if (!page || !reread) return;
	const read = await inTime(reread(page, message.externalId), patienceSeconds);
	if (read.kind === "cannot-read") return;
	if (read.kind === "read") {
		const bodies = read.found.map((one) => one.body);
		await parts.db.transaction().execute((tx) => storeRead(tx, parts.enqueue, message, "reconcile", bodies));
		return;
	}
	// where waiting does not help the message stays as it came
	if (read.kind === "unknown" || /^retry/.test(read.class)) throw new Error(`reread ${read.code}`);
}
