import { peopleWith } from "../access/reads.ts";
import type { Caller } from "../access/permissions.ts";
import { requirePermission } from "../access/permissions.ts";
import type { Tx } from "../db/database.ts";
import type { ActionGiven, CaseAction, CaseStatus } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import { route } from "../domain/routing.ts";
import { raiseCaseNotice } from "../notify/raise-case-notice.ts";
import type { Registry } from "../registry/reads.ts";
import type { LockedCase } from "./reads.ts";
import { countReturns, findDispute } from "./reads-dispute.ts";
import { insertReturn, putDispute, settleDispute } from "./writes-dispute.ts";

/** Whoever holds a case hands it on only while work on it is open; what was returned is the centre's to settle. */
const handedDownFrom: readonly CaseStatus[] = ["assigned", "inProgress", "rework", "reopened"];

/**
 * Whether somebody without triage may assign this case: a ministry hands its case down to an institution under it, on to
 * another of them, or takes it back. Both ends lie within the caller's own agency and what stands under it, so an
 * institution, which has nothing under it, can hand nothing anywhere.
 * @param held the case; undefined: any at all
 * @param agencyId to whom; undefined: to anybody at all
 */
export function mayHandDown(
	caller: Caller,
	held: Pick<LockedCase, "agency_id" | "status"> | undefined,
	agencyId: number | undefined,
): boolean {
	const { agencyIds } = caller;
	if (!held) return caller.permissions.has("case.work") && agencyIds.length > 1;
	if (!caller.permissions.has("case.work") || !handedDownFrom.includes(held.status)) return false;
	if (held.agency_id === null || !agencyIds.includes(held.agency_id)) return false;
	return agencyId === undefined ? agencyIds.length > 1 : agencyIds.includes(agencyId);
}

/** Returns and assignments by a person say whose the case is. @returns whether a return needs no more than a yes */
export async function noteWhose(
	tx: Tx,
	registry: Registry,
	actor: Caller | "system" | "resident",
	locked: LockedCase,
	action: CaseAction,
	given: ActionGiven,
): Promise<boolean> {
	if (typeof actor === "string") return false;
	if (action === "returnWrongAgency") return noteReturn(tx, registry, actor, locked, given, new Date());
	if (action === "assign") await settleByAssign(tx, actor, locked, given, new Date());
	return false;
}

/**
 * A return says which agency the case belongs to, or that this is not known; a second one is a dispute for the curators.
 * @returns whether a routing rule names the same agency, so that the case may go to triage at once
 * @throws DomainError dispute-settled, agency-unknown
 */
async function noteReturn(
	tx: Tx,
	registry: Registry,
	caller: Caller,
	locked: LockedCase,
	given: ActionGiven,
	now: Date,
): Promise<boolean> {
	const { region_id: regionId, id: caseId } = locked;
	const agencyId = locked.agency_id ?? caller.agencyId;
	if (agencyId === null) throw new DomainError("agency-missing", { action: "returnWrongAgency" });
	const dispute = await findDispute(tx, regionId, caseId);
	if (dispute?.state === "settled")
		throw new DomainError("dispute-settled", { agencyId: dispute.agencyId, reason: dispute.reason });
	const suggested = given.suggestedAgencyId ?? null;
	if (suggested !== null && (!registry.agencies.has(suggested) || suggested === agencyId))
		throw new DomainError("agency-unknown", { agencyId: suggested });
	const isSure = suggested !== null && suggested === agencyByRule(registry, locked);
	await insertReturn(tx, {
		region_id: regionId,
		case_id: caseId,
		agency_id: agencyId,
		staff_id: caller.staffId,
		reason: given.reason ?? "",
		suggested_agency_id: suggested,
		is_sure: isSure,
		at: now,
	});
	const isDisputed = dispute !== null || (await countReturns(tx, regionId, caseId)) > 1;
	if (!isDisputed) return isSure;
	await putDispute(tx, regionId, caseId, now);
	const staffIds = await peopleWith(tx, regionId, "case.triage", null);
	await raiseCaseNotice(tx, { regionId, staffIds, code: "case-disputed", caseId, data: {} }, now);
	// where two have returned it a rule settles nothing any more
	return false;
}

/** The agency that a rule of the region names for such a case; null where no rule does. */
function agencyByRule(registry: Registry, { topic_code, territory_code, page_id }: LockedCase): number | null {
	const page = registry.pages.get(page_id);
	const ruled = route(registry.routingRules, {
		topicCode: topic_code,
		groupCode: registry.topics.get(topic_code ?? "")?.groupCode ?? null,
		territoryCode: territory_code,
		pageId: page_id,
		pageAgencyId: page?.agencyId ?? 0,
	});
	return ruled.reason === "page" ? null : ruled.agencyId;
}

/**
 * Assigning a disputed case settles the dispute: the reason is needed, and binds.
 * @throws DomainError reason-missing, forbidden to who does not triage
 */
async function settleByAssign(
	tx: Tx,
	caller: Caller,
	locked: LockedCase,
	given: ActionGiven,
	now: Date,
): Promise<void> {
	const { region_id: regionId, id: caseId } = locked;
	const dispute = await findDispute(tx, regionId, caseId);
	if (!dispute || !given.agencyId) return;
	// within a ministry the case may move on: the dispute was about the ministry
	if (dispute.state === "settled" && !caller.permissions.has("case.triage")) return;
	requirePermission(caller, "case.triage");
	if (!given.reason?.trim()) throw new DomainError("reason-missing", { action: "assign" satisfies CaseAction });
	await settleDispute(tx, regionId, caseId, {
		settled_at: now,
		settled_by: caller.staffId,
		agency_id: given.agencyId,
		reason: given.reason,
	});
}
