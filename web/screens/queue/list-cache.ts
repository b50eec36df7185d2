import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { CasePage, CaseRow } from "../../api.ts";
import { type CaseSearch, standsAfter } from "../../case-search.ts";

type List = InfiniteData<CasePage>;

export const casesKey = (search: CaseSearch) => ["cases", search] as const;

/** Takes cases out of the list that no longer stand in it. */
export function dropRows(client: QueryClient, search: CaseSearch, ids: ReadonlySet<number>): void {
	client.setQueryData<List>(
		casesKey(search),
		(data) =>
			data && {
				...data,
				pages: data.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !ids.has(id)) })),
			},
	);
}

/** Puts a case back where it belongs in the order of the list. */
export function putBack(client: QueryClient, search: CaseSearch, row: CaseRow): void {
	client.setQueryData<List>(casesKey(search), (data) => data && { ...data, pages: withRow(data.pages, search, row) });
}

function withRow(pages: CasePage[], search: CaseSearch, row: CaseRow): CasePage[] {
	if (pages.some(({ items }) => items.some(({ id }) => id === row.id))) return pages;
	const isAfter = (other: CaseRow) => standsAfter(search, other, row);
	const at = pages.findIndex(({ items, nextCursor }) => items.some(isAfter) || nextCursor === null);
	return pages.map((page, index) => {
		if (index !== at) return page;
		const place = page.items.findIndex(isAfter);
		const items = page.items.toSpliced(place === -1 ? page.items.length : place, 0, row);
		return { ...page, items };
	});
}
