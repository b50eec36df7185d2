import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Bulk, BulkOrder, BulkPreview, CaseRow } from "../../api.ts";
import type { CaseSearch } from "../../case-search.ts";
import { bulksQuery } from "../../queries.ts";
import { done } from "../../undo.ts";
import { useFirstWords } from "../../words.ts";
import type { Selection } from "./use-selection.ts";
import { triageApi } from "../../api-triage.ts";

export type BulkAsked = "topic" | "agency" | "merge" | "outcome" | "reject" | "high" | "normal";
/** First what is to be done, then what it would do, looked at and confirmed. */
export type BulkStage =
	| { kind: "ask"; what: BulkAsked }
	| { kind: "preview"; order: BulkOrder; name: string; requestKey: string; preview: BulkPreview | null };

export type BulkWork = ReturnType<typeof useBulk>;

const startOnce = (given: { previewId: number; requestKey: string }) =>
	triageApi.startBulk(given.previewId, given.requestKey);

/** One step over all chosen cases: asked for, previewed, started in the background, taken back for ten minutes. */
export function useBulk(search: CaseSearch, rows: CaseRow[], selection: Selection) {
	const t = useFirstWords();
	const client = useQueryClient();
	const [stage, setStage] = useState<BulkStage | null>(null);
	const { sort: _order, ...filter } = search;
	const preview = useMutation({
		// ticked one by one they are what is meant, whatever the view shows by now
		mutationFn: (order: BulkOrder) =>
			triageApi.previewBulk(selection.isAll ? filter : { view: "all", ids: [...selection.ids] }, order),
	});
	const start = useMutation({ mutationFn: startOnce });
	const look = (order: BulkOrder, name: string) => {
		const asked = { kind: "preview", order, name, requestKey: crypto.randomUUID() } as const;
		start.reset();
		setStage({ ...asked, preview: null });
		preview.mutate(order, { onSuccess: (found) => setStage({ ...asked, preview: found }) });
	};
	const confirm = () => {
		if (stage?.kind !== "preview" || !stage.preview || start.isPending) return;
		const { name, requestKey, preview: found } = stage;
		start.mutate(
			{ previewId: found.id, requestKey },
			{
				onSuccess: (bulk) => {
					setStage(null);
					selection.clear();
					const renew = () => client.invalidateQueries({ queryKey: bulksQuery.queryKey });
					void renew();
					done(t, t.triage.bulkStarted(name), async () => {
						await triageApi.undoBulk(bulk.id);
						await renew();
					});
				},
			},
		);
	};
	const [only] = selection.ids;
	return {
		stage,
		isMany: selection.isAll || selection.ids.size > 1,
		/** the one case that is chosen: a step is done to it at once */
		single: selection.ids.size === 1 ? rows.find(({ id }) => id === only) : undefined,
		ask: (what: BulkAsked) => setStage({ kind: "ask", what }),
		look,
		confirm,
		close: () => setStage(null),
		isBusy: preview.isPending || start.isPending,
		error: preview.error ?? start.error,
	};
}

/** The action still changes cases. */
export const isUnderWay = (bulk: Bulk) => bulk.state === "running" || bulk.state === "undoing";
