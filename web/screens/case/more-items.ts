import type { CaseDetail } from "../../api.ts";
import { useWords } from "../../words.ts";
import { useMayGive } from "./use-may.ts";

export type MoreItem = "task";
type Offer = { key: MoreItem; words: string; isOffered: boolean };

/** What this person may start with the case beside its next step, in groups; the last one is for everybody. */
export function useMoreItems(detail: CaseDetail): Offer[][] {
	const { caseWork: words } = useWords();
	const mayGive = useMayGive(detail);
	const { isOpen } = detail.case;
	const groups: Offer[][] = [[{ key: "task", words: words.tasks.give, isOffered: mayGive && isOpen }]];
	return groups.map((items) => items.filter((item) => item.isOffered)).filter((items) => items.length > 0);
}
