import { useQuery } from "@tanstack/react-query";
import { api, type CaseRow, type Permission } from "../../api.ts";
import { dayApi, type OwnTask, type Promised } from "../../api-day.ts";
import { countsQuery, useMe } from "../../queries.ts";
import { dayIn } from "../../time.ts";

/** So many rows of a list are read; behind them it says "at least". */
const most = 100;
const keys = { staleTime: 10_000 };

export type Day = ReturnType<typeof useDay>;

/** Whose day has which parts follows from what one may do. */
function partsOf(permissions: readonly Permission[]) {
	const has = (...some: Permission[]) => some.some((one) => permissions.includes(one));
	return {
		answers: has("reply.write"),
		works: has("case.work"),
		approves: has("reply.approve", "reply.review"),
		corrects: has("reply.approve"),
		triages: has("case.triage"),
		judges: has("quality.review"),
		heads: has("escalation.agency", "escalation.office", "case.triage"),
	};
}

/** Everything that waits for the caller, read by the same routes and filters as the lists that it leads to. */
export function useDay() {
	const { id, permissions, region } = useMe();
	const parts = partsOf(permissions);
	const today = dayIn(region.timeZone);
	const mine = useQuery({
		...keys,
		queryKey: ["day", "mine", id],
		queryFn: () => api.cases({ view: "mine", limit: most }),
	});
	const promises = useQuery({
		...keys,
		queryKey: ["day", "promises", today],
		queryFn: () => dayApi.promises({ state: "open", to: today, limit: most }),
	});
	const tasks = useQuery({ ...keys, queryKey: ["day", "tasks"], queryFn: dayApi.ownTasks, enabled: parts.works });
	const corrections = useCorrections(parts.corrects);
	const triage = useTriage(parts.triages);
	const { numbers, cap, queries: counted } = useNumbers(parts);
	const found = {
		mine: mine.data?.items ?? noCases,
		promisesLate: promises.data?.items.filter(({ dueOn }) => dueOn < today) ?? noPromises,
		promisesToday: promises.data?.items.filter(({ dueOn }) => dueOn === today) ?? noPromises,
		tasks: tasks.data?.items ?? noTasks,
		corrections: corrections.items,
		disputes: triage.disputes,
		secondReviews: triage.secondReviews,
	};
	const queries = [mine, promises, tasks, corrections.query, ...counted, ...triage.queries];
	return {
		...found,
		numbers,
		cap,
		isMore: {
			mine: Boolean(mine.data?.nextCursor),
			tasks: tasks.data?.isMore ?? false,
			corrections: corrections.isMore,
			disputes: triage.isMoreDisputes,
		},
		isCalm:
			Object.values(numbers).every((count) => count === 0) && Object.values(found).every((list) => list.length === 0),
		isPending: queries.some(({ isLoading }) => isLoading),
		error: queries.find(({ error }) => error)?.error ?? null,
		again: () => {
			for (const query of queries) if (query.error) void query.refetch();
		},
	};
}

/** Lists that stand elsewhere: how many wait in each. */
function useNumbers(parts: ReturnType<typeof partsOf>) {
	const counts = useQuery(countsQuery);
	const approvals = useQuery({
		...keys,
		queryKey: ["day", "approvals"],
		queryFn: dayApi.approvals,
		enabled: parts.approves,
	});
	const review = useQuery({ ...keys, queryKey: ["day", "review"], queryFn: dayApi.review, enabled: parts.judges });
	const views = counts.data?.views;
	return {
		queries: [counts, approvals, review],
		numbers: {
			approvals: approvals.data?.waiting ?? 0,
			returned: parts.answers || parts.triages ? (views?.returned ?? 0) : 0,
			new: parts.triages ? (views?.new ?? 0) : 0,
			overdue: parts.heads ? (counts.data?.overdue ?? 0) : 0,
			quality: review.data ? review.data.waiting + (review.data.item ? 1 : 0) : 0,
		},
		cap: counts.data?.cap ?? Number.POSITIVE_INFINITY,
	};
}

/** Corrections that wait for the caller: nobody decides on words of their own. */
function useCorrections(enabled: boolean) {
	const { name } = useMe();
	const query = useQuery({ ...keys, queryKey: ["day", "corrections"], queryFn: dayApi.corrections, enabled });
	const items = query.data?.items.filter(({ authorName }) => authorName !== name) ?? noCorrections;
	return { query, items, isMore: Boolean(query.data?.nextCursor) };
}

/** What only who distributes decides. */
function useTriage(enabled: boolean) {
	const disputes = useQuery({ ...keys, queryKey: ["day", "disputes"], queryFn: dayApi.disputes, enabled });
	const reviews = useQuery({ ...keys, queryKey: ["day", "second-reviews"], queryFn: dayApi.secondReviews, enabled });
	return {
		queries: [disputes, reviews],
		disputes: disputes.data?.items ?? noDisputes,
		isMoreDisputes: Boolean(disputes.data?.nextCursor),
		secondReviews: reviews.data?.items ?? noReviews,
	};
}

const noCases: CaseRow[] = [];
const noPromises: Promised[] = [];
const noTasks: OwnTask[] = [];
const noCorrections: Awaited<ReturnType<typeof dayApi.corrections>>["items"] = [];
const noDisputes: Awaited<ReturnType<typeof dayApi.disputes>>["items"] = [];
const noReviews: Awaited<ReturnType<typeof dayApi.secondReviews>>["items"] = [];
