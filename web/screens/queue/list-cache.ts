import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { CasePage, CaseRow } from "../../api.ts";
import { type CaseSearch, groupIn, standsAfter } from "../../case-search.ts";
import { currentLanguage } from "../../preferences.ts";
import { lookupOf, referenceQuery } from "../../queries.ts";
import { titleOf } from "../../words.ts";

type List = InfiniteData<CasePage>;

/** What is asked for besides the address: topics stand by the alphabet of the language that they are shown in. */
export const orderIn = (search: CaseSearch) => (groupIn(search) === "topic" ? { language: currentLanguage() } : {});

export const casesKey = (search: CaseSearch) => ["cases", search, orderIn(search)] as const;

/** Whether one case stands after another in a list. */
export function standsAfterIn(client: QueryClient, search: CaseSearch): (other: CaseRow, row: CaseRow) => boolean {
	const language = currentLanguage();
	const { compare } = new Intl.Collator(language);
	const reference = client.getQueryData(referenceQuery.queryKey);
	const { topic, territory } = lookupOf(reference);
	const nameOf = (code: string): string => {
		const known = topic(code);
		return known ? titleOf(known, language) : (territory(code)?.name ?? code);
	};
	const byName = (code: string, other: string) => compare(nameOf(code), nameOf(other)) || (code < other ? -1 : 1);
	return (other, row) => standsAfter(search, other, row, byName);
}

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
	client.setQueryData<List>(
		casesKey(search),
		(data) => data && { ...data, pages: withRow(data.pages, row, standsAfterIn(client, search)) },
	);
}

function withRow(pages: CasePage[], row: CaseRow, standsAfter: ReturnType<typeof standsAfterIn>): CasePage[] {
	if (pages.some(({ items }) => items.some(({ id }) => id === row.id))) return pages;
	const isAfter = (other: CaseRow) => standsAfter(other, row);
	const at = pages.findIndex(({ items, nextCursor }) => items.some(isAfter) || nextCursor === null);
	return pages.map((page, index) => {
		if (index !== at) return page;
		const place = page.items.findIndex(isAfter);
		const items = page.items.toSpliced(place === -1 ? page.items.length : place, 0, row);
		return { ...page, items };
	});
}
