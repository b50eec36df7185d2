import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { readDraftContext } from "../cases/reads-draft.ts";
import { lockCase } from "../cases/reads.ts";
import { noteCorrection } from "../cases/settle-correction.ts";
import type { Channels } from "../channels/channel.ts";
import type { EditRefusal } from "../channels/codes.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { readChannelPage } from "../registry/reads.ts";
import type { Registry } from "../registry/reads.ts";
import { readDraft } from "../text/draft/read-draft.ts";
import { isSameText } from "../text/is-same-text.ts";
import { findPublication } from "./reads.ts";
import type { Claimed } from "./reads.ts";
import { findByRequestKey, hasLiveCorrection } from "./reads-correction.ts";
import { insertCorrection } from "./writes-correction.ts";

export type CorrectionParts = { db: Db; channels: Channels; secretKey: Buffer; registry: Registry };

/**
 * Asks for other words in place of a published answer. Somebody else approves them; nothing is sent before. The same
 * `requestKey` twice is one proposal.
 * @throws DomainError not-found, forbidden, correction-refused with `refusal`, correction-under-way, correction-same-text,
 * reply-checks-failed with `findings`
 */
export async function proposeCorrection(
	parts: CorrectionParts,
	caller: Caller,
	order: { publicationId: number; text: string; reason: string; requestKey: string },
	now: Date,
): Promise<{ caseId: number }> {
	requirePermission(caller, "reply.write");
	const { regionId } = caller;
	return parts.db.transaction().execute(async (tx) => {
		const found = await findPublication(tx, regionId, order.publicationId);
		if (!found) throw new DomainError("not-found", { publicationId: order.publicationId });
		const { caseId } = found;
		await lockCase(tx, regionId, caseId, caseScope(caller));
		const known = await findByRequestKey(tx, regionId, order.requestKey);
		if (known?.publication_id === found.id) return { caseId };
		const refusal = await refusalOf(tx, parts, found, order.text, now);
		if (refusal) throw new DomainError("correction-refused", { refusal });
		if (await hasLiveCorrection(tx, regionId, found.id)) throw new DomainError("correction-under-way", {});
		if (isSameText(found.text, order.text)) throw new DomainError("correction-same-text", {});
		await requireGoodText(tx, parts, caller, found, order.text, now);
		const correctionId = await insertCorrection(tx, {
			region_id: regionId,
			publication_id: found.id,
			case_id: caseId,
			page_id: found.pageId,
			before: found.text,
			text: order.text,
			reason: order.reason.trim(),
			request_key: order.requestKey,
			author_id: caller.staffId,
		});
		const about = { regionId, caseId, correctionId };
		await noteCorrection(tx, about, "correctionProposed", { reason: order.reason.trim() }, caller);
		return { caseId };
	});
}

/** What speaks against changing a published answer now; null: nothing known. */
export async function refusalOf(
	db: Db | Tx,
	{ channels, secretKey }: Pick<CorrectionParts, "channels" | "secretKey">,
	found: Claimed,
	text: string,
	now: Date,
): Promise<EditRefusal | null> {
	if (found.state !== "sent" || found.byPerson || found.externalId === null || found.sentAt === null) return "not-ours";
	const page = await readChannelPage(db, found.regionId, found.pageId, secretKey);
	const channel = page && channels.get(page.channel);
	if (!page || !channel?.edit || !channel.editRefusal) return "network";
	const { externalId, sentAt } = found;
	const edit = { externalId, text, before: found.text, photos: found.photos.length, sentAt };
	return channel.editRefusal(page, edit, now);
}

/** The same checks as for an answer; what it takes the place of is no earlier answer. */
async function requireGoodText(
	tx: Tx,
	parts: CorrectionParts,
	caller: Caller,
	found: Claimed,
	text: string,
	now: Date,
): Promise<void> {
	const context = await readDraftContext(tx, parts, caller, found.caseId, now);
	const answersHere = context.answersHere.filter((one) => !isSameText(one, found.text));
	const findings = readDraft(text, {
		...context,
		answersHere,
		photos: found.photos.length,
		maxPhotos: found.photos.length,
	});
	const blocking = findings.filter(({ severity }) => severity === "block");
	if (blocking.length > 0) throw new DomainError("reply-checks-failed", { findings: blocking });
}
