import type { Updateable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Promise as PromiseRow } from "../db/tables.ts";

/** Every INSERT, UPDATE and DELETE of promise. */

export type DraftPromise = {
	region_id: number;
	case_id: number;
	reply_id: number;
	agency_id: number;
	who: string;
	what: string;
	due_on: string;
	asked_on: string | null;
};

/** What a draft promises; it counts once the answer stands in the thread. */
export async function putDraftPromise(tx: Tx, promise: DraftPromise): Promise<void> {
	const { who, what, due_on, asked_on, agency_id } = promise;
	await tx
		.insertInto("promise")
		.values({ ...promise, state: "waiting" })
		.onConflict((conflict) =>
			conflict
				.columns(["region_id", "reply_id"])
				.doUpdateSet({ who, what, due_on, asked_on, agency_id })
				.where("promise.state", "=", "waiting"),
		)
		.execute();
}

export async function dropDraftPromise(tx: Tx, regionId: number, replyId: number): Promise<void> {
	await tx
		.deleteFrom("promise")
		.where("region_id", "=", regionId)
		.where("reply_id", "=", replyId)
		.where("state", "=", "waiting")
		.execute();
}

/** What an answer promised that was not sent goes on with the draft made of it. */
export async function handDraftPromise(tx: Tx, regionId: number, fromReplyId: number, toReplyId: number) {
	await tx
		.updateTable("promise")
		.set({ reply_id: toReplyId })
		.where("region_id", "=", regionId)
		.where("reply_id", "=", fromReplyId)
		.where("state", "=", "waiting")
		.execute();
}

/** @returns false when it is not in this state any more */
export async function updatePromise(
	tx: Tx,
	key: { regionId: number; id: number; state: "waiting" | "open" | "broken" | "moved" },
	change: Updateable<PromiseRow>,
): Promise<boolean> {
	const result = await tx
		.updateTable("promise")
		.set(change)
		.where("region_id", "=", key.regionId)
		.where("id", "=", key.id)
		.where("state", "=", key.state)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}
