import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Button } from "../../components/button.tsx";
import { useSettingsWords } from "./settings-words.ts";

type Endless<T> = UseInfiniteQueryResult<InfiniteData<{ items: T[] }, unknown>>;

/** All rows that have come, as one list. */
export function endlessOf<T>(query: Endless<T>) {
	const { error } = query;
	return { data: query.data?.pages.flatMap(({ items }) => items), error, refetch: () => void query.refetch() };
}

export function MoreButton<T>({ query }: { query: Endless<T> }) {
	const { personal: words } = useSettingsWords();
	if (!query.hasNextPage) return null;
	return (
		<div>
			<Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
				{words.more}
			</Button>
		</div>
	);
}
