import type { Caller } from "../access/permissions.ts";
import type { Tx } from "../db/database.ts";
import { actorColumns } from "./act-on-case.ts";
import type { Actor } from "./act-on-case.ts";
import { findMessages, lockCase } from "./reads.ts";
import { appendEvents, keepVersion, updateMessage, updateReply } from "./writes.ts";

export type CorrectionEvent =
	| "correctionProposed"
	| "correctionReturned"
	| "correctionCancelled"
	| "correctionApproved"
	| "correctionPublished"
	| "correctionFailed"
	| "correctionUnknown"
	| "correctionSettled";

/**
 * Says in the history what happens to a correction. The texts stand with the correction and are read from there: what was
 * wrong may be just what must not be kept for ever.
 */
export async function noteCorrection(
	tx: Tx,
	of: { regionId: number; caseId: number; correctionId: number },
	type: CorrectionEvent,
	data: Record<string, unknown>,
	actor: Caller | "system",
): Promise<void> {
	await appendEvents(tx, [
		{
			region_id: of.regionId,
			case_id: of.caseId,
			type,
			...actorColumns(actor satisfies Actor),
			data: { correctionId: of.correctionId, ...data },
		},
	]);
}

/** Other words stand in the thread: the message says so and keeps what it said before, and so does the reply. */
export async function recordCorrected(
	tx: Tx,
	of: { regionId: number; caseId: number; replyId: number; pageId: number; correctionId: number },
	corrected: { externalId: string; text: string; at: Date },
): Promise<void> {
	const { regionId, caseId, replyId } = of;
	await lockCase(tx, regionId, caseId, null);
	const reply = await tx
		.selectFrom("reply")
		.select("case_id")
		.where("region_id", "=", regionId)
		.where("id", "=", replyId)
		.executeTakeFirst();
	// an answer shared with other threads stands there as it was
	if (reply?.case_id === caseId) await updateReply(tx, regionId, replyId, { text: corrected.text });
	const [message] = await findMessages(tx, regionId, [{ pageId: of.pageId, externalId: corrected.externalId }]);
	// the network may have told of the change before
	if (message && message.text !== corrected.text) {
		await keepVersion(tx, regionId, message.id, corrected.at);
		await updateMessage(tx, regionId, message.id, { text: corrected.text, edited_at: corrected.at });
	}
	await noteCorrection(tx, of, "correctionPublished", { replyId }, "system");
}
