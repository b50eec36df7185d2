import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { showCase, useMe } from "../../queries.ts";
import {
	type DraftView,
	flushDraft,
	hearReply,
	keepMine,
	openDraft,
	startKeeping,
	stopKeeping,
	takeTheirs,
	typeText,
} from "./draft-keeper.ts";

export type Draft = DraftView & {
	setText: (text: string) => void;
	keepMine: () => void;
	takeTheirs: () => void;
	/** saves what is unsaved; gives the revision on the server, or null when it could not */
	flush: () => Promise<number | null>;
};

/** The text of the answer: typed here, kept in this browser at once, saved on the server a moment later. */
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
		setText: (text) => typeText(keeper, text),
		keepMine: () => keepMine(keeper),
		takeTheirs: () => takeTheirs(keeper),
		flush: () => flushDraft(keeper),
	};
}
