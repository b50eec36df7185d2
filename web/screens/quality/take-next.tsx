import { useMutation, useQueryClient } from "@tanstack/react-query";
import { SearchCheck } from "lucide-react";
import { dayApi } from "../../api-day.ts";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { useKeys } from "../../keys.ts";
import { errorWords, useWords } from "../../words.ts";

/** How many answers wait, and the one thing to do. */
export function TakeNext({ waiting }: { waiting: number }) {
	const t = useWords();
	const client = useQueryClient();
	const take = useMutation({
		mutationFn: dayApi.takeReview,
		onSuccess: (next) => client.setQueryData(["day", "review"], next),
	});
	useKeys({ enter: waiting > 0 && !take.isPending ? () => take.mutate() : undefined });
	if (waiting === 0) return <Empty icon={SearchCheck} title={t.quality.none} hint={t.quality.noneHint} />;
	return (
		<section className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line px-4 py-3">
			<p>{t.quality.waiting(waiting)}</p>
			<Button kind="primary" shortcut="Enter" disabled={take.isPending} onClick={() => take.mutate()}>
				{t.quality.take}
			</Button>
			{take.error && <p className="text-late">{errorWords(t, take.error)}</p>}
		</section>
	);
}
