import { countLater } from "../db/count-later.ts";
import type { Db } from "../db/database.ts";
import { addRefusals } from "./writes.ts";

/** Counts refused deliveries. */
export type Refusals = {
	note: (page: { regionId: number; id: number }) => void;
	/** writes what is counted and stops */
	close: () => Promise<void>;
};

type Refusal = { regionId: number; pageId: number; count: number; at: Date };

/** @param onError told when writing fails; the counts are kept for the next time */
export function countRefusals(db: Db, onError: (error: unknown) => void): Refusals {
	const { add, close } = countLater<Refusal>(
		{
			keyOf: ({ regionId, pageId }) => `${regionId} ${pageId}`,
			join: (a, b) => ({ ...a, count: a.count + b.count, at: a.at > b.at ? a.at : b.at }),
			write: (batch) => addRefusals(db, batch),
		},
		onError,
	);
	return { note: ({ regionId, id }) => add({ regionId, pageId: id, count: 1, at: new Date() }), close };
}
