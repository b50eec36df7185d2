import { Hourglass, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { CaseDetail, Reply } from "../../api.ts";
import { answerApi } from "../../api-answer.ts";
import { Button } from "../../components/button.tsx";
import { useCaseChange } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

/** One's own approval that can still be taken back: the last one by the second, the first of two until the other has decided. */
export function HeldReply({ detail, undo }: { detail: CaseDetail; undo: NonNullable<Reply["undo"]> }) {
	const t = useWords();
	const { id } = detail.case;
	const words = t.approvals.undo;
	const seconds = useSecondsLeft(undo.leftMs, detail.reply?.revision);
	const takeBack = useCaseChange(id, () => answerApi.undoApproval(id));
	if (seconds === 0) return <p className="text-soft">{t.case.publishing}</p>;
	return (
		<div className="grid gap-2">
			<div className="flex flex-wrap items-center gap-x-3 gap-y-2">
				<p className="flex min-w-0 flex-1 items-start gap-2">
					<Hourglass size={16} className="mt-0.5 shrink-0 text-accent" aria-hidden />
					<span>
						{seconds === null ? words.first : words.leaves}
						{seconds !== null && <span className="font-medium tabular"> {words.seconds(seconds)}</span>}
					</span>
				</p>
				<Button
					icon={<Undo2 size={15} aria-hidden />}
					disabled={takeBack.isPending}
					onClick={() => takeBack.mutate(undefined)}
					className="max-mid:w-full"
				>
					{words.action}
				</Button>
			</div>
			{takeBack.error && (
				<p role="alert" className="text-late">
					{errorWords(t, takeBack.error)}
				</p>
			)}
		</div>
	);
}

/** Counted from when it was heard, not by the browser's clock; null: no seconds are counted. */
function useSecondsLeft(leftMs: number | null, revision: number | undefined): number | null {
	const [left, setLeft] = useState(leftMs);
	useEffect(() => {
		setLeft(leftMs);
		if (leftMs === null) return;
		const heardAt = performance.now();
		const timer = setInterval(() => setLeft(leftMs - (performance.now() - heardAt)), 250);
		return () => clearInterval(timer);
	}, [leftMs, revision]);
	return left === null ? null : Math.max(0, Math.ceil(left / 1000));
}
