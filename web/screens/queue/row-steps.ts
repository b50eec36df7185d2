import { api, type CaseDetail, type CaseOutcome, type CaseRow, type Permission } from "../../api.ts";

/** One step of triage as calls of the server: what the case is afterwards, and how it is taken back where that can be. */
export type Step = { row: CaseRow; detail: CaseDetail | null; undo?: () => Promise<CaseDetail> };

const act = (row: CaseRow, order: Omit<Parameters<typeof api.act>[1], "version">) =>
	api.act(row.id, { ...order, version: row.version });

export async function nameTopic(row: CaseRow, topicCode: string): Promise<Step> {
	const detail = await api.changeTopic(row.id, row.version, topicCode);
	const former = row.topicCode;
	if (former === null || former === topicCode) return { row: detail.case, detail };
	return { row: detail.case, detail, undo: () => api.changeTopic(row.id, detail.case.version, former) };
}

/** An agency that had the case gets it back; a case that nobody had settled is looked at anew. */
export async function handTo(row: CaseRow, agencyId: number): Promise<Step> {
	const detail = await act(row, { action: "assign", agencyId });
	const step = { row: detail.case, detail };
	const former = row.agencyId;
	if (row.status === "new" || row.status === "triage")
		return { ...step, undo: () => act(detail.case, { action: "triage" }) };
	if (row.status === "assigned" && former !== null)
		return { ...step, undo: () => act(detail.case, { action: "assign", agencyId: former }) };
	return step;
}

export async function take(row: CaseRow): Promise<Step> {
	const detail = await act(row, { action: "accept" });
	return { row: detail.case, detail };
}

export async function close(row: CaseRow, outcome: CaseOutcome): Promise<Step> {
	const detail = await act(row, { action: "close", outcome });
	return { row: detail.case, detail };
}

export async function reject(row: CaseRow, reason: string): Promise<Step> {
	const detail = await act(row, { action: "reject", reason });
	return { row: detail.case, detail, undo: () => act(detail.case, { action: "restore" }) };
}

/** Out of the lists of what is to be done, until then. */
export async function putAside(row: CaseRow, until: Date, reason: string): Promise<Step> {
	const detail = await api.snooze(row.id, row.version, until.toISOString(), reason);
	return { row: detail.case, detail, undo: () => api.wake(row.id) };
}

export async function wake(row: CaseRow): Promise<Step> {
	const detail = await api.wake(row.id);
	return { row: detail.case, detail };
}

/** @returns the code of the refusal instead where the case cannot be merged */
export async function mergeInto(row: CaseRow, parentId: number): Promise<Step | { refusal: string }> {
	const { refused } = await api.merge(parentId, [{ id: row.id, version: row.version }]);
	const [refusal] = refused;
	if (refusal) return { refusal: refusal.reason };
	const detail = await api.case(row.id);
	return { row: detail.case, detail, undo: () => api.unmerge(row.id, detail.case.version) };
}

/** What is to be done next with a case by this person: the one step behind the key E. */
export type NextStep =
	| { kind: "hand"; agencyId: number }
	| { kind: "choose-agency" | "take" | "open" | "outcome" | "write" | "nothing" };

export function nextStep(row: CaseRow, me: { permissions: readonly Permission[]; agencyId: number | null }): NextStep {
	const may = (permission: Permission) => me.permissions.includes(permission);
	const isOnTriage = row.status === "new" || row.status === "triage" || row.status === "returnedWrongAgency";
	if (isOnTriage && may("case.triage")) {
		const agencyId = row.status === "returnedWrongAgency" ? row.suggestedAgencyId : row.agencyId;
		return agencyId === null ? { kind: "choose-agency" } : { kind: "hand", agencyId };
	}
	// who looks after the whole region has done with a case that an agency has
	const isTheirs = me.agencyId !== null && may("case.work");
	if (isTheirs && (row.status === "assigned" || row.status === "new")) return { kind: "take" };
	if (["inProgress", "rework", "reopened"].includes(row.status) && may("reply.write")) return { kind: "write" };
	if (row.status === "answered" && may("case.work")) return { kind: "outcome" };
	return ["onApproval", "onReview"].includes(row.status) ? { kind: "open" } : { kind: "nothing" };
}
