import type * as nearContract from "../src/http/contract-near.ts";
import type * as agencyContract from "../src/http/contract-agencies.ts";
import type * as answerContract from "../src/http/contract-answers.ts";
import type * as appealContract from "../src/http/contract-appeal.ts";
import type * as childContract from "../src/http/contract-children.ts";
import type * as contactContract from "../src/http/contract-contact.ts";
import type * as correctionContract from "../src/http/contract-correction.ts";
import type * as evidenceContract from "../src/http/contract-evidence.ts";
import type * as familyContract from "../src/http/contract-family.ts";
import type * as hidingContract from "../src/http/contract-hiding.ts";
import type * as promiseContract from "../src/http/contract-promise.ts";
import type * as sayContract from "../src/http/contract-say.ts";
import type * as slaContract from "../src/http/contract-sla.ts";
import type * as splitContract from "../src/http/contract-split.ts";
import type * as taskContract from "../src/http/contract-tasks.ts";
import { type CaseDetail, type CaseRow, queryString, request, upload } from "./api.ts";

/** What happens around one case: tasks, promises, family, returns, the priority lane, appeals. */

export type NearCase = nearContract.NearCase;
export type CaseTask = taskContract.CaseTask;
export type OutsideParty = taskContract.OutsideParties["items"][number];
export type Promised = promiseContract.PromiseItem;
export type Child = childContract.ChildPage["items"][number];
export type CaseLink = splitContract.CaseLinks["items"][number];
export type LinkKind = CaseLink["kind"];
export type ResidentSay = sayContract.ResidentSays["items"][number];
export type Returns = agencyContract.Returns;
export type SecondReview = CaseDetail["lane"]["secondReviews"][number];
export type Priority = CaseRow["priority"];
export type FormalAppeal = appealContract.FormalAppeal;
export type AppealChange = appealContract.ChangeAppeal["change"];
export type HidingStep = hidingContract.StepHiding["step"];
export type Hiding = hidingContract.HidingList["items"][number];
export type Contact = contactContract.ContactList["items"][number];
export type CaseClock = slaContract.CaseClocks["items"][number];
export type EvidenceItem = evidenceContract.EvidenceItem;
export type Moment = NonNullable<EvidenceItem["moment"]>;
export type PhotoFinding = evidenceContract.EvidenceChecks["items"][number]["findings"][number];
export type Correction = correctionContract.Correction;
export type CorrectableAnswer = correctionContract.CaseCorrections["answers"][number];
export type Presence = answerContract.Presence;
export type ShownPhoto = Promised["photos"][number];

const get = <T>(path: string, signal?: AbortSignal) => request<T>("GET", path, undefined, signal);
const post = <T>(path: string, body?: unknown) => request<T>("POST", path, body);
const task = (caseId: number, taskId: number) => `/cases/${caseId}/tasks/${taskId}`;

export const caseApi = {
	tasks: (id: number, signal?: AbortSignal) => get<taskContract.CaseTasks>(`/cases/${id}/tasks`, signal),
	giveTask: (id: number, body: taskContract.GiveTask) => post<taskContract.CaseTasks>(`/cases/${id}/tasks`, body),
	cancelTask: (id: number, { id: taskId, version }: CaseTask, reason: string) =>
		post<taskContract.CaseTasks>(`${task(id, taskId)}/cancel`, { version, reason }),
	savePart: (id: number, { id: taskId, version }: CaseTask, part: string) =>
		request<taskContract.CaseTasks>("PUT", `${task(id, taskId)}/part`, { version, part }),
	finishTask: (id: number, { id: taskId, version }: CaseTask, part: string) =>
		post<taskContract.CaseTasks>(`${task(id, taskId)}/done`, { version, part }),
	refuseTask: (id: number, { id: taskId, version }: CaseTask, reason: string) =>
		post<void>(`${task(id, taskId)}/refuse`, { version, reason }),
	makeTaskLink: (id: number, taskId: number, days: number) =>
		post<taskContract.MadeLink>(`${task(id, taskId)}/link`, { days }),
	revokeTaskLink: (id: number, taskId: number) => post<taskContract.CaseTasks>(`${task(id, taskId)}/link/revoke`),
	outsideParties: () => get<taskContract.OutsideParties>("/outside-parties"),
	addOutsideParty: (name: string, kind: OutsideParty["kind"]) =>
		post<taskContract.OutsideParties>("/outside-parties", { name, kind }),

	promises: (id: number, signal?: AbortSignal) =>
		get<promiseContract.PromisePage>(`/promises${queryString({ caseId: id, limit: 100 })}`, signal),
	showPromise: (promiseId: number, text: string, photos: ShownPhoto[]) =>
		post<void>(`/promises/${promiseId}/result`, { text, photos }),
	evidence: (id: number, signal?: AbortSignal) => get<evidenceContract.EvidenceList>(`/cases/${id}/evidence`, signal),

	evidenceChecks: (id: number, signal?: AbortSignal) =>
		get<evidenceContract.EvidenceChecks>(`/cases/${id}/evidence/checks`, signal),
	/** @param taskId one's own part that the photo goes with */
	putEvidence: (id: number, moment: Moment | null, file: Blob, taskId?: number) =>
		upload<{ id: string }>(`/cases/${id}/evidence${queryString({ moment: moment ?? undefined, taskId })}`, file),
	describeEvidence: (id: number, photoId: string, body: { moment: Moment | null; note: string }) =>
		request<void>("PUT", `/cases/${id}/evidence/${photoId}`, body),
	removeEvidence: (id: number, photoId: string) => request<void>("DELETE", `/cases/${id}/evidence/${photoId}`),

	corrections: (id: number, signal?: AbortSignal) =>
		get<correctionContract.CaseCorrections>(`/cases/${id}/corrections`, signal),
	proposeCorrection: (publicationId: number, body: { text: string; reason: string; requestKey: string }) =>
		post<correctionContract.CaseCorrections>(`/publications/${publicationId}/corrections`, body),
	approveCorrection: (correctionId: number) =>
		post<correctionContract.CaseCorrections>(`/corrections/${correctionId}/approve`),
	returnCorrection: (correctionId: number, reason: string) =>
		post<correctionContract.CaseCorrections>(`/corrections/${correctionId}/return`, { reason }),
	cancelCorrection: (correctionId: number) =>
		post<correctionContract.CaseCorrections>(`/corrections/${correctionId}/cancel`),
	settleCorrection: (correctionId: number, as: "sent" | "send-again" | "failed") =>
		post<correctionContract.CaseCorrections>(`/corrections/${correctionId}/settle`, { as }),

	near: (id: number, signal?: AbortSignal) => get<nearContract.NearCases>(`/cases/${id}/near`, signal),
	children: (id: number, signal?: AbortSignal) => get<childContract.ChildPage>(`/cases/${id}/children`, signal),
	merge: (parentId: number, cases: { id: number; version?: number }[], shareReplyId?: number) =>
		post<familyContract.MergeResult>(`/cases/${parentId}/merge`, { cases, shareReplyId }),
	unmerge: (id: number, version: number) => post<CaseDetail>(`/cases/${id}/unmerge`, { version }),
	links: (id: number, signal?: AbortSignal) => get<splitContract.CaseLinks>(`/cases/${id}/links`, signal),
	link: (id: number, body: splitContract.LinkCases) => post<splitContract.CaseLinks>(`/cases/${id}/links`, body),
	unlink: (id: number, linkId: number) => request<splitContract.CaseLinks>("DELETE", `/cases/${id}/links/${linkId}`),
	split: (id: number, body: splitContract.SplitCase) => post<{ caseId: number }>(`/cases/${id}/split`, body),
	repeats: (id: number, signal?: AbortSignal) => get<sayContract.Repeats>(`/cases/${id}/repeats`, signal),
	unlinkRepeat: (id: number, version: number, reason: string) =>
		post<sayContract.Repeats>(`/cases/${id}/repeats/unlink`, { version, reason }),
	says: (id: number, signal?: AbortSignal) => get<sayContract.ResidentSays>(`/cases/${id}/say`, signal),

	returns: (id: number, signal?: AbortSignal) => get<Returns>(`/cases/${id}/returns`, signal),
	settleDispute: (id: number, version: number, agencyId: number, reason: string) =>
		post<Returns>(`/cases/${id}/dispute/settle`, { version, agencyId, reason }),
	reopenDispute: (id: number, version: number, reason: string) =>
		post<Returns>(`/cases/${id}/dispute/reopen`, { version, reason }),

	setPriority: (id: number, version: number, priority: Priority, reason: string) =>
		request<CaseDetail>("PUT", `/cases/${id}/priority`, { version, priority, reason }),
	setOwner: (id: number, version: number, staffId: number) =>
		request<CaseDetail>("PUT", `/cases/${id}/owner`, { version, staffId }),
	offerHandover: (id: number, toStaffId: number, note: string) =>
		post<CaseDetail>(`/cases/${id}/handover`, { toStaffId, note }),
	endHandover: (id: number, how: "acknowledge" | "decline" | "withdraw", reason?: string) =>
		post<CaseDetail>(`/cases/${id}/handover/end`, { how, reason }),
	askSecondReview: (id: number, action: SecondReview["action"], reason: string) =>
		post<CaseDetail>(`/cases/${id}/second-reviews`, { action, reason }),
	decideSecondReview: (id: number, reviewId: number, isAgreed: boolean, reason: string) =>
		post<CaseDetail>(`/cases/${id}/second-reviews/${reviewId}/decision`, { isAgreed, reason }),

	handToAppeal: (id: number, body: appealContract.HandToAppeal) => post<CaseDetail>(`/cases/${id}/formal-appeal`, body),
	appeals: (id: number, signal?: AbortSignal) =>
		get<appealContract.FormalAppealList>(`/formal-appeals${queryString({ caseId: id })}`, signal),
	changeAppeal: (appealId: number, body: appealContract.ChangeAppeal) =>
		post<void>(`/formal-appeals/${appealId}/changes`, body),
	appealText: () => get<appealContract.AppealText>("/formal-appeals/text"),
	hidings: (id: number, signal?: AbortSignal) =>
		get<hidingContract.HidingList>(`/hidings${queryString({ caseId: id })}`, signal),
	proposeHiding: (id: number, body: hidingContract.ProposeHiding) =>
		post<hidingContract.HidingList>(`/cases/${id}/hidings`, body),
	stepHiding: (hidingId: number, body: hidingContract.StepHiding) => post<void>(`/hidings/${hidingId}/steps`, body),
	contacts: (id: number, signal?: AbortSignal) => get<contactContract.ContactList>(`/cases/${id}/contacts`, signal),
	noteContact: (id: number, body: contactContract.NoteContact) =>
		post<contactContract.ContactList>(`/cases/${id}/contacts`, body),
	contactReach: (id: number, contactId: number) => get<{ reach: string }>(`/cases/${id}/contacts/${contactId}/reach`),

	clocks: (id: number, signal?: AbortSignal) => get<slaContract.CaseClocks>(`/cases/${id}/clocks`, signal),
	beHere: (id: number) => post<Presence>(`/cases/${id}/presence`, {}),
	/** outlives the page that is being left */
	leave: (id: number) => fetch(`/api/cases/${id}/presence`, { method: "DELETE", keepalive: true }),
};
