import { useQueryClient } from "@tanstack/react-query";
import { Combine } from "lucide-react";
import type { KeyboardEvent } from "react";
import { api, type CaseDetail, RequestError, type SimilarCase } from "../../api.ts";
import { caseApi } from "../../api-case.ts";
import { partsKey, usePartChange } from "../../case-parts.ts";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { caseQuery, similarQuery } from "../../queries.ts";
import { done } from "../../undo.ts";
import { useWords } from "../../words.ts";
import { Refused } from "./part-form.tsx";

/** Nothing of these waits for an answer any more. */
const settled: readonly SimilarCase["status"][] = ["rejected", "merged", "answered", "closed", "handedTo59fz"];

export const mayMergeHere = ({ case: row, can }: CaseDetail, item: SimilarCase): boolean =>
	can.triage && row.isOpen && row.parentId === null && !settled.includes(item.status);

/** Another case waits from now on for the answer of this one; it can be taken back. */
export function useMergeHere(detail: CaseDetail, item: SimilarCase) {
	const t = useWords();
	const client = useQueryClient();
	const { id } = detail.case;
	const readAnew = () =>
		Promise.all([
			client.invalidateQueries({ queryKey: partsKey(id) }),
			client.invalidateQueries({ queryKey: caseQuery(id).queryKey }),
			client.invalidateQueries({ queryKey: caseQuery(item.caseId).queryKey }),
			client.invalidateQueries({ queryKey: similarQuery(id).queryKey }),
		]);
	return usePartChange(id, async (shareReplyId: number | undefined) => {
		const { refused } = await caseApi.merge(id, [{ id: item.caseId }], shareReplyId);
		if (refused[0]) return refused[0].reason;
		const merged = await api.case(item.caseId);
		done(t, t.around.mergedHere(item.caseId), async () => {
			await api.unmerge(item.caseId, merged.case.version);
			await readAnew();
		});
		await readAnew();
		return null;
	});
}

type HereProps = { change: ReturnType<typeof useMergeHere>; onKeyDown: (event: KeyboardEvent) => void };

export function MergeHere({ change, onKeyDown }: HereProps) {
	const t = useWords();
	const family = t.caseWork.family;
	// this case has an answer already: whoever merges says that it fits there, too
	const replyId = change.error instanceof RequestError ? change.error.details.replyId : undefined;
	const asked = typeof replyId === "number" ? replyId : undefined;
	const refusal = change.data ?? null;
	return (
		// above the link that covers the whole row
		<div className="relative z-10 mt-1 grid justify-items-start gap-1.5">
			{asked !== undefined && <Notice tone="soon">{family.share}</Notice>}
			{refusal && (
				<Notice tone="late" title={family.mergeRefused}>
					{family.refusals[refusal]}
				</Notice>
			)}
			<Button
				isSmall
				shortcut="M"
				hint={t.around.mergeHint}
				icon={<Combine size={14} aria-hidden />}
				disabled={change.isPending}
				onClick={() => change.mutate(asked)}
				onKeyDown={onKeyDown}
			>
				{asked === undefined ? t.around.mergeHere : family.shareDo}
			</Button>
			{asked === undefined && <Refused change={change} />}
		</div>
	);
}
