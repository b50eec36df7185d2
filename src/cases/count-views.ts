import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import type { ViewedPart } from "./viewed-part.ts";
import { addViews, minutesOf } from "./writes-view.ts";
import type { View } from "./writes-view.ts";

/** Counts who opened which case in memory and writes it once a second: reading a case must not wait for its own log. */
export type Views = {
	note: (caller: Caller, caseId: number, what: ViewedPart) => void;
	/** writes what is counted and stops */
	close: () => Promise<void>;
};

const everyMs = 1_000;

/** @param onError told when writing fails; the counts are kept for the next time */
export function countViews(db: Db, onError: (error: unknown) => void): Views {
	const counted = new Map<string, View>();
	let timer: NodeJS.Timeout | null = null;
	let writing = Promise.resolve();

	const write = async () => {
		timer = null;
		const batch = [...counted.values()];
		counted.clear();
		if (batch.length === 0) return;
		try {
			await addViews(db, batch);
		} catch (error) {
			for (const view of batch) add(view);
			onError(error);
		}
	};
	const add = (view: View) => {
		const key = `${view.regionId} ${view.caseId} ${view.staffId} ${view.at.getTime()} ${view.what}`;
		counted.set(key, { ...view, times: view.times + (counted.get(key)?.times ?? 0) });
		timer ??= setTimeout(() => {
			writing = writing.then(write);
		}, everyMs).unref();
	};
	return {
		note: ({ regionId, staffId }, caseId, what) =>
			add({ regionId, caseId, staffId, at: minutesOf(new Date()), what, times: 1 }),
		close: async () => {
			await writing;
			await write();
			if (timer) clearTimeout(timer);
		},
	};
}
