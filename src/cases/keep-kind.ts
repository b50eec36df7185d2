import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { checkPromise, hasApology, localDay, workingDayFrom } from "../domain/promise.ts";
import type { PromiseFinding, PromiseGiven, ReplyKind } from "../domain/promise.ts";
import type { Registry } from "../registry/reads.ts";
import { daysToCome } from "../text/draft/find-days.ts";
import { calendarOf } from "./clock-case.ts";
import { liveReply } from "./reads.ts";
import type { LiveReply, LockedCase } from "./reads.ts";
import { draftPromise, promiseBefore, promiseDays } from "./reads-promise.ts";
import type { CasePromise } from "./reads-promise.ts";
import { dropDraftPromise, putDraftPromise } from "./writes-promise.ts";

/** Kind and promise of a reply as they come with its text; what is left out stays as it is, `null` takes the promise away. */
export type KindGiven = { kind?: ReplyKind | undefined; promise?: PromiseGiven | null | undefined };

/** undefined: the promise stays as it is */
type Wanted = { kind: ReplyKind; promise: PromiseGiven | null | undefined; isOther: boolean };

/** What a reply shall be, and whether it is something else now; a question promises nothing. @param reply null: begun now */
export async function wantedKind(
	tx: Tx,
	locked: LockedCase,
	reply: Pick<LiveReply, "id" | "kind"> | null,
	given: KindGiven,
): Promise<Wanted> {
	const before = (reply?.kind ?? "final") as ReplyKind;
	const kind = given.kind ?? before;
	const promise = kind === "question" ? null : given.promise;
	if (promise === undefined) return { kind, promise, isOther: kind !== before };
	const there = reply && (await draftPromise(tx, locked.region_id, reply.id));
	const isSame = there && promise ? isSamePromise(there, promise) : !there && !promise;
	return { kind, promise: isSame ? undefined : promise, isOther: kind !== before || !isSame };
}

/** Puts or takes away what a draft promises. @throws DomainError agency-missing when nobody can be held to it */
export async function keepPromise(
	tx: Tx,
	caller: Caller,
	locked: LockedCase,
	replyId: number,
	promise: Wanted["promise"],
): Promise<void> {
	if (promise === undefined) return;
	if (promise === null) return dropDraftPromise(tx, locked.region_id, replyId);
	const agencyId = locked.agency_id ?? caller.agencyId;
	if (agencyId === null) throw new DomainError("agency-missing", {});
	await putDraftPromise(tx, {
		region_id: locked.region_id,
		case_id: locked.id,
		reply_id: replyId,
		agency_id: agencyId,
		who: promise.who.trim(),
		what: promise.what.trim(),
		due_on: promise.dueOn,
		asked_on: null,
	});
}

function isSamePromise(there: CasePromise, { who, what, dueOn }: PromiseGiven): boolean {
	const asked = there.asked_on ?? there.due_on;
	return there.who === who.trim() && there.what === what.trim() && (asked === dueOn || there.due_on === dueOn);
}

type PlacedFinding = PromiseFinding & { start: number; end: number };
type DraftSaid = { text: string; kind: ReplyKind; promise: PromiseGiven | null };

/** What is wrong with the promise, placed at the end of the text where it is missing as a whole. */
async function findingsOf(
	db: Db | Tx,
	registry: Registry,
	{ caseId, agencyId }: { caseId: number; agencyId: number | null },
	draft: DraftSaid,
	now: Date,
): Promise<PlacedFinding[]> {
	if (draft.kind === "question" || (draft.kind === "final" && agencyId === null)) return [];
	const calendar = calendarOf(registry, agencyId);
	const named = findingsOfDays(draft, localDay(calendar, now));
	if (draft.kind === "final" && !draft.promise) return named;
	const limits = { now, mostDays: await promiseDays(db, registry.region.id) };
	const found = checkPromise(draft.kind, draft.promise, calendar, limits);
	if (draft.promise && !hasApology(draft.text) && (await promiseBefore(db, registry.region.id, caseId)))
		found.push({ code: "promise-no-apology", severity: "block" });
	const at = draft.text.length;
	return [...named, ...found.map((one) => ({ ...one, start: at, end: at }))];
}

/** A day that the words name and the promise does not: the resident believes the words. */
function findingsOfDays({ text, kind, promise }: DraftSaid, today: string): PlacedFinding[] {
	const days = daysToCome(text, today);
	const [first] = days;
	if (!first || days.some(({ day }) => day === promise?.dueOn)) return [];
	const { day, ...place } = first;
	if (promise) return [{ code: "promise-date-differs", severity: "warn", ...place }];
	return kind === "final" ? [{ code: "promise-offered", severity: "hint", plainer: day, ...place }] : [];
}

/**
 * What is wrong with kind and promise of a draft as it stands on the screen; what is left out is taken from the draft
 * that is kept. The caller has shown that they may see the case.
 */
export async function checkKind(
	db: Db,
	registry: Registry,
	caseId: number,
	draft: KindGiven & { text: string },
	now: Date,
): Promise<PlacedFinding[]> {
	const regionId = registry.region.id;
	const found = await db
		.selectFrom("case")
		.select("agency_id")
		.where("region_id", "=", regionId)
		.where("id", "=", caseId)
		.executeTakeFirstOrThrow();
	const reply = await liveReply(db, regionId, caseId);
	const kept = reply && draft.promise === undefined ? await draftPromise(db, regionId, reply.id) : null;
	const kind = draft.kind ?? ((reply?.kind ?? "final") as ReplyKind);
	const promise = kind === "question" ? null : (draft.promise ?? (kept && givenOf(kept)));
	return findingsOf(db, registry, { caseId, agencyId: found.agency_id }, { text: draft.text, kind, promise }, now);
}

const givenOf = ({ who, what, due_on: dueOn }: CasePromise): PromiseGiven => ({ who, what, dueOn });

/**
 * Looks over the promise of a reply that is handed in, and moves a day off to the next working day.
 * @throws DomainError reply-checks-failed with `findings`
 */
export async function requirePromise(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	reply: Pick<LiveReply, "id" | "kind" | "text">,
	now: Date,
): Promise<void> {
	const there = await draftPromise(tx, locked.region_id, reply.id);
	const draft = { text: reply.text, kind: reply.kind as ReplyKind, promise: there && givenOf(there) };
	const findings = await findingsOf(tx, registry, { caseId: locked.id, agencyId: locked.agency_id }, draft, now);
	const blocking = findings.filter(({ severity }) => severity === "block");
	if (blocking.length > 0) throw new DomainError("reply-checks-failed", { findings: blocking });
	if (!there) return;
	const due_on = workingDayFrom(calendarOf(registry, locked.agency_id), there.due_on);
	if (due_on === there.due_on) return;
	const { reply_id, agency_id, who, what } = there;
	const kept = { region_id: locked.region_id, case_id: locked.id, reply_id, agency_id, who, what };
	await putDraftPromise(tx, { ...kept, due_on, asked_on: there.due_on });
}
