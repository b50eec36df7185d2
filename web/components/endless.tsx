import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Skeleton } from "./empty.tsx";
import { errorWords, useWords } from "../words.ts";

type EndlessProps = {
	query: {
		isPending: boolean;
		error: Error | null;
		refetch: () => unknown;
		hasNextPage: boolean;
		fetchNextPage: () => unknown;
	};
	isEmpty: boolean;
	emptyWords: string;
	children: ReactNode;
};

/** A list read page by page, with its words for loading, error and nothing. */
export function Endless({ query, isEmpty, emptyWords, children }: EndlessProps) {
	const t = useWords();
	if (query.isPending) return <Skeleton className="h-14 w-full" />;
	if (query.error)
		return (
			<div className="flex flex-wrap items-center gap-3">
				<p className="text-late">{errorWords(t, query.error)}</p>
				<Button isSmall onClick={() => void query.refetch()}>
					{t.retry}
				</Button>
			</div>
		);
	if (isEmpty)
		return (
			<p className="flex items-center gap-2 rounded-lg border border-line px-4 py-3 text-soft">
				<Check size={16} className="shrink-0 text-done" aria-hidden />
				{emptyWords}
			</p>
		);
	return (
		<>
			<ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">{children}</ul>
			{query.hasNextPage && (
				<div>
					<Button onClick={() => void query.fetchNextPage()}>{t.attention.loadMore}</Button>
				</div>
			)}
		</>
	);
}
