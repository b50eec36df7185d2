import { randomUUID } from "node:crypto";
import type { Db } from "../db/database.ts";
import { eventOf, historyTypesFor } from "./event-types.ts";
import { activeEndpoints, lockToTell, readToTell } from "./reads.ts";
import type { EndpointKey } from "./reads.ts";
import { insertDeliveries, updateEndpoint } from "./writes.ts";

const mostAtOnce = 500;

/**
 * Makes deliveries of what happened since every endpoint was told the last time, in the order of history and behind its
 * horizon: what is told can no longer be preceded by anything. Any number of processes may do so at once.
 */
export async function tellEndpoints(db: Db, now: Date): Promise<void> {
	for (const key of await activeEndpoints(db)) while (await tellSome(db, key, now));
}

/** @returns whether more waits */
async function tellSome(db: Db, key: EndpointKey, now: Date): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const endpoint = await lockToTell(tx, key);
		if (!endpoint) return false;
		const { horizon, entries } = await readToTell(tx, key.regionId, {
			types: historyTypesFor(endpoint.event_types),
			agencyId: endpoint.agency_id,
			after: { tx: endpoint.told_tx, id: endpoint.told_id },
			most: mostAtOnce,
		});
		const events = entries.flatMap((entry) => {
			const event = eventOf(entry);
			return event ? [{ ...event, caseId: entry.caseId }] : [];
		});
		const deliveries = events.map(({ caseId, ...event }, index) => {
			const sequence = endpoint.sequence + index + 1;
			return deliveryOf(key, { ...event, data: { sequence, ...event.data } }, { sequence, caseId, now });
		});
		await insertDeliveries(tx, deliveries);
		const isMore = entries.length === mostAtOnce;
		const last = isMore ? entries.at(-1) : undefined;
		await updateEndpoint(tx, key, {
			told_tx: last?.tx ?? horizon,
			told_id: last?.id ?? 0,
			sequence: endpoint.sequence + deliveries.length,
		});
		return isMore;
	});
}

/** A delivery that waits for its first attempt. */
export function deliveryOf(
	{ regionId, id }: EndpointKey,
	event: { type: string; timestamp: string; data: Record<string, unknown> },
	{ sequence, caseId, now }: { sequence: number; caseId: number | null; now: Date },
) {
	return {
		region_id: regionId,
		endpoint_id: id,
		message_id: `msg_${randomUUID().replaceAll("-", "")}`,
		sequence,
		type: event.type,
		case_id: caseId,
		body: JSON.stringify(event),
		next_at: now,
		created_at: now,
	};
}
