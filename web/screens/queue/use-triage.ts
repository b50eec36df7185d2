import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { CaseOutcome, CaseRow } from "../../api.ts";
import { type CaseSearch, standsIn } from "../../case-search.ts";
import { say } from "../../components/toaster.tsx";
import { patchRows } from "../../keep-fresh.ts";
import { useLanguage } from "../../preferences.ts";
import { caseQuery, countsQuery, useMe, useReference } from "../../queries.ts";
import { whenWords } from "../../time.ts";
import { done, undoLast } from "../../undo.ts";
import { errorWords, useFirstWords } from "../../words.ts";
import { dropRows, putBack } from "./list-cache.ts";
import * as steps from "./row-steps.ts";
import type { Step } from "./row-steps.ts";
import type { Cursor } from "./use-cursor.ts";

/** What is being asked for in the dialog over the list. */
export type Asked = "topic" | "agency" | "merge" | "snooze" | "outcome" | "reject";

export type Triage = ReturnType<typeof useTriage>;

/**
 * The steps of triage on the case at hand: done at once, told in a line with the way back; when the case leaves the list the
 * next one takes its place.
 */
export function useTriage(search: CaseSearch, rows: CaseRow[], cursor: Cursor, openId: number | null) {
	const t = useFirstWords();
	const me = useMe();
	const [asked, setAsked] = useState<{ what: Asked; row: CaseRow } | null>(null);
	const take = useStep(search, rows, cursor, openId);
	const hand = useHand(cursor.row, openId);
	const { agency } = useReference();
	const atWords = useAtWords();
	const may = (permission: (typeof me.permissions)[number]) => me.permissions.includes(permission);
	const handTo = (row: CaseRow, agencyId: number, isDone = false) =>
		take(row, () => steps.handTo(row, agencyId), t.triage.handed(agency(agencyId)?.shortName ?? ""), isDone);
	const ask = (what: Asked, row = hand()) => {
		if (!row) return say(t.triage.noCase);
		// the same key brings back what is put aside
		if (what === "snooze" && row.snoozedUntil) void take(row, () => steps.wake(row), t.triage.woken);
		else if (row.isOpen || what === "outcome") setAsked({ what, row });
		else say(t.triage.settled);
	};
	const finish = (row = hand()) => {
		if (!row) return say(t.triage.noCase);
		const next = steps.nextStep(row, me);
		if (next.kind === "hand") void handTo(row, next.agencyId, true);
		else if (next.kind === "choose-agency") setAsked({ what: "agency", row });
		else if (next.kind === "outcome") setAsked({ what: "outcome", row });
		else if (next.kind === "take")
			void take(row, () => steps.take(row), t.actionDone.accept).then(() => cursor.open(row.id));
		else if (next.kind === "nothing") cursor.move(1);
		else if (openId === null) cursor.open(row.id);
	};
	return {
		asked,
		close: () => setAsked(null),
		ask,
		finish,
		mayTriage: may("case.triage"),
		mayWork: may("case.triage") || may("case.work"),
		/** the case that the keys act on */
		hand,
		pick: {
			topic: (row: CaseRow, code: string, name: string) =>
				take(row, () => steps.nameTopic(row, code), t.triage.named(name)),
			agency: handTo,
			merge: (row: CaseRow, parentId: number) =>
				take(row, () => steps.mergeInto(row, parentId), t.triage.merged(parentId)),
			snooze: (row: CaseRow, until: Date, reason: string) =>
				take(row, () => steps.putAside(row, until, reason), t.triage.snoozed(atWords(until))),
			outcome: (row: CaseRow, outcome: CaseOutcome) => take(row, () => steps.close(row, outcome), t.triage.closed),
			reject: (row: CaseRow, reason: string) => take(row, () => steps.reject(row, reason), t.triage.rejected),
		},
		undo: () => void undoLast().then((was) => was || say(t.triage.nothingToUndo)),
	};
}

function useAtWords(): (at: Date) => string {
	const { days } = useFirstWords();
	const language = useLanguage();
	return (at) => whenWords(at.toISOString(), undefined, language, days);
}

/** The open case as it is now, else the row that the list stands on. */
function useHand(row: CaseRow | undefined, openId: number | null): () => CaseRow | undefined {
	const client = useQueryClient();
	return () => {
		if (openId === null) return row;
		const known = client.getQueryData(caseQuery(openId).queryKey)?.case;
		return known ?? (row?.id === openId ? row : undefined);
	};
}

/** Carries a step out, shows what came of it and goes on. */
function useStep(search: CaseSearch, rows: CaseRow[], cursor: Cursor, openId: number | null) {
	const t = useFirstWords();
	const client = useQueryClient();
	const { topic } = useReference();
	const latest = useRef({ search, rows, cursor, openId });
	useEffect(() => {
		latest.current = { search, rows, cursor, openId };
	});
	const show = (step: Pick<Step, "row" | "detail">) => {
		if (step.detail) client.setQueryData(caseQuery(step.row.id).queryKey, step.detail);
		else void client.invalidateQueries({ queryKey: caseQuery(step.row.id).queryKey });
		patchRows(client, step.row);
		void client.invalidateQueries({ queryKey: countsQuery.queryKey });
	};
	const isHere = (row: CaseRow) => standsIn(latest.current.search, row, (code) => topic(code)?.groupCode);
	/** @param isDone the person has done with the case, whether or not it leaves the list */
	return async (
		before: CaseRow,
		call: () => Promise<Step | { refusal: string }>,
		words: string,
		isDone = false,
	): Promise<void> => {
		let step: Step | { refusal: string };
		try {
			step = await call();
		} catch (error) {
			void client.invalidateQueries({ queryKey: caseQuery(before.id).queryKey });
			return say(errorWords(t, error));
		}
		if ("refusal" in step)
			return say(t.triage.refusals[step.refusal as keyof typeof t.triage.refusals] ?? t.triage.refused);
		const { undo, row } = step;
		show(step);
		const isGone = !isHere(row);
		const { search: list, cursor: place } = latest.current;
		if (isGone || isDone) goOn(latest.current, before.id);
		if (isGone) dropRows(client, list, new Set([before.id]));
		done(
			t,
			words,
			undo &&
				(async () => {
					const detail = await undo();
					show({ row: detail.case, detail });
					if (isHere(detail.case)) putBack(client, list, detail.case);
					place.goTo(before.id);
				}),
		);
	};
}

/** To the case after this one, or before it at the end of the list, where the person still stands on it. */
function goOn({ rows, cursor, openId }: { rows: CaseRow[]; cursor: Cursor; openId: number | null }, id: number): void {
	if ((openId ?? cursor.row?.id) !== id) return;
	const index = rows.findIndex((row) => row.id === id);
	if (index === -1) return;
	const next = rows[index + 1] ?? rows[index - 1];
	if (next) cursor.goTo(next.id);
}
