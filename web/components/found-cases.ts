import { useQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import { caseQuery } from "../queries.ts";
import { useWords } from "../words.ts";
import type { CommandItem } from "./command.tsx";

/** Cases by number or words, as the list's own search finds them. */
export function useFoundCases(words: string): { items: CommandItem[]; isLooking: boolean } {
	const t = useWords();
	const number = Number(words.replace(/^[№#]\s*/, ""));
	const isNumber = Number.isSafeInteger(number) && number > 0;
	const byNumber = useQuery({ ...caseQuery(isNumber ? number : 0), enabled: isNumber, retry: false });
	const byWords = useQuery({
		queryKey: ["find", words],
		queryFn: ({ signal }) => api.cases({ view: "all", q: words, limit: 8 }, signal),
		enabled: words.length > 2 && !isNumber,
		staleTime: 30_000,
	});
	const rows = [isNumber ? byNumber.data?.case : undefined, ...(byWords.data?.items ?? [])];
	return {
		items: rows.flatMap((row) =>
			row
				? [
						{
							key: String(row.id),
							label: `№ ${row.id} · ${row.excerpt.trim() || t.queue.noText}`,
							group: t.triage.foundCases,
							note: t.status[row.status],
							isFound: true,
						},
					]
				: [],
		),
		isLooking: byNumber.isFetching || byWords.isFetching,
	};
}
