import { useQueryClient } from "@tanstack/react-query";
import type { CaseDetail } from "../../api.ts";
import { answerApi } from "../../api-answer.ts";
import { countsQuery, showCase } from "../../queries.ts";
import { done } from "../../undo.ts";
import { useWords } from "../../words.ts";

/** As long as the way back from a first approval is shown; the server keeps it longer. */
const firstMs = 10_000;

/** Says that an answer is approved, with the way back beside it while the server keeps one. */
export function useTellApproved(caseId: number) {
	const t = useWords();
	const client = useQueryClient();
	/** @param onUndone the answer waits again */
	return (saved: CaseDetail, words: string, onUndone?: () => void) => {
		const undo = saved.reply?.undo;
		if (!undo) return done(t, words);
		const takeBack = async () => {
			showCase(client, await answerApi.undoApproval(caseId));
			void client.invalidateQueries({ queryKey: countsQuery.queryKey });
			onUndone?.();
		};
		const { leftMs } = undo;
		const told = leftMs === null ? words : t.approvals.approvedFor(caseId, Math.ceil(leftMs / 1000));
		done(t, told, takeBack, {
			verb: t.approvals.undo.verb,
			forMs: leftMs ?? firstMs,
			undone: t.approvals.undo.undone(caseId),
		});
	};
}
