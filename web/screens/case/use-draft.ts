import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { showCase, useMe } from "../../queries.ts";
import {
	changeDraft,
	type DraftView,
	flushDraft,
	hearReply,
	keepMine,
	openDraft,
	startKeeping,
	stopKeeping,
	takeTheirs,
} from "./draft-keeper.ts";
import type { Said } from "./draft-said.ts";

export type Draft = DraftView & {
	setText: (text: string) => void;
	/** another kind, another promise */
	change: (change: Partial<Said>) => void;
	/** goes on with the own text, over the other one or over a colleague who writes */
	keepMine: () => void;
	takeTheirs: () => void;
	/** saves what is unsaved; gives the revision on the server, or null when it could not */
	flush: () => Promise<number | null>;
};

/** The answer: typed here, kept in this browser at once, saved on the server a moment later. */
export function useDraft(detail: CaseDetail): Draft {
	const client = useQueryClient();
	const me = useMe();
	const [keeper] = useState(() => openDraft(me.id, detail));
	const [view, setView] = useState<DraftView>(keeper.view);
	useEffect(() => {
		keeper.onView = setView;
		keeper.onSaved = (saved) => showCase(client, saved);
		startKeeping(keeper);
		return () => stopKeeping(keeper);
	}, [client, keeper]);
	useEffect(() => hearReply(keeper, detail.reply), [keeper, detail.reply]);
	return {
		...view,
		setText: (text) => changeDraft(keeper, { text }),
		change: (change) => changeDraft(keeper, change),
		keepMine: () => keepMine(keeper),
		takeTheirs: () => takeTheirs(keeper),
		flush: () => flushDraft(keeper),
	};
}
