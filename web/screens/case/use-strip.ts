import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { answers } from "../../api.ts";
import { answerApi } from "../../api-answer.ts";
import { onLive } from "../../live.ts";
import { caseQuery } from "../../queries.ts";

export type StripItem = NonNullable<answers.ApprovalItem["item"]>;

/** Where one is in the strip: what is shown stays until it is decided or skipped, whatever comes meanwhile. */
type Place = { answer: answers.ApprovalItem; after: string | null };

type Ahead = { after: string; answer: Promise<answers.ApprovalItem> };

export type Strip = {
	item: StripItem | null;
	/** how many wait, the shown one included; null until it is known */
	waiting: number | null;
	cap: number;
	isLoading: boolean;
	error: unknown;
	hasSkipped: boolean;
	/** the next one; `isDecided`: this one waits no more */
	goOn: (isDecided: boolean) => void;
	/** the one that was skipped last */
	goBack: () => void;
	/** shows the place where one is now again, later */
	showAgain: () => void;
	restart: () => void;
};

/** Shows the answer after a place in the row, and reads the next one while this one is looked at. */
function useShown() {
	const client = useQueryClient();
	const [place, setPlace] = useState<Place | null>(null);
	const [error, setError] = useState<unknown>(null);
	const ahead = useRef<Ahead | null>(null);
	const show = useCallback(
		async (after: string | null, less = 0) => {
			setError(null);
			const known = after !== null && ahead.current?.after === after ? ahead.current.answer : null;
			try {
				const answer = await (known ?? answerApi.nextApproval(after));
				// what was read ahead still counts the one that was decided meanwhile
				const waiting = known ? Math.max(0, answer.waiting - less) : answer.waiting;
				if (answer.item) client.setQueryData(caseQuery(answer.item.detail.case.id).queryKey, answer.item.detail);
				setPlace({ answer: { ...answer, waiting }, after });
				const cursor = answer.item?.cursor;
				const next = cursor ? answerApi.nextApproval(cursor) : null;
				// a failure shows when it is asked for
				next?.catch(() => {
					ahead.current = null;
				});
				ahead.current = cursor && next ? { after: cursor, answer: next } : null;
			} catch (failure) {
				setError(failure);
			}
		},
		[client],
	);
	return { place, error, show };
}

/** Answers that wait for one's approval, one after another; the next one is read while this one is looked at. */
export function useStrip(): Strip {
	const [skipped, setSkipped] = useState<(string | null)[]>([]);
	const { place, error, show } = useShown();
	useEffect(() => void show(null), [show]);
	// at the end of the row nothing begins anew by itself; where nothing waits, what comes is shown
	const isEmpty = place !== null && place.answer.item === null && place.answer.waiting === 0;
	useEffect(() => {
		if (!isEmpty) return;
		return onLive(() => void show(null));
	}, [isEmpty, show]);
	const { item = null, waiting = null, cap = 0 } = place?.answer ?? {};
	return {
		item,
		waiting,
		cap,
		isLoading: place === null && error === null,
		error,
		hasSkipped: skipped.length > 0,
		goOn: (isDecided) => {
			if (!isDecided) setSkipped((all) => [...all, place?.after ?? null]);
			void show(item?.cursor ?? null, isDecided ? 1 : 0);
		},
		goBack: () => {
			const last = skipped.at(-1);
			setSkipped((all) => all.slice(0, -1));
			if (last !== undefined) void show(last);
		},
		showAgain: () => void show(place?.after ?? null),
		restart: () => {
			setSkipped([]);
			void show(null);
		},
	};
}
