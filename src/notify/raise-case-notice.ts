import { readStandIns } from "../access/reads-absence.ts";
import type { Tx } from "../db/database.ts";
import type { ClockKind } from "../domain/sla-profile.ts";
import { readOnDuty } from "./on-duty.ts";
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
	// quality control sent a published answer back
	"quality-returned",
	// two agencies returned it: a curator settles whose it is
	"case-disputed",
	// another agency's part: given, done, refused
	"task-given",
	"task-done",
	"task-refused",
	// a case is offered to the person, or what became of such an offer
	"handover-offered",
	"handover-ended",
	// it came into a view that the person watches
	"view-case",
] as const;
export type CaseNoticeCode = (typeof caseNoticeCodes)[number];

/** Codes that go out at once, past the pause of a digest and, to people on duty, past quiet hours. */
export const urgentCodes: readonly CaseNoticeCode[] = ["term-far-over", "life-danger"];
/** Codes that whoever is on duty hears of, too, whatever the case; of an urgent case they hear of everything. */
const dutyCodes: readonly CaseNoticeCode[] = ["term-over", ...urgentCodes];

/** What the words are made of. Never a text or a name: messages leave the desk, the case itself does not. */
export type CaseNoticeData = {
	clock?: ClockKind | undefined;
	/** ISO 8601 */
	dueAt?: string | undefined;
	agencyId?: number | undefined;
	taskId?: number | undefined;
	viewId?: number | undefined;
};

export type CaseNotice = { staffIds: readonly number[]; code: CaseNoticeCode; caseId: number; data: CaseNoticeData };

/**
 * Tells people of a case, in the caller's transaction: who may not see the case, or is no longer active, is told nothing.
 * Who is away is told through whoever stands in for them; what is urgent is told to who is on duty as well, at once.
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
	const standIn = await readStandIns(tx, regionId, now);
	const caseIds = told.map((notice) => notice.caseId);
	const onDuty = await readOnDuty(tx, regionId, caseIds, now);
	const rows = told.flatMap(({ staffIds, code, caseId, data }) => {
		const isUrgent = urgentCodes.includes(code);
		// the second is told where the first may not see the case
		const pairs = (ids: readonly number[]) => [...new Set(ids)].map((id) => [standIn(id), id] as const);
		const watch = onDuty({ caseId, isUrgentCode: dutyCodes.includes(code) });
		const away = staffIds.filter((id) => !watch.includes(id));
		return [
			{ code, caseId, data, people: pairs(watch), isUrgent: true },
			{ code, caseId, data, people: pairs(away), isUrgent },
		].filter((row) => row.people.length > 0);
	});
	return insertCaseNotices(tx, regionId, rows, now);
}
