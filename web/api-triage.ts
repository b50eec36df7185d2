import type * as bulkContract from "../src/http/contract-bulk.ts";
import type * as queueContract from "../src/http/contract-queue.ts";
import type * as savedViews from "../src/http/contract-saved-views.ts";
import {
	type Bulk,
	type BulkFilter,
	type BulkOrder,
	type BulkPreview,
	request,
	type SavedViewList,
	type CaseListQuery,
	queryString,
} from "./api.ts";

export type CaseGroups = queueContract.CaseGroups;

/** What the queue is gone through with: saved views, and one step over many cases. */
export const triageApi = {
	/** how many cases each group of the list holds */
	caseGroups: ({ sort: _, ...filter }: CaseListQuery, signal?: AbortSignal) =>
		request<CaseGroups>("GET", `/cases/groups${queryString(filter as Record<string, string>)}`, undefined, signal),
	savedViews: () => request<SavedViewList>("GET", "/saved-views"),
	savedViewCounts: () => request<savedViews.SavedViewCounts>("GET", "/saved-views/counts"),
	addView: (view: savedViews.SaveView) => request<SavedViewList>("POST", "/saved-views", view),
	changeView: (id: number, view: savedViews.SaveView) => request<SavedViewList>("PUT", `/saved-views/${id}`, view),
	deleteView: (id: number) => request<SavedViewList>("DELETE", `/saved-views/${id}`),
	restoreView: (id: number) => request<SavedViewList>("POST", `/saved-views/${id}/restore`),
	watchView: (id: number, isOn: boolean) => request<SavedViewList>(isOn ? "PUT" : "DELETE", `/saved-views/${id}/watch`),
	orderViews: (ids: number[]) => request<SavedViewList>("PUT", "/saved-views/order", { ids }),
	previewBulk: (filter: BulkFilter, order: BulkOrder) =>
		request<BulkPreview>("POST", "/bulk/preview", { filter, order }),
	startBulk: (previewId: number, requestKey: string) => request<Bulk>("POST", "/bulk", { previewId, requestKey }),
	bulks: () => request<bulkContract.BulkList>("GET", "/bulk"),
	bulkRefused: (id: number) => request<bulkContract.BulkItemPage>("GET", `/bulk/${id}/items?state=refused&limit=50`),
	cancelBulk: (id: number) => request<Bulk>("POST", `/bulk/${id}/cancel`),
	undoBulk: (id: number) => request<Bulk>("POST", `/bulk/${id}/undo`),
};
