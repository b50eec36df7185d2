import { useNavigate } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";
import type { CaseRow } from "../../api.ts";
import { useKeys } from "../../keys.ts";

export type Cursor = {
	/** where the list stands: the open case, else the row that the keys are on */
	at: number | null;
	row: CaseRow | undefined;
	/** whether a case is open */
	isOpen: boolean;
	move: (step: 1 | -1) => CaseRow | undefined;
	/** goes to this case: with one open the next one opens, too */
	goTo: (id: number | null) => void;
	open: (id: number) => void;
	leave: () => void;
};

/** The place in the list, by the case and not by its number in the order: rows come and go around it. */
export function useCursor(rows: CaseRow[], openId: number | null, listKey: string): Cursor {
	const navigate = useNavigate();
	// another list begins anew; an effect that said so could come after the first key
	const [kept, setKept] = useState<{ listKey: string; id: number | null }>({ listKey, id: null });
	const cursorId = kept.listKey === listKey ? kept.id : null;
	const setCursorId = (id: number | null) => setKept({ listKey, id });
	const lastAt = useRef<number | null>(null);
	const openAt = rows.findIndex((row) => row.id === openId);
	const found = openAt >= 0 ? openAt : rows.findIndex((row) => row.id === cursorId);
	// a case that left the list leaves its place to the one that came there
	const left = cursorId !== null && rows.length > 0 ? Math.min(lastAt.current ?? 0, rows.length - 1) : null;
	const at = found >= 0 ? found : left;
	lastAt.current = at;
	const open = useCallback(
		(id: number) =>
			void navigate({ to: "/cases/$caseId", params: { caseId: id }, search: true, replace: openId !== null }),
		[navigate, openId],
	);
	const goTo = (id: number | null) => {
		setCursorId(id);
		if (openId === null) return;
		if (id === null) void navigate({ to: "/cases", search: true });
		else open(id);
	};
	const move = (step: 1 | -1) => {
		const next = rows[at === null ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))];
		if (next) goTo(next.id);
		return next;
	};
	const leave = () => {
		if (openId !== null) setCursorId(openId);
		void navigate({ to: "/cases", search: true });
	};
	return { at, row: at === null ? undefined : rows[at], isOpen: openId !== null, move, goTo, open, leave };
}

/** J and K walk the list; with a case open they open the next one at once. With Shift they take it along. */
export function useCursorKeys(
	cursor: Cursor,
	openId: number | null,
	selection: { size: number; add: (id: number) => void; clear: () => void },
): void {
	const go = (step: 1 | -1) => (event: KeyboardEvent) => {
		event.preventDefault();
		// Enter is for the row from here on, not for the view or the button that was pressed before
		if (event.target instanceof HTMLElement && event.target.matches("a, button")) event.target.blur();
		if (event.shiftKey && cursor.row) selection.add(cursor.row.id);
		const next = cursor.move(step);
		if (event.shiftKey && next) selection.add(next.id);
	};
	useKeys({
		j: go(1),
		k: go(-1),
		arrowdown: go(1),
		arrowup: go(-1),
		enter: (event) => {
			const isOnControl =
				event.target instanceof HTMLElement && event.target.closest("a, button, summary, [role=menu]");
			if (openId === null && cursor.row && !isOnControl) cursor.open(cursor.row.id);
		},
		escape: (event) => {
			if (event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox]), textarea, select"))
				event.target.blur();
			else if (document.querySelector("[data-radix-popper-content-wrapper]")) return;
			else if (selection.size > 0) selection.clear();
			else if (openId !== null) cursor.leave();
		},
	});
}
