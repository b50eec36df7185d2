import { useEffect, useMemo, useRef, useState } from "react";
import type { CaseRow } from "../../api.ts";

/** What is chosen: some cases, or everything that the filter finds, also what was not read yet. */
type Chosen = { ids: ReadonlySet<number>; isAll: boolean };
const nothing: Chosen = { ids: new Set(), isAll: false };

export type Selection = ReturnType<typeof useSelection>;

/** Which cases of the list are chosen; another list begins with none. */
export function useSelection(rows: CaseRow[], key: string) {
	const [chosen, setChosen] = useState<Chosen>(nothing);
	/** where a row of several began */
	const anchor = useRef<number | null>(null);
	useEffect(() => {
		setChosen(nothing);
		anchor.current = null;
	}, [key]);
	return useMemo(() => {
		const change = (edit: (ids: Set<number>) => void) =>
			setChosen((before) => {
				const ids = new Set(before.isAll ? rows.map(({ id }) => id) : before.ids);
				edit(ids);
				return { ids, isAll: false };
			});
		const toggle = (id: number) => {
			anchor.current = id;
			change((ids) => void (ids.has(id) ? ids.delete(id) : ids.add(id)));
		};
		return {
			size: chosen.isAll ? Math.max(rows.length, 1) : chosen.ids.size,
			isAll: chosen.isAll,
			ids: chosen.ids,
			has: (id: number) => chosen.isAll || chosen.ids.has(id),
			toggle,
			add: (id: number) => change((ids) => void ids.add(id)),
			/** everything between the row chosen last and this one */
			reach: (id: number) => {
				const from = rows.findIndex((row) => row.id === anchor.current);
				const to = rows.findIndex((row) => row.id === id);
				if (from === -1 || to === -1) return toggle(id);
				const [first, last] = from < to ? [from, to] : [to, from];
				change((ids) => rows.slice(first, last + 1).forEach((row) => void ids.add(row.id)));
			},
			addShown: () => change((ids) => rows.forEach((row) => void ids.add(row.id))),
			chooseAll: () => setChosen({ ids: new Set(), isAll: true }),
			clear: () => setChosen(nothing),
		};
	}, [chosen, rows]);
}
