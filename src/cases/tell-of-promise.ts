import type { Tx } from "../db/database.ts";
import { raiseCaseNotice } from "../notify/raise-case-notice.ts";
import type { CaseNoticeCode } from "../notify/raise-case-notice.ts";
import type { LockedCase } from "./reads.ts";
import { curatorsOf, executorsOf } from "./reads-people.ts";

type PromiseNotice = Extract<CaseNoticeCode, `promise-${string}`>;

/** Tells the executor and the curators what became of a promise. @param dueAt until when something is to be done about it */
export async function tellOfPromise(
	tx: Tx,
	locked: LockedCase,
	code: PromiseNotice,
	dueAt: Date | null,
	now: Date,
): Promise<void> {
	const staffIds = [...(await executorsOf(tx, locked)), ...(await curatorsOf(tx, locked.region_id))];
	const data = { clock: "promise" as const, ...(dueAt && { dueAt: dueAt.toISOString() }) };
	await raiseCaseNotice(tx, { regionId: locked.region_id, staffIds, code, caseId: locked.id, data }, now);
}
