import type { Tx } from "../db/database.ts";
import { insertCaseNotices } from "./writes-case.ts";
import { insertDeskNotice } from "./writes-desk.ts";

/** So many at once are told one by one; more than that are one notice with their number. */
const mostAlone = 3;

/** Tells one person of cases that came into a view they watch. Nobody stands in for them: whose eyes they are is their own choice. */
export async function raiseViewNotices(
	tx: Tx,
	{ regionId, staffId, viewId }: { regionId: number; staffId: number; viewId: number },
	caseIds: readonly number[],
	now: Date,
): Promise<void> {
	if (caseIds.length === 0) return;
	if (caseIds.length > mostAlone)
		return insertDeskNotice(
			tx,
			regionId,
			[staffId],
			{ code: "view-many", data: { viewId, count: caseIds.length } },
			now,
		);
	const notices = caseIds.map((caseId) => ({
		people: [[staffId, staffId] as const],
		code: "view-case",
		caseId,
		data: { viewId },
		isUrgent: false,
	}));
	await insertCaseNotices(tx, regionId, notices, now);
}
