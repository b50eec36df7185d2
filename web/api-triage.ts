import type * as bulkContract from "../src/http/contract-bulk.ts";
import type * as savedViews from "../src/http/contract-saved-views.ts";
import { type Bulk, type BulkFilter, type BulkOrder, type BulkPreview, request, type SavedViewList } from "./api.ts";

/** What the queue is gone through with: saved views, and one step over many cases. */
export const triageApi = {
	savedViews: () => request<SavedViewList>("GET", "/saved-views"),
	savedViewCounts: () => request<savedViews.SavedViewCounts>("GET", "/saved-views/counts"),
	addView: (view: savedViews.SaveView) => request<SavedViewList>("POST", "/saved-views", view),
	changeView: (id: number, view: savedViews.SaveView) => request<SavedViewList>("PUT", `/saved-views/${id}`, view),
	deleteView: (id: number) => request<SavedViewList>("DELETE", `/saved-views/${id}`),
	restoreView: (id: number) => request<SavedViewList>("POST", `/saved-views/${id}/restore`),
	orderViews: (ids: number[]) => request<SavedViewList>("PUT", "/saved-views/order", { ids }),
	previewBulk: (filter: BulkFilter, order: BulkOrder) =>
		request<BulkPreview>("POST", "/bulk/preview", { filter, order }),
	startBulk: (previewId: number, requestKey: string) => request<Bulk>("POST", "/bulk", { previewId, requestKey }),
	bulks: () => request<bulkContract.BulkList>("GET", "/bulk"),
	bulkRefused: (id: number) => request<bulkContract.BulkItemPage>("GET", `/bulk/${id}/items?state=refused&limit=50`),
	cancelBulk: (id: number) => request<Bulk>("POST", `/bulk/${id}/cancel`),
	undoBulk: (id: number) => request<Bulk>("POST", `/bulk/${id}/undo`),
};
