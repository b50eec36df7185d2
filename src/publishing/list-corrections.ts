import type { Caller } from "../access/permissions.ts";
import { requireSeen } from "../cases/reads.ts";
import type { Channels } from "../channels/channel.ts";
import type { Db } from "../db/database.ts";
import { refusalOf } from "./propose-correction.ts";
import { findPublicationsOf } from "./reads.ts";
import { listCorrections } from "./reads-correction.ts";

/**
 * Corrections of a case's answers, and for each published answer what speaks against another one now.
 * @throws DomainError not-found, forbidden
 */
export async function correctionsOfCase(
	parts: { db: Db; channels: Channels; secretKey: Buffer },
	caller: Caller,
	caseId: number,
	now: Date,
) {
	await requireSeen(parts.db, caller, caseId);
	const { items } = await listCorrections(parts.db, caller, { caseId });
	const sent = await findPublicationsOf(parts.db, caller.regionId, caseId, "sent");
	const answers = await Promise.all(
		sent.map(async (one) => ({
			publicationId: one.id,
			text: one.text,
			refusal: await refusalOf(parts.db, parts, one, one.text, now),
		})),
	);
	return { items, answers };
}
