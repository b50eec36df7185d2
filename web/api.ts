import type * as answers from "../src/http/contract-answers.ts";
import type * as bulkContract from "../src/http/contract-bulk.ts";
import type * as caseContract from "../src/http/contract-case.ts";
import type * as corrections from "../src/http/contract-correction.ts";
import type * as evidence from "../src/http/contract-evidence.ts";
import type * as knowledge from "../src/http/contract-knowledge.ts";
import type * as tasks from "../src/http/contract-tasks.ts";
import type * as familyContract from "../src/http/contract-family.ts";
import type * as pageContract from "../src/http/contract-pages.ts";
import type * as modelContract from "../src/http/contract-models.ts";
import type * as savedViews from "../src/http/contract-saved-views.ts";
import type * as queueContract from "../src/http/contract-queue.ts";
import type * as similarContract from "../src/http/contract-similar.ts";
import type * as takeContract from "../src/http/contract-take.ts";
import type * as contract from "../src/http/contract.ts";

/** The one place where the web app meets the server: types of the contract, and a function per route. */

export type Me = contract.Me;
export type Status = contract.Status;
export type Reference = contract.Reference;
export type TimeLeft = caseContract.TimeLeft;
export type SavedView = savedViews.SavedView;
export type SavedViewList = savedViews.SavedViewList;
export type Bulk = bulkContract.Bulk;
export type BulkOrder = bulkContract.BulkOrder;
export type BulkFilter = bulkContract.BulkFilter;
export type BulkPreview = bulkContract.BulkPreview;
export type CaseRow = caseContract.CaseRow;
export type CaseStatus = CaseRow["status"];
export type CaseQuery = queueContract.CaseQuery;
export type CaseListQuery = queueContract.CaseListQuery;
export type CaseView = queueContract.CaseView;
export type CasePage = queueContract.CasePage;
export type CaseRows = queueContract.CaseRows;
export type CaseCounts = queueContract.CaseCounts;
export type CaseDetail = caseContract.CaseDetail;
export type CaseAction = CaseDetail["allowedActions"][number];
export type CaseEvent = caseContract.CaseEvent;
export type Message = caseContract.Message;
export type Attachment = Message["attachments"][number];
export type ReplyPhoto = Message["photos"][number];
export type Finding = caseContract.Finding;
export type Findings = caseContract.Findings;
/** What the calls of web/api-answer.ts give. */
export type { answers, corrections, evidence, knowledge, tasks };
export type Reply = caseContract.Reply;
export type DueExplanation = caseContract.DueExplanation;
export type Proposal = CaseDetail["proposal"];
export type Cue = CaseDetail["cues"][number];
export type SimilarCase = similarContract.SimilarCase;
export type SimilarCases = similarContract.SimilarCases;
export type TextModel = modelContract.TextModel;
export type TextModelList = modelContract.TextModelList;
export type ModelFigures = modelContract.ModelFigures;
export type ActOnCase = caseContract.ActOnCase;
export type CaseOutcome = NonNullable<ActOnCase["outcome"]>;
export type Publication = contract.Publication;
export type CarriedAnswer = contract.CarriedAnswer;
export type TakeByHand = takeContract.TakeByHand;
export type Arrival = takeContract.Arrival;
export type LinkPreview = takeContract.LinkPreview;
export type TakenLink = takeContract.TakenLink;
export type ImportPreview = takeContract.ImportPreview;
export type ImportMapping = takeContract.ImportMapping;
export type Import = takeContract.Import;
export type AnswerExport = takeContract.AnswerExportList["items"][number];
export type ImportReport = takeContract.ImportReport;
export type PublicationState = Publication["state"];
export type Delivery = contract.Delivery;
export type BodyTrouble = NonNullable<Delivery["trouble"]>;
export type Page = contract.Page;
export type SavePage = contract.SavePage;
export type PageDetail = pageContract.PageDetail;
export type PageFinding = pageContract.PageFinding;
export type ConnectStep = pageContract.ConnectStep;
export type IdentifyPage = pageContract.IdentifyPage;
export type IdentifiedPage = pageContract.IdentifiedPage;
export type PageLedger = pageContract.PageLedger;
export type Notice = pageContract.Notice;
export type PageNotice = pageContract.PageNotice;
export type DeskNotice = pageContract.DeskNotice;
export type CaseNotice = pageContract.CaseNotice;
export type NoticeSettings = pageContract.NoticeSettings;
export type LiveEvent = caseContract.LiveEvent;
export type Problem = contract.Problem;
export type Permission = Me["permissions"][number];

/** What the server refused, or that it could not be reached ("offline"): screens turn the code into words. */
export class RequestError extends Error {
	readonly code: Problem["code"] | "offline";
	readonly status: number;
	readonly details: Record<string, unknown>;
	readonly requestId: string | null;
	constructor(code: Problem["code"] | "offline", status: number, problem?: Partial<Problem>) {
		super(code);
		this.name = "RequestError";
		this.code = code;
		this.status = status;
		this.details = problem?.details ?? {};
		this.requestId = problem?.requestId ?? null;
	}
}

type Listener = (error: RequestError | null) => void;
const listeners = new Set<Listener>();

/** Tells `listener` the outcome of every request: null for an answer, the error for a refusal or silence. */
export function onOutcome(listener: Listener): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

function report(error: RequestError | null): void {
	for (const listener of listeners) listener(error);
}

async function refusal(response: Response): Promise<RequestError> {
	const problem: Partial<Problem> = await response.json().catch(() => ({}));
	const isGateway = response.status === 502 || response.status === 504;
	return new RequestError(problem.code ?? (isGateway ? "offline" : "internal"), response.status, problem);
}

/**
 * One call of the API.
 * @throws RequestError
 */
export async function request<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
	let response: Response;
	try {
		response = await fetch(`/api${path}`, {
			method,
			...bodyOf(body),
			...(signal ? { signal } : {}),
		});
	} catch (error) {
		if (signal?.aborted) throw error;
		const offline = new RequestError("offline", 0);
		report(offline);
		throw offline;
	}
	if (!response.ok) {
		const error = await refusal(response);
		report(error);
		throw error;
	}
	report(null);
	return (response.status === 204 ? undefined : await response.json()) as T;
}

/**
 * Sends a file as it is, telling how much has left (0 … 1).
 * @throws RequestError
 */
export function upload<T>(path: string, file: Blob, onShare?: (share: number) => void, signal?: AbortSignal) {
	return new Promise<T>((resolve, reject) => {
		const call = new XMLHttpRequest();
		call.open("POST", `/api${path}`);
		call.setRequestHeader("content-type", file.type.startsWith("image/") ? file.type : "application/octet-stream");
		call.upload.onprogress = ({ loaded, total }) => onShare?.(total > 0 ? loaded / total : 0);
		call.onload = async () => {
			const response = new Response(call.responseText, { status: call.status });
			const error = response.ok ? null : await refusal(response);
			report(error);
			if (error) reject(error);
			else resolve((await response.json()) as T);
		};
		call.onerror = () => {
			const offline = new RequestError("offline", 0);
			report(offline);
			reject(offline);
		};
		signal?.addEventListener("abort", () => call.abort());
		call.onabort = () => reject(new RequestError("offline", 0));
		call.send(file);
	});
}

/** A file goes as it is, everything else as JSON. */
function bodyOf(body: unknown): RequestInit {
	if (body === undefined) return {};
	if (body instanceof File) return { body, headers: { "content-type": "application/octet-stream" } };
	return { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

/** `{ a: 1, b: undefined }` → "?a=1" */
export function queryString(values: Record<string, string | number | undefined>): string {
	const search = new URLSearchParams();
	for (const [name, value] of Object.entries(values))
		if (value !== undefined && value !== "") search.set(name, String(value));
	const text = search.toString();
	return text ? `?${text}` : "";
}

type Listing = { cursor?: string | undefined };

export const api = {
	session: (signal?: AbortSignal) => request<Me>("GET", "/session", undefined, signal),
	signIn: (login: string, password: string, code?: string) =>
		request<Me>("POST", "/session", { login, password, code }),
	signOut: () => request<void>("DELETE", "/session"),
	status: () => request<Status>("GET", "/status"),
	reference: () => request<Reference>("GET", "/reference"),

	cases: (query: CaseListQuery, signal?: AbortSignal) =>
		request<CasePage>("GET", `/cases${queryString(query as Record<string, string>)}`, undefined, signal),
	/** at most a hundred; with a filter only those that it finds */
	caseRows: (ids: readonly number[], { sort: _, group: __, ...filter }: CaseQuery = {}) =>
		request<CaseRows>("GET", `/cases/rows${queryString({ ...filter, ids: ids.join(",") } as Record<string, string>)}`),
	counts: () => request<CaseCounts>("GET", "/cases/counts"),
	case: (id: number, signal?: AbortSignal) => request<CaseDetail>("GET", `/cases/${id}`, undefined, signal),
	act: (id: number, body: ActOnCase) => request<CaseDetail>("POST", `/cases/${id}/actions`, body),
	changeTopic: (id: number, version: number, topicCode: string) =>
		request<CaseDetail>("PUT", `/cases/${id}/topic`, { version, topicCode }),
	changePlace: (id: number, version: number, territoryCode: string | null) =>
		request<CaseDetail>("PUT", `/cases/${id}/place`, { version, territoryCode }),
	mark: (id: number, version: number, isConfirmed: boolean) =>
		request<CaseDetail>("PUT", `/cases/${id}/mark`, { version, isConfirmed }),
	snooze: (id: number, version: number, until: string, reason: string) =>
		request<CaseDetail>("POST", `/cases/${id}/snooze`, { version, until, reason }),
	wake: (id: number) => request<CaseDetail>("DELETE", `/cases/${id}/snooze`),
	/** `cases` go into `parentId` and wait for its answer */
	merge: (parentId: number, cases: { id: number; version: number }[]) =>
		request<familyContract.MergeResult>("POST", `/cases/${parentId}/merge`, { cases }),
	unmerge: (id: number, version: number) => request<CaseDetail>("POST", `/cases/${id}/unmerge`, { version }),
	similar: (id: number, signal?: AbortSignal) =>
		request<SimilarCases>("GET", `/cases/${id}/similar`, undefined, signal),

	saveReply: (id: number, body: answers.SaveReply) => request<CaseDetail>("PUT", `/cases/${id}/reply`, body),
	checkReply: (id: number, body: answers.CheckReply, signal?: AbortSignal) =>
		request<Findings>("POST", `/cases/${id}/reply/check`, body, signal),
	submitReply: (id: number, body: answers.SubmitReply) =>
		request<CaseDetail>("POST", `/cases/${id}/reply/submit`, body),
	approveReply: (id: number, revision: number) =>
		request<CaseDetail>("POST", `/cases/${id}/reply/approve`, { revision }),
	returnReply: (id: number, body: answers.ReturnReply) =>
		request<CaseDetail>("POST", `/cases/${id}/reply/return`, body),
	withdrawReply: (id: number) => request<CaseDetail>("POST", `/cases/${id}/reply/withdraw`),

	publications: (query: Listing & { state: PublicationState }) =>
		request<contract.PublicationPage>("GET", `/publications${queryString(query)}`),
	carried: (query: Listing) =>
		request<contract.CarriedAnswerPage>("GET", `/publications/by-person${queryString(query)}`),
	settle: (id: number, as: "sent" | "send-again" | "return", reason?: string) =>
		request<unknown>("POST", `/publications/${id}/settle`, { as, reason }),

	handPages: () => request<takeContract.TakePages>("GET", "/messages/by-hand/pages"),
	takeByHand: (message: TakeByHand) => request<Arrival>("POST", "/messages/by-hand", message),
	exports: () => request<takeContract.AnswerExportList>("GET", "/publications/exports"),
	makeExport: (pageId: number) => request<takeContract.MadeExport>("POST", "/publications/exports", { pageId }),
	markExport: (id: number) => request<takeContract.MarkedExport>("POST", `/publications/exports/${id}/carried`),
	previewLink: (url: string) => request<LinkPreview>("POST", "/links/preview", { url }),
	watch: (channel: string, address: string, agencyId?: number) =>
		request<{ pageId: number }>("POST", "/watched", { channel, address, agencyId }),
	takeLink: (url: string, agencyId?: number) => request<TakenLink>("POST", "/links", { url, agencyId }),
	importPages: () => request<takeContract.TakePages>("GET", "/imports/pages"),
	uploadImport: (pageId: number, file: File) =>
		request<ImportPreview>("POST", `/imports${queryString({ pageId, fileName: file.name })}`, file),
	startImport: (id: number, mapping: ImportMapping) =>
		request<ImportReport>("POST", `/imports/${id}/start`, { mapping }),
	imports: () => request<takeContract.ImportList>("GET", "/imports"),
	import: (id: number) => request<ImportReport>("GET", `/imports/${id}`),
	arrival: (pageId: number, externalId: string) =>
		request<Arrival>("GET", `/messages/arrival${queryString({ pageId, externalId })}`),

	deliveries: (query: Listing & { status: "accepted" | "not-understood" }) =>
		request<contract.DeliveryPage>("GET", `/deliveries${queryString(query)}`),
	delivery: (id: number) => request<contract.DeliveryBody>("GET", `/deliveries/${id}`),
	retryDelivery: (id: number) => request<unknown>("POST", `/deliveries/${id}/retry`),

	pages: () => request<contract.PageList>("GET", "/pages"),
	addPage: (page: SavePage) => request<Page>("POST", "/pages", page),
	savePage: (id: number, page: SavePage) => request<Page>("PUT", `/pages/${id}`, page),
	models: (signal?: AbortSignal) => request<TextModelList>("GET", "/models", undefined, signal),
	activateModel: (id: number) => request<TextModelList>("POST", `/models/${id}/activate`),
	deactivateModel: (id: number) => request<TextModelList>("POST", `/models/${id}/deactivate`),
	trainModel: () => request<TextModelList>("POST", "/models/train"),
	setWantedPrecision: (wantedPrecision: number) =>
		request<TextModelList>("PUT", "/models/wanted-precision", { wantedPrecision }),

	resumePage: (id: number) => request<unknown>("POST", `/pages/${id}/resume`),
	stopPage: (id: number) => request<unknown>("POST", `/pages/${id}/stop`),
	renewWebhookAddress: (id: number) => request<unknown>("POST", `/pages/${id}/webhook-key`),
	channels: () => request<pageContract.ChannelList>("GET", "/channels"),
	page: (id: number) => request<PageDetail>("GET", `/pages/${id}`),
	identifyPage: (keys: IdentifyPage) => request<IdentifiedPage>("POST", "/pages/identify", keys),
	connectPage: (id: number) => request<pageContract.ConnectedPage>("POST", `/pages/${id}/connect`),
	lookAtPage: (id: number) => request<PageDetail>("POST", `/pages/${id}/look`),
	reconcilePage: (id: number, from: string, to: string) =>
		request<{ checkId: number }>("POST", `/pages/${id}/reconcile`, { from, to }),
	ledger: (id: number, days: number) => request<PageLedger>("GET", `/pages/${id}/ledger?days=${days}`),

	notices: () => request<pageContract.NoticeList>("GET", "/notices"),
	readNotices: (upTo: number) => request<void>("POST", "/notices/read", { upTo }),
	noticeSettings: () => request<NoticeSettings>("GET", "/me/notices"),
	saveNoticeSettings: (settings: pageContract.SaveNoticeSettings) =>
		request<NoticeSettings>("PUT", "/me/notices", settings),
	tryNotice: () => request<pageContract.NoticeTried>("POST", "/me/notices/try"),
};
