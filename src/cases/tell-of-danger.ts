import type { Tx } from "../db/database.ts";
import { raiseCaseNotices } from "../notify/raise-case-notice.ts";
import { readPeople } from "./reads-escalation.ts";
import { whomToTell } from "./who-to-tell.ts";

/**
 * New cases in whose words somebody's life may be in danger are told at once: to the curators and to those of the agency who
 * answer; the notice itself adds who is on duty.
 */
export async function tellOfDanger(
	tx: Tx,
	regionId: number,
	cases: readonly { id: number; agencyId: number | null }[],
	now: Date,
): Promise<void> {
	if (cases.length === 0) return;
	const people = await readPeople(tx, regionId);
	const nobodys = { agencyId: null, assigneeId: null, ownerId: null };
	const notices = cases.map(({ id, agencyId }) => {
		const told = (["triage", "answer"] as const).flatMap((kind) =>
			whomToTell(50, { ...nobodys, kind, caseAgencyId: agencyId }, people),
		);
		return { staffIds: [...new Set(told)], code: "life-danger" as const, caseId: id, data: {} };
	});
	await raiseCaseNotices(tx, regionId, notices, now);
}
