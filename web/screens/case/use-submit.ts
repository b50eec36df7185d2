import { useMutation } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, type CaseDetail, type Finding, RequestError } from "../../api.ts";
import { say } from "../../components/toaster.tsx";
import { caseQuery, countsQuery } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { isPromiseMissing } from "./draft-said.ts";
import type { Draft } from "./use-draft.ts";

/** A key of one submission: sent twice it is still one. */
function newKey(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Saves, then submits; says beforehand what stands in the way. @param isUploading a photo is still on its way */
export function useSubmit(detail: CaseDetail, draft: Draft, findings: Finding[], isUploading: boolean) {
	const t = useWords();
	const client = useQueryClient();
	const { id } = detail.case;
	const attempt = useRef<{ revision: number; key: string } | null>(null);
	const mutation = useMutation({
		mutationFn: async (openTasksReason?: string) => {
			const revision = await draft.flush();
			// the editor says why it could not be saved
			if (revision === null) return null;
			// the same text sent again after a lost answer is the same submission
			if (attempt.current?.revision !== revision) attempt.current = { revision, key: newKey() };
			return api.submitReply(id, { revision, requestKey: attempt.current.key, openTasksReason });
		},
		onSuccess: (saved) => {
			if (!saved) return;
			client.setQueryData(caseQuery(id).queryKey, saved);
			void client.invalidateQueries({ queryKey: countsQuery.queryKey });
			say(t.actionDone.submit);
		},
		onError: () => void client.invalidateQueries({ queryKey: caseQuery(id).queryKey }),
	});
	const blocking = findings.filter((finding) => finding.severity === "block" && finding.code !== "empty").length;
	const isEmpty = draft.text.trim() === "";
	const remarks = blocking > 0 ? t.reply.blocks(blocking) : null;
	const missing = isEmpty ? t.reply.writeFirst : isPromiseMissing(draft) ? t.editor.promise.missing : remarks;
	const obstacle = isUploading ? t.photos.stillUploading : missing;
	const { error } = mutation;
	const isWaiting = error instanceof RequestError && error.code === "tasks-open";
	return {
		/** @param openTasksReason why it goes out while others still have tasks in the case */
		run: (openTasksReason?: string) => {
			if (!obstacle && !mutation.isPending) mutation.mutate(openTasksReason);
		},
		/** how many parts of others are not done, once the server has said so */
		openTasks: isWaiting ? Number(error.details.openTasks) : 0,
		/** what must be done first, in words; null when nothing */
		obstacle,
		isBusy: mutation.isPending,
		error: isWaiting ? null : error,
	};
}
