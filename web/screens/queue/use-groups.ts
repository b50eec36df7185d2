import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import type { CaseRow } from "../../api.ts";
import { triageApi } from "../../api-triage.ts";
import { type CaseSearch, groupIn } from "../../case-search.ts";
import { useLanguage } from "../../preferences.ts";
import { countsQuery, keepPreviousData, useReference } from "../../queries.ts";
import { numberWords } from "../../number-words.ts";
import { titleOf, useFirstWords } from "../../words.ts";
import { orderIn } from "./list-cache.ts";
import { countsOf, type GroupKey, type Item, withHeads } from "./grouping.ts";

export type Head = { name: string; count: string; exact: number };
export type Grouped = {
	items: Item[];
	/** whether the list stands in groups */
	isGrouped: boolean;
	/** whether what the heads need is still being read; without it the list stands in its order with no heads */
	isPending: boolean;
	headOf: (key: GroupKey) => Head;
	nameOf: (key: GroupKey) => string;
};

/** The rows with the heads of their groups, where the address asks for groups. */
export function useGroups(search: CaseSearch, { rows, readAt }: { rows: CaseRow[]; readAt: number }): Grouped {
	const t = useFirstWords();
	const language = useLanguage();
	const reference = useReference();
	const group = groupIn(search);
	const { data, isError } = useQuery({
		// with the counts of the views: whatever renews those renews these
		queryKey: [...countsQuery.queryKey, "groups", search, orderIn(search)],
		queryFn: ({ signal }) => triageApi.caseGroups({ ...search, ...orderIn(search) }, signal),
		enabled: group !== undefined,
		placeholderData: keepPreviousData,
	});
	const known = useRef({ key: "", places: new Map<number, GroupKey>() });
	const key = `${readAt} ${JSON.stringify(search)}`;
	if (known.current.key !== key) known.current = { key, places: new Map() };
	const { places } = known.current;
	const items = useMemo<Item[]>(
		() => (group && data ? withHeads(rows, group, data, places) : rows.map((_, index) => ({ kind: "row", index }))),
		[rows, group, data, places],
	);
	const counts = group && data ? countsOf(rows, group, data, places) : new Map<GroupKey, number>();
	const nameOf = (code: GroupKey): string => {
		if (group === "due") return t.listLook.terms[code ?? ""] ?? "";
		if (group === "place") return reference.territory(code)?.name ?? t.listLook.noPlace;
		const topic = reference.topic(code);
		return topic ? titleOf(topic, language) : t.listLook.noTopic;
	};
	const headOf = (code: GroupKey): Head => {
		const exact = counts.get(code) ?? 0;
		const words = numberWords(exact);
		return { name: nameOf(code), count: data?.isWhole === false ? t.views.atLeast(words) : words, exact };
	};
	return { items, isGrouped: group !== undefined, isPending: group !== undefined && !data && !isError, headOf, nameOf };
}
