import type { Caller } from "../access/permissions.ts";
import { countLater } from "../db/count-later.ts";
import type { Db } from "../db/database.ts";
import type { ViewedPart } from "./viewed-part.ts";
import { addViews, minutesOf } from "./writes-view.ts";
import type { View } from "./writes-view.ts";

/** Counts who opened which case: reading a case must not wait for its own log. */
export type Views = {
	note: (caller: Caller, caseId: number, what: ViewedPart) => void;
	/** writes what is counted and stops */
	close: () => Promise<void>;
};

/** @param onError told when writing fails; the counts are kept for the next time */
export function countViews(db: Db, onError: (error: unknown) => void): Views {
	const { add, close } = countLater<View>(
		{
			keyOf: (view) => `${view.regionId} ${view.caseId} ${view.staffId} ${view.at.getTime()} ${view.what}`,
			join: (a, b) => ({ ...a, times: a.times + b.times }),
			write: (batch) => addViews(db, batch),
		},
		onError,
	);
	return {
		note: ({ regionId, staffId }, caseId, what) =>
			add({ regionId, caseId, staffId, at: minutesOf(new Date()), what, times: 1 }),
		close,
	};
}
