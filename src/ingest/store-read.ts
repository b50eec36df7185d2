import type { Tx } from "../db/database.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import type { PageKey } from "../registry/page-work.ts";
import { insertDeliveries } from "./writes.ts";
import type { DeliverySource } from "./writes.ts";

/** One statement carries at most so many bytes. */
const largestBlock = 32 * 1024 * 1024;

/** Stores what was read of a network on our own initiative as deliveries, and calls the workers, all in the caller's transaction. */
export async function storeRead(
	tx: Tx,
	enqueue: Enqueue,
	{ regionId, pageId }: PageKey,
	source: DeliverySource,
	bodies: readonly Buffer[],
): Promise<void> {
	if (bodies.length === 0) return;
	let block: Buffer[] = [];
	let size = 0;
	const flush = async () => {
		if (block.length > 0)
			await insertDeliveries(
				tx,
				block.map((body) => ({ regionId, pageId, source, body })),
			);
		block = [];
		size = 0;
	};
	for (const body of bodies) {
		if (size + body.length > largestBlock) await flush();
		block.push(body);
		size += body.length;
	}
	await flush();
	await enqueue(tx, "ingest-delivery", { regionId });
}
