import type { Db } from "../db/database.ts";
import { addRefusals } from "./writes.ts";

/** Counts refused deliveries in memory and writes them once a second: a flood of them must not become a flood of writes. */
export type Refusals = {
	note: (page: { regionId: number; id: number }) => void;
	/** writes what is counted and stops */
	close: () => Promise<void>;
};

const everyMs = 1_000;

/** @param onError told when writing fails; the counts are kept for the next time */
export function countRefusals(db: Db, onError: (error: unknown) => void): Refusals {
	const counted = new Map<string, { regionId: number; pageId: number; count: number; at: Date }>();
	let timer: NodeJS.Timeout | null = null;
	let writing = Promise.resolve();

	const write = async () => {
		timer = null;
		const batch = [...counted.values()];
		counted.clear();
		if (batch.length === 0) return;
		try {
			await addRefusals(db, batch);
		} catch (error) {
			for (const { regionId, pageId, count, at } of batch) add(regionId, pageId, count, at);
			onError(error);
		}
	};
	const add = (regionId: number, pageId: number, count: number, at: Date) => {
		const key = `${regionId} ${pageId}`;
		const known = counted.get(key);
		counted.set(key, {
			regionId,
			pageId,
			count: count + (known?.count ?? 0),
			at: known && known.at > at ? known.at : at,
		});
		timer ??= setTimeout(() => {
			writing = writing.then(write);
		}, everyMs).unref();
	};
	return {
		note: ({ regionId, id }) => add(regionId, id, 1, new Date()),
		close: async () => {
			await writing;
			await write();
			if (timer) clearTimeout(timer);
		},
	};
}
