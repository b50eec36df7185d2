import type { Db } from "../db/database.ts";
import { repeat } from "../queue/repeat.ts";
import { activeEndpoints } from "./reads.ts";
import type { EndpointKey } from "./reads.ts";
import { sendNext } from "./send-webhooks.ts";
import type { SendParts } from "./send-webhooks.ts";
import { tellEndpoints } from "./tell-endpoints.ts";
import { dropEnded } from "./writes.ts";

const pauseMs = 2_000;
/** Deliveries to one endpoint at once; their sequence numbers tell their order. */
const mostAtOnce = 4;
/** After so many failures in a row an endpoint is left until the next look. */
const mostFailures = 2;
const keptDays = 30;
const dropEveryLooks = 300;

/**
 * Tells endpoints what happened, and sends what is due, until stopped. Each endpoint has a lane of its own, so that one that
 * hangs delays no other. Everything waits in the database: any number of processes may do this at once, and die.
 */
export function workOnWebhooks(parts: SendParts & { onError: (error: unknown) => void }): {
	stop: () => Promise<void>;
} {
	const { db, now, onError } = parts;
	const lanes = new Map<string, Promise<void>>();
	let isStopped = false;
	let looks = 0;
	const begin = (key: EndpointKey): void => {
		const name = `${key.regionId} ${key.id}`;
		if (isStopped || lanes.has(name)) return;
		const lane = sendDue(parts, key, () => isStopped).catch(onError);
		lanes.set(
			name,
			lane.finally(() => lanes.delete(name)),
		);
	};
	const look = async (): Promise<void> => {
		try {
			await tellEndpoints(db, now());
			for (const key of await activeEndpoints(db)) begin(key);
			if (looks++ % dropEveryLooks === 0) await dropOld(db, now());
		} catch (error) {
			onError(error);
		}
	};
	const looking = repeat(look, pauseMs);
	return {
		stop: async () => {
			isStopped = true;
			await looking.stop();
			await Promise.allSettled(lanes.values());
		},
	};
}

const dropOld = (db: Db, now: Date): Promise<void> =>
	dropEnded(db, new Date(now.getTime() - keptDays * 24 * 3_600_000));

/** Sends what is due to one endpoint, some of it at once. */
export async function sendDue(parts: SendParts, key: EndpointKey, isStopped: () => boolean): Promise<void> {
	const sendInTurn = async (): Promise<void> => {
		for (let failures = 0; failures < mostFailures && !isStopped(); ) {
			const hasArrived = await sendNext(parts, key);
			if (hasArrived === null) return;
			failures = hasArrived ? 0 : failures + 1;
		}
	};
	await Promise.all(Array.from({ length: mostAtOnce }, sendInTurn));
}
