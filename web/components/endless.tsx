import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Skeleton } from "./empty.tsx";
import { FailedNotice } from "./failed.tsx";
import { useWords } from "../words.ts";

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
	if (query.error) return <FailedNotice error={query.error} again={() => void query.refetch()} />;
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
