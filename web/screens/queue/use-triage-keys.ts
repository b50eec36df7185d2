import { AlarmClock, Combine, FolderInput, Send, SquareCheck, Tag } from "lucide-react";
import { useEffect, useRef } from "react";
import { type AtHand, offerAtHand } from "../../at-hand.ts";
import type { FirstWords } from "../../locales/first-ru.ts";
import { useKeys } from "../../keys.ts";
import { say } from "../../components/toaster.tsx";
import { useFirstWords } from "../../words.ts";
import type { BulkWork } from "./use-bulk.ts";
import type { Cursor } from "./use-cursor.ts";
import type { Selection } from "./use-selection.ts";
import type { Triage } from "./use-triage.ts";

/** Keys of triage on the case at hand, and the same steps for the palette. */
export function useTriageKeys(triage: Triage, bulk: BulkWork, cursor: Cursor, selection: Selection): void {
	const t = useFirstWords();
	const actions = useActionsAtHand(triage, bulk, cursor, selection, t);
	const run = (key: string) => (event: KeyboardEvent) => {
		const action = actions.find((one) => one.shortcut?.toLowerCase() === key);
		if (!action) return;
		// the letter must not be typed into the field that opens
		event.preventDefault();
		action.run();
	};
	const { status } = triage.hand() ?? {};
	// of an answer that waits the approver says so by A; who writes gets to the text by E
	const isApproval = status === "onApproval" || status === "onReview";
	const isWriting = status === "inProgress" || status === "rework" || status === "reopened";
	useKeys({
		t: run("t"),
		a: isApproval ? undefined : run("a"),
		m: run("m"),
		s: run("s"),
		x: run("x"),
		e: isWriting && cursor.isOpen ? undefined : run("e"),
		u: triage.undo,
	});
	const latest = useRef(actions);
	latest.current = actions;
	const { mayTriage, mayWork } = triage;
	useEffect(() => {
		const offered = latest.current.map((action) => ({
			...action,
			run: () => latest.current.find(({ key }) => key === action.key)?.run(),
		}));
		return offerAtHand(offered);
		// what is offered changes with the rights and the language; what it does is always the latest
	}, [t, mayTriage, mayWork]);
}

function useActionsAtHand(
	triage: Triage,
	bulk: BulkWork,
	cursor: Cursor,
	selection: Selection,
	t: FirstWords,
): AtHand[] {
	const words = t.triage.actions;
	const group = t.triage.atHand;
	const { mayTriage, mayWork } = triage;
	// with many chosen a step is about all of them, and looked at first
	const ask = (what: "topic" | "agency" | "merge" | "snooze") => {
		if (!bulk.isMany) triage.ask(what, bulk.single);
		else if (what === "snooze") say(t.triage.snoozeOne);
		else bulk.ask(what);
	};
	const finish = () => (bulk.isMany ? say(t.triage.doneOne) : triage.finish(bulk.single));
	const actions: (AtHand | false)[] = [
		mayWork && { key: "done", label: words.done, shortcut: "E", icon: Send, group, run: finish },
		mayWork && { key: "topic", label: words.topic, shortcut: "T", icon: Tag, group, run: () => ask("topic") },
		mayTriage && {
			key: "agency",
			label: words.agency,
			shortcut: "A",
			icon: FolderInput,
			group,
			run: () => ask("agency"),
		},
		mayTriage && { key: "merge", label: words.merge, shortcut: "M", icon: Combine, group, run: () => ask("merge") },
		mayWork && {
			key: "snooze",
			label: words.snooze,
			shortcut: "S",
			icon: AlarmClock,
			group,
			run: () => ask("snooze"),
		},
		{
			key: "select",
			label: words.select,
			shortcut: "X",
			icon: SquareCheck,
			group,
			run: () => {
				const row = cursor.row ?? cursor.move(1);
				if (row) selection.toggle(row.id);
			},
		},
	];
	return actions.filter((action): action is AtHand => action !== false);
}
