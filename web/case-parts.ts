import { notifyManager, type Query, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { CaseDetail } from "./api.ts";
import { isRefusal } from "./request-trouble.ts";
import { caseApi } from "./api-case.ts";
import { say } from "./components/toaster.tsx";
import { caseQuery, countsQuery } from "./queries.ts";

/** What stands around a case, each part read by itself and only where the history tells that there is something. */

/** All parts of a case begin with this key: a change of the case makes them old. */
export const partsKey = (id: number) => ["case-part", id] as const;

type Read<T> = (id: number, signal?: AbortSignal) => Promise<T>;

const part =
	<T>(name: string, read: Read<T>) =>
	(id: number) =>
		queryOptions({
			queryKey: [...partsKey(id), name],
			queryFn: ({ signal }) => read(id, signal),
			staleTime: 10_000,
		});

export const tasksQuery = part("tasks", caseApi.tasks);
export const clocksQuery = part("clocks", caseApi.clocks);
export const promisesQuery = part("promises", caseApi.promises);
export const evidenceQuery = part("evidence", caseApi.evidence);
/** @param photos those of the answer: with others it is asked anew */
export const evidenceChecksQuery = (id: number, photos: readonly string[] = []) =>
	queryOptions({
		queryKey: [...partsKey(id), "evidence-checks", ...photos],
		queryFn: ({ signal }) => caseApi.evidenceChecks(id, signal),
		staleTime: 60_000,
	});
export const correctionsQuery = part("corrections", caseApi.corrections);
export const childrenQuery = part("children", caseApi.children);
export const nearQuery = part("near", caseApi.near);
export const linksQuery = part("links", caseApi.links);
export const repeatsQuery = part("repeats", caseApi.repeats);
export const saysQuery = part("says", caseApi.says);
export const returnsQuery = part("returns", caseApi.returns);
export const appealsQuery = part("appeals", caseApi.appeals);
export const hidingsQuery = part("hidings", caseApi.hidings);
export const contactsQuery = part("contacts", caseApi.contacts);
export const appealTextQuery = queryOptions({ queryKey: ["appeal-text"], queryFn: caseApi.appealText });
export const partiesQuery = queryOptions({ queryKey: ["outside-parties"], queryFn: caseApi.outsideParties });

/** Why a part that stands on the screen could not be read, whichever it is, and the way to read those anew. */
export function useFailedParts(id: number): { error: Error | null; again: () => void } {
	const client = useQueryClient();
	const cache = client.getQueryCache();
	const failed = {
		queryKey: partsKey(id),
		exact: false,
		type: "active",
		predicate: ({ state }: Query) => state.error !== null && !isRefusal(state.error),
	} as const;
	const error = useSyncExternalStore(
		(changed) => cache.subscribe(notifyManager.batchCalls(changed)),
		() => cache.find(failed)?.state.error ?? null,
	);
	return { error, again: () => void client.refetchQueries(failed) };
}

/** Whether one of these events stands in the history of a case. */
export const happened = ({ history }: CaseDetail, ...types: string[]): boolean =>
	history.some((event) => types.includes(event.type));

/**
 * A change of what stands around a case; the form that makes it stays busy until the new state has been read.
 * @param done what is said when it is done
 */
export function usePartChange<T, R = unknown>(id: number, change: (input: T) => Promise<R>, done?: string) {
	const client = useQueryClient();
	const readAnew = () => {
		void client.invalidateQueries({ queryKey: countsQuery.queryKey });
		return Promise.all([
			client.invalidateQueries({ queryKey: partsKey(id) }),
			client.invalidateQueries({ queryKey: caseQuery(id).queryKey }),
		]);
	};
	return useMutation({
		mutationFn: change,
		onSuccess: async () => {
			if (done) say(done);
			await readAnew();
		},
		// a refusal because somebody was faster shows the new state
		onError: () => void readAnew(),
	});
}
