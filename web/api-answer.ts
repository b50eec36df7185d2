import { type answers, type CaseDetail, type knowledge, queryString, request, type tasks, upload } from "./api.ts";

/** What an answer is made of and let out by: templates, articles, parts of others, approval in a row. */
export const answerApi = {
	templates: (caseId: number, q: string, signal?: AbortSignal) =>
		request<knowledge.OfferedTemplates>(
			"GET",
			`/cases/${caseId}/templates${queryString({ q: q.trim(), limit: 30 })}`,
			undefined,
			signal,
		),
	takeTemplate: (caseId: number, templateId: number) =>
		request<knowledge.FilledTemplate>("POST", `/cases/${caseId}/templates/${templateId}`),
	articles: (query: { q: string; topics: string }, signal?: AbortSignal) =>
		request<knowledge.ArticleList>("GET", `/articles${queryString({ ...query, limit: 30 })}`, undefined, signal),
	article: (id: number, signal?: AbortSignal) =>
		request<knowledge.ArticleDetail>("GET", `/articles/${id}`, undefined, signal),

	parts: (caseId: number, signal?: AbortSignal) =>
		request<tasks.Parts>("GET", `/cases/${caseId}/parts`, undefined, signal),
	insertParts: (caseId: number, taskIds: number[], revision: number | null) =>
		request<CaseDetail>("POST", `/cases/${caseId}/reply/parts`, { taskIds, revision }),

	/** @param insteadOf the photos of the answer it was made of, whose place it takes */
	addPhoto: (
		id: number,
		{ file, insteadOf }: { file: Blob; insteadOf: string[] },
		onShare: (share: number) => void,
		signal: AbortSignal,
	) => {
		const query = queryString({ insteadOf: insteadOf.join(",") || undefined });
		return upload<CaseDetail>(`/cases/${id}/reply/photos${query}`, file, onShare, signal);
	},
	restorePhoto: (id: number, photoId: string) =>
		request<CaseDetail>("POST", `/cases/${id}/reply/photos/${photoId}/original`),
	addEvidencePhoto: (id: number, photoId: string) =>
		request<CaseDetail>("POST", `/cases/${id}/reply/evidence/${photoId}`),
	removePhoto: (id: number, photoId: string) => request<CaseDetail>("DELETE", `/cases/${id}/reply/photos/${photoId}`),
	orderPhotos: (id: number, photos: string[]) => request<CaseDetail>("PUT", `/cases/${id}/reply/photos`, { photos }),

	undoApproval: (caseId: number) => request<CaseDetail>("POST", `/cases/${caseId}/reply/undo-approval`),
	nextApproval: (after: string | null, signal?: AbortSignal) =>
		request<answers.ApprovalItem>(
			"GET",
			`/approvals/next${queryString({ after: after ?? undefined })}`,
			undefined,
			signal,
		),
};
