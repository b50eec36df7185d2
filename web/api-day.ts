import type * as agencies from "../src/http/contract-agencies.ts";
import type * as corrections from "../src/http/contract-correction.ts";
import type * as answers from "../src/http/contract-answers.ts";
import type * as duty from "../src/http/contract-duty.ts";
import type * as evidence from "../src/http/contract-evidence.ts";
import type * as figures from "../src/http/contract-figures.ts";
import type * as lane from "../src/http/contract-lane.ts";
import type * as noticeContract from "../src/http/contract-notices.ts";
import type * as pages from "../src/http/contract-pages.ts";
import type * as promises from "../src/http/contract-promise.ts";
import type * as push from "../src/http/contract-push.ts";
import type * as quality from "../src/http/contract-quality.ts";
import type * as tasks from "../src/http/contract-tasks.ts";
import { queryString, request } from "./api.ts";

/** What a day is made of: terms, promises, duty, reviews and figures. */

export type OwnTask = tasks.OwnTasks["items"][number];
export type Promised = promises.PromisePage["items"][number];
export type CaseFigures = figures.CaseFigures;
export type CountedCase = figures.CountedCases["items"][number];
export type PromiseFigures = promises.PromiseFigures;
export type QualityFigures = quality.QualityFigures;
export type NextReview = quality.NextReview;
export type ReviewedAnswer = NonNullable<NextReview["item"]>;
export type JudgeAnswer = quality.JudgeAnswer;
export type Verdict = JudgeAnswer["verdict"];
export type ResultPage = quality.ResultPage;
export type DutyRota = duty.DutyRota;
export type Shift = DutyRota["items"][number];
export type AbsenceList = duty.AbsenceList;
export type NoticeChoices = noticeContract.NoticeChoices;
export type NoticeChoice = NoticeChoices["items"][number];
export type Delegations = answers.Delegations;

/** Days are YYYY-MM-DD, moments ISO 8601. */
type Span = { from: string; to: string };

export const dayApi = {
	ownTasks: () => request<tasks.OwnTasks>("GET", "/tasks"),
	/** proposed corrections of published answers, the oldest first */
	corrections: () => request<corrections.CorrectionPage>("GET", `/corrections${queryString({ limit: 100 })}`),
	approvals: () => request<answers.ApprovalItem>("GET", "/approvals/next"),
	disputes: () => request<agencies.DisputePage>("GET", "/disputes"),
	secondReviews: () => request<lane.SecondReviewList>("GET", "/second-reviews"),

	promises: (query: promises.PromiseQuery) =>
		request<promises.PromisePage>("GET", `/promises${queryString(query as Record<string, string>)}`),
	showPromise: (id: number, body: promises.ShowPromise) => request<unknown>("POST", `/promises/${id}/result`, body),

	evidence: (caseId: number) => request<evidence.EvidenceList>("GET", `/cases/${caseId}/evidence`),

	board: (span: Span) => request<figures.BoardFigures>("GET", `/figures/board${queryString(span)}`),
	counted: (query: figures.CountedQuery) =>
		request<figures.CountedCases>("GET", `/figures/cases${queryString(query as Record<string, string>)}`),
	figures: (span: Span) => request<CaseFigures>("GET", `/figures${queryString(span)}`),
	promiseFigures: (span: Span) => request<PromiseFigures>("GET", `/promises/figures${queryString(span)}`),
	qualityFigures: (span: Span) => request<QualityFigures>("GET", `/quality/figures${queryString(span)}`),
	qualityResults: (query: Span & { verdict?: Verdict | undefined; before?: number | undefined }) =>
		request<ResultPage>("GET", `/quality/results${queryString(query)}`),

	review: () => request<NextReview>("GET", "/quality/reviews/next"),
	takeReview: () => request<NextReview>("POST", "/quality/reviews/next"),
	judge: (id: number, body: JudgeAnswer) => request<void>("POST", `/quality/reviews/${id}`, body),
	giveBack: (id: number) => request<void>("DELETE", `/quality/reviews/${id}`),

	notices: (cursor: string) => request<pages.NoticeList>("GET", `/notices${queryString({ cursor })}`),

	noticeChoices: () => request<NoticeChoices>("GET", "/me/notices/kinds"),
	chooseNotices: ({ kind, ...choice }: NoticeChoice) =>
		request<NoticeChoices>("PUT", `/me/notices/kinds/${kind}`, choice satisfies noticeContract.ChooseNotices),

	push: () => request<push.PushState>("GET", "/me/push"),
	subscribePush: (given: push.SubscribePush) => request<push.PushState>("POST", "/me/push", given),
	forgetPush: (endpoint: string) => request<push.PushState>("POST", "/me/push/forget", { endpoint }),

	onDuty: () => request<duty.DutyNow>("GET", "/duty/now"),
	rota: (query: Span & { agencyId?: number | undefined }) =>
		request<DutyRota>("GET", `/duty/shifts${queryString(query)}`),
	addShift: (shift: duty.SaveShift) => request<unknown>("POST", "/duty/shifts", shift),
	changeShift: (id: number, shift: duty.SaveShift) => request<unknown>("PUT", `/duty/shifts/${id}`, shift),
	removeShift: (id: number) => request<void>("DELETE", `/duty/shifts/${id}`),

	absences: (span: Span) => request<AbsenceList>("GET", `/absences${queryString(span)}`),
	addAbsence: (absence: duty.SaveAbsence) => request<unknown>("POST", "/absences", absence),
	endAbsence: (id: number) => request<void>("DELETE", `/absences/${id}`),
	delegations: () => request<Delegations>("GET", "/me/delegations"),
	lend: (order: answers.LendApproval) => request<Delegations>("POST", "/me/delegations", order),
	takeBack: (id: number) => request<Delegations>("POST", `/me/delegations/${id}/revoke`),
};
