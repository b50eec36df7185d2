import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useState } from "react";
import type { CaseDetail, SimilarCase } from "../../api.ts";
import { keyName } from "../../keys.ts";
import { Skeleton } from "../../components/empty.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { When } from "../../components/when.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { similarQuery } from "../../queries.ts";
import { langOf } from "../../lang-of.ts";
import { errorWords, useWords } from "../../words.ts";
import { MergeHere, mayMergeHere, useMergeHere } from "./merge-here.tsx";

const shownAtFirst = 4;
/** more words make the line no clearer */
const mostWords = 4;

/** Cases that may repeat this one, each with its reason and the way to it. Read after the case itself. */
export function SimilarList({ detail }: { detail: CaseDetail }) {
	const caseId = detail.case.id;
	const t = useWords();
	const { data, error } = useQuery(similarQuery(caseId));
	const [isWhole, setWhole] = useState(false);
	const items = data?.items ?? [];
	const shown = isWhole ? items : items.slice(0, shownAtFirst);
	return (
		<section aria-label={t.similar.title}>
			<h2 className="mb-1 flex flex-wrap justify-between gap-x-1 text-sm text-soft">
				{t.similar.title}
				{data && data.people > 1 && <span className="text-ink">{t.similar.people(data.people)}</span>}
			</h2>
			{!data && !error && <Skeleton className="h-12 w-full" />}
			{error && <p className="text-sm text-soft">{errorWords(t, error)}</p>}
			{data && items.length === 0 && <p className="text-sm text-soft">{t.similar.empty}</p>}
			{shown.length > 0 && (
				<ul className="divide-y divide-line rounded-lg border border-line bg-panel">
					{shown.map((item) => (
						<Similar key={item.caseId} item={item} detail={detail} />
					))}
				</ul>
			)}
			{shown.length < items.length && (
				<button
					type="button"
					onClick={() => setWhole(true)}
					className="mt-2 rounded text-sm text-accent underline decoration-dotted underline-offset-3"
				>
					{t.similar.more(items.length - shown.length)}
				</button>
			)}
		</section>
	);
}

function Similar({ item, detail }: { item: SimilarCase; detail: CaseDetail }) {
	const t = useWords();
	const merge = useMergeHere(detail, item);
	const mayMerge = mayMergeHere(detail, item);
	const onKeyDown = (event: KeyboardEvent) => {
		if (!mayMerge || merge.isPending || keyName(event.nativeEvent) !== "m") return;
		// with the focus in this row the key is about it, and not about the whole case
		event.preventDefault();
		merge.mutate(undefined);
	};
	return (
		<li className="relative px-3 py-2 first:rounded-t-lg last:rounded-b-lg hover:bg-hover">
			<p className="text-sm font-medium">{item.kinds.map((kind) => t.similar.kinds[kind]).join(" · ")}</p>
			<Link
				to="/cases/$caseId"
				params={{ caseId: item.caseId }}
				search={true}
				onKeyDown={onKeyDown}
				lang={langOf(item.excerpt)}
				className="line-clamp-2 wrap-anywhere after:absolute after:inset-0"
			>
				{item.excerpt.trim() || t.queue.noText}
			</Link>
			<p className="text-sm text-soft">{whySimilar(item, t)}</p>
			<p className="flex flex-wrap items-center justify-between gap-x-2 text-sm text-soft">
				<When at={item.registeredAt} zone={detail.due.timeZone} />
				<StatusChip status={item.status} isPlain />
			</p>
			{mayMerge && <MergeHere change={merge} onKeyDown={onKeyDown} />}
		</li>
	);
}

/** Why it is told of: shared words, the same territory, how far apart in time. */
export function whySimilar({ why }: SimilarCase, t: Dictionary): string {
	const words = why.sharedWords.slice(0, mostWords).map((word) => t.quoted(word));
	const parts = [
		words.length > 0 && t.similar.words(words.join(", ")),
		why.sameTerritory && t.similar.sameTerritory,
		t.similar.apart(Math.abs(why.minutesApart)),
	];
	return parts.filter(Boolean).join("; ");
}
