import type { Tx } from "../db/database.ts";
import { insertCaseNotices } from "./writes-case.ts";

/** What a person may have to know of a case; the words stand in `case-words.ts` and `web/locales/case-notices-*.ts`. */
export const caseNoticeCodes = [
	// a clock of the case has run for 50, 80, 100, 150 percent of its time
	"term-half",
	"term-near",
	"term-over",
	"term-far-over",
	// somebody's life may be in danger
	"life-danger",
	// a colleague took over the answer that the person was writing
	"draft-taken",
	// the day promised to the resident is over, was moved, was not kept
	"promise-due",
	"promise-moved",
	"promise-broken",
	// a question to the resident has waited as long as it may
	"resident-silent",
] as const;
export type CaseNoticeCode = (typeof caseNoticeCodes)[number];

/** Codes that go out at once, past the pause of a digest and, to people on duty, past quiet hours. */
export const urgentCodes: readonly CaseNoticeCode[] = ["term-far-over", "life-danger"];

export const clockKinds = ["triage", "return", "answer", "reopening", "final", "promise", "task"] as const;
export type ClockKind = (typeof clockKinds)[number];

/** What the words are made of. Never a text or a name: messages leave the desk, the case itself does not. */
export type CaseNoticeData = {
	clock?: ClockKind | undefined;
	/** ISO 8601 */
	dueAt?: string | undefined;
	agencyId?: number | undefined;
	taskId?: number | undefined;
};

export type CaseNotice = { staffIds: readonly number[]; code: CaseNoticeCode; caseId: number; data: CaseNoticeData };

/**
 * Tells people of a case, in the caller's transaction: who may not see the case, or is no longer active, is told nothing.
 * Telling twice is up to the caller: each call is one notice for each person.
 * @returns how many notices there are now
 */
export function raiseCaseNotice(tx: Tx, notice: CaseNotice & { regionId: number }, now: Date): Promise<number> {
	const { regionId, ...one } = notice;
	return raiseCaseNotices(tx, regionId, [one], now);
}

/** As `raiseCaseNotice`, for many cases of a region at once. */
export async function raiseCaseNotices(
	tx: Tx,
	regionId: number,
	notices: readonly CaseNotice[],
	now: Date,
): Promise<number> {
	const told = notices.filter((notice) => notice.staffIds.length > 0);
	if (told.length === 0) return 0;
	const rows = told.map((notice) => ({ ...notice, isUrgent: urgentCodes.includes(notice.code) }));
	return insertCaseNotices(tx, regionId, rows, now);
}
