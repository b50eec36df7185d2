import type * as caseContract from "../src/http/contract-case.ts";
import type * as contract from "../src/http/contract.ts";
import { queryString, request } from "./request.ts";

/** The one place where the web app meets the server: types of the contract, and a function per route. */

export type Me = contract.Me;
export type Status = contract.Status;
export type Reference = contract.Reference;
export type TimeLeft = caseContract.TimeLeft;
export type CaseRow = caseContract.CaseRow;
export type CaseStatus = CaseRow["status"];
export type CaseQuery = caseContract.CaseQuery;
export type CaseView = caseContract.CaseView;
export type CasePage = caseContract.CasePage;
export type CaseCounts = caseContract.CaseCounts;
export type CaseDetail = caseContract.CaseDetail;
export type CaseAction = CaseDetail["allowedActions"][number];
export type CaseEvent = caseContract.CaseEvent;
export type Message = caseContract.Message;
export type Attachment = Message["attachments"][number];
export type Finding = caseContract.Finding;
export type Findings = caseContract.Findings;
export type Reply = caseContract.Reply;
export type DueExplanation = caseContract.DueExplanation;
export type ActOnCase = caseContract.ActOnCase;
export type CaseOutcome = NonNullable<ActOnCase["outcome"]>;
export type Publication = contract.Publication;
export type PublicationState = Publication["state"];
export type Delivery = contract.Delivery;
export type Page = contract.Page;
export type SavePage = contract.SavePage;
export type LiveEvent = caseContract.LiveEvent;
export type Problem = contract.Problem;
export type Permission = Me["permissions"][number];

type Listing = { cursor?: string | undefined };

export const api = {
	session: (signal?: AbortSignal) => request<Me>("GET", "/session", undefined, signal),
	signIn: (login: string, password: string) => request<Me>("POST", "/session", { login, password }),
	signOut: () => request<void>("DELETE", "/session"),
	status: () => request<Status>("GET", "/status"),
	reference: () => request<Reference>("GET", "/reference"),

	cases: (query: CaseQuery, signal?: AbortSignal) =>
		request<CasePage>("GET", `/cases${queryString(query as Record<string, string>)}`, undefined, signal),
	counts: () => request<CaseCounts>("GET", "/cases/counts"),
	case: (id: number, signal?: AbortSignal) => request<CaseDetail>("GET", `/cases/${id}`, undefined, signal),
	act: (id: number, body: ActOnCase) => request<CaseDetail>("POST", `/cases/${id}/actions`, body),
	changeTopic: (id: number, version: number, topicCode: string) =>
		request<CaseDetail>("PUT", `/cases/${id}/topic`, { version, topicCode }),

	saveReply: (id: number, text: string, revision: number | null) =>
		request<CaseDetail>("PUT", `/cases/${id}/reply`, { text, revision }),
	checkReply: (id: number, text: string, signal?: AbortSignal) =>
		request<Findings>("POST", `/cases/${id}/reply/check`, { text }, signal),
	submitReply: (id: number, revision: number, requestKey: string) =>
		request<CaseDetail>("POST", `/cases/${id}/reply/submit`, { revision, requestKey }),
	approveReply: (id: number, revision: number) =>
		request<CaseDetail>("POST", `/cases/${id}/reply/approve`, { revision }),
	returnReply: (id: number, revision: number, reason: string) =>
		request<CaseDetail>("POST", `/cases/${id}/reply/return`, { revision, reason }),
	withdrawReply: (id: number) => request<CaseDetail>("POST", `/cases/${id}/reply/withdraw`),

	publications: (query: Listing & { state: PublicationState }) =>
		request<contract.PublicationPage>("GET", `/publications${queryString(query)}`),
	settle: (id: number, as: "sent" | "send-again") => request<unknown>("POST", `/publications/${id}/settle`, { as }),

	deliveries: (query: Listing & { status: "accepted" | "not-understood" }) =>
		request<contract.DeliveryPage>("GET", `/deliveries${queryString(query)}`),
	delivery: (id: number) => request<contract.DeliveryBody>("GET", `/deliveries/${id}`),
	retryDelivery: (id: number) => request<unknown>("POST", `/deliveries/${id}/retry`),

	pages: () => request<contract.PageList>("GET", "/pages"),
	addPage: (page: SavePage) => request<Page>("POST", "/pages", page),
	savePage: (id: number, page: SavePage) => request<Page>("PUT", `/pages/${id}`, page),
	resumePage: (id: number) => request<unknown>("POST", `/pages/${id}/resume`),
};
