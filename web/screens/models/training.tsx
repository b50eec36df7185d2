import { useMutation, useQueryClient } from "@tanstack/react-query";
import { GraduationCap, LoaderCircle } from "lucide-react";
import { useEffect, useRef } from "react";
import { api, RequestError, type TextModelList } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { modelsQuery, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

/** Learning from the region's own cases: when it runs, since when; when it could not, why. */
export function Training({ list }: { list: TextModelList }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const client = useQueryClient();
	const start = useMutation({
		mutationFn: api.trainModel,
		onSuccess: (data) => client.setQueryData(modelsQuery.queryKey, data),
		onError: () => void client.invalidateQueries({ queryKey: modelsQuery.queryKey }),
	});
	const { training, failure } = list;
	useEndOfTraining(list);
	return (
		<section aria-label={t.models.train} className="grid gap-3">
			<div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
				<div className="min-w-0 flex-1 basis-80">
					<h2 className="text-lg font-semibold">{t.models.trainTitle}</h2>
					<p className="text-soft">{t.models.trainHint}</p>
				</div>
				<Button
					icon={<GraduationCap size={16} aria-hidden />}
					disabled={training !== null || start.isPending}
					onClick={() => start.mutate()}
				>
					{t.models.train}
				</Button>
			</div>
			{training && (
				<p role="status" className="flex items-center gap-2">
					<LoaderCircle size={16} className="shrink-0 animate-spin text-accent" aria-hidden />
					<span>
						{t.models.underWay} <When at={training.startedAt} zone={zone} />. {t.models.mayLeave}
					</span>
				</p>
			)}
			{start.error && !training && <Notice tone="late">{refusalWords(t, start.error)}</Notice>}
			{!start.error && !training && failure && (
				<Notice tone="soon" title={t.models.lastFailed}>
					<p>{tooSmallWords(t, failure.code, failure.details) ?? t.errors[failure.code]}</p>
					<p className="text-sm text-soft">
						<When at={failure.at} zone={zone} />
					</p>
				</Notice>
			)}
		</section>
	);
}

/** Says it once where a training that was seen under way has ended well. */
function useEndOfTraining({ training, failure }: TextModelList): void {
	const t = useWords();
	const wasUnderWay = useRef(false);
	useEffect(() => {
		if (wasUnderWay.current && !training && !failure) say(t.models.trained);
		wasUnderWay.current = training !== null;
	}, [training, failure, t]);
}

function refusalWords(t: Dictionary, error: Error): string {
	const known = error instanceof RequestError ? tooSmallWords(t, error.code, error.details) : null;
	return known ?? errorWords(t, error);
}

/** How many cases there are to learn from and how many it takes, where the refusal counted them. */
function tooSmallWords(t: Dictionary, code: string, details: Record<string, unknown>): string | null {
	const needed = details.needed as { rows?: unknown; topics?: unknown } | undefined;
	if (code !== "training-too-small" || typeof details.rows !== "number" || typeof needed?.rows !== "number")
		return null;
	return t.models.tooSmall(details.rows, Number(details.topics) || 0, needed.rows, Number(needed.topics) || 0);
}
