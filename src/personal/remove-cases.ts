import { forgetCases } from "../cases/erase-cases.ts";
import type { Tx } from "../db/database.ts";
import { forgetFiles } from "../files/forget-files.ts";
import { forgetBodies } from "../ingest/forget-bodies.ts";
import { forgetPublications } from "../publishing/forget-publications.ts";
import { forgetReviews } from "../quality/forget-reviews.ts";
import { insertRemoval } from "./writes.ts";

/** Removes everything personal of cases that this transaction holds, with one line in the register. */
export async function removeCases(
	tx: Tx,
	regionId: number,
	ids: readonly number[],
	ground: { months: number } | { requestId: number },
): Promise<void> {
	if (ids.length === 0) return;
	const erased = await forgetCases(tx, regionId, ids);
	await forgetPublications(tx, regionId, ids);
	await forgetReviews(tx, regionId, ids);
	const counts = {
		cases: ids.length,
		messages: erased.messages,
		replies: erased.replies,
		deliveries: await forgetBodies(tx, regionId, erased.deliveryIds),
		files: await forgetFiles(tx, regionId, erased.messageIds, erased.photos),
	};
	await insertRemoval(tx, { regionId, kind: "case", caseIds: ids, counts, ...ground });
}
