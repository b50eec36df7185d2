import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Puzzle } from "lucide-react";
import type { CaseDetail, tasks } from "../../api.ts";
import { answerApi } from "../../api-answer.ts";
import { Button } from "../../components/button.tsx";
import { caseQuery, showCase } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import type { Draft } from "./use-draft.ts";

type Part = tasks.Parts["items"][number];

/** What other agencies have written for this answer: put in by a button, in the order of their tasks. */
export function EditorParts({ detail, draft }: { detail: CaseDetail; draft: Draft }) {
	const t = useWords();
	const words = t.editor.parts;
	const { tasks: counted } = detail.case;
	const { parts, insert } = useParts(detail, draft);
	const left = parts.filter(({ part }) => !draft.text.includes(part.trim()));
	if (counted.total === 0 || (left.length === 0 && counted.done === counted.total)) return null;
	return (
		<section aria-label={words.title} className="grid gap-1.5 rounded-lg border border-line bg-side px-3 py-2">
			<div className="flex flex-wrap items-center gap-x-2">
				<Puzzle size={15} className="shrink-0 text-soft" aria-hidden />
				<p className="flex-1 text-sm text-soft">{words.ready(counted.done, counted.total)}</p>
				{left.length > 1 && (
					<Button isSmall disabled={insert.isPending} onClick={() => insert.mutate(left)}>
						{words.insertAll}
					</Button>
				)}
			</div>
			{left.map((one) => (
				<div key={one.taskId} className="flex items-start gap-2">
					<p className="line-clamp-3 min-w-0 flex-1 wrap-anywhere">
						<span className="font-medium">{one.who}: </span>
						{one.part}
					</p>
					<Button isSmall disabled={insert.isPending} onClick={() => insert.mutate([one])}>
						{words.insert}
					</Button>
				</div>
			))}
			{left.length > 0 && <p className="text-sm text-soft">{words.hint}</p>}
			{insert.error && (
				<p role="alert" className="text-late">
					{errorWords(t, insert.error)}
				</p>
			)}
		</section>
	);
}

function useParts(detail: CaseDetail, draft: Draft) {
	const client = useQueryClient();
	const { id, tasks: counted } = detail.case;
	const { data } = useQuery({
		// read again when another part is done
		queryKey: ["parts", id, counted.done],
		queryFn: ({ signal }) => answerApi.parts(id, signal),
		enabled: counted.done > 0,
	});
	const insert = useMutation({
		mutationFn: async (parts: Part[]) => {
			// what was typed goes first, so that nothing of it is written over
			const revision = await draft.flush();
			if (revision === null && draft.text.trim() !== "") return null;
			const taskIds = parts.map(({ taskId }) => taskId);
			return answerApi.insertParts(id, taskIds, revision);
		},
		onSuccess: (saved) => saved && showCase(client, saved),
		onError: () => void client.invalidateQueries({ queryKey: caseQuery(id).queryKey }),
	});
	return { parts: data?.items ?? [], insert };
}
