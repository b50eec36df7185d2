import {
	keepPreviousData,
	QueryClient,
	queryOptions,
	useMutation,
	useQuery,
	useQueryClient,
} from "@tanstack/react-query";
import { api, type CaseDetail, type PublicationState, type Reference } from "./api.ts";
import { isPassing } from "./request-trouble.ts";
import { triageApi } from "./api-triage.ts";

export const queryClient = new QueryClient({
	defaultOptions: {
		queries: {
			staleTime: 30_000,
			retry: (count, error) => isPassing(error) && count < 2,
			refetchOnWindowFocus: true,
		},
	},
});

export const sessionQuery = queryOptions({
	queryKey: ["session"],
	queryFn: ({ signal }) => api.session(signal),
	staleTime: 5 * 60_000,
});
export const statusQuery = queryOptions({ queryKey: ["status"], queryFn: api.status });
export const referenceQuery = queryOptions({ queryKey: ["reference"], queryFn: api.reference, staleTime: 10 * 60_000 });
export const countsQuery = queryOptions({ queryKey: ["counts"], queryFn: api.counts });
export const caseQuery = (id: number) =>
	queryOptions({
		queryKey: ["case", id],
		queryFn: ({ signal }) => api.case(id, signal),
		staleTime: 10_000,
		// a photo that has come from the network tells nobody
		refetchInterval: ({ state }) => (state.data && hasPhotoOnItsWay(state.data) ? 5000 : false),
	});

/** Of a message that came lately: an older photo comes late or never. */
function hasPhotoOnItsWay({ messages }: CaseDetail): boolean {
	const lately = Date.now() - 5 * 60_000;
	return messages.some(
		({ sentAt, attachments }) =>
			Date.parse(sentAt) > lately &&
			attachments.some(({ kind, file }) => kind === "photo" && file?.state === "waiting"),
	);
}
export const savedViewsQuery = queryOptions({
	queryKey: ["saved-views"],
	queryFn: triageApi.savedViews,
	staleTime: 5 * 60_000,
});
// any conditions may stand in a view: their counts are asked for less often than those of the views that everybody has
export const savedCountsQuery = queryOptions({
	queryKey: ["saved-view-counts"],
	queryFn: triageApi.savedViewCounts,
	refetchInterval: 30_000,
});
export const bulksQuery = queryOptions({
	queryKey: ["bulks"],
	queryFn: triageApi.bulks,
	// work in the background tells nobody that it goes on
	refetchInterval: ({ state }) =>
		state.data?.items.some((one) => one.state === "running" || one.state === "undoing") ? 1000 : false,
});
export const similarQuery = (id: number) =>
	queryOptions({ queryKey: ["similar", id], queryFn: ({ signal }) => api.similar(id, signal), staleTime: 60_000 });
export const modelsQuery = queryOptions({
	queryKey: ["models"],
	queryFn: ({ signal }) => api.models(signal),
	// a training tells nobody that it has ended
	refetchInterval: ({ state }) => (state.data?.training ? 2000 : false),
});
export const publicationsQuery = (state: PublicationState) =>
	queryOptions({ queryKey: ["publications", state], queryFn: () => api.publications({ state }) });
export const carriedQuery = queryOptions({
	queryKey: ["publications", "by-person"],
	queryFn: () => api.carried({}),
});
export const handPagesQuery = queryOptions({ queryKey: ["pages", "by-hand"], queryFn: api.handPages });
export const importPagesQuery = queryOptions({ queryKey: ["pages", "imports"], queryFn: api.importPages });
export const importsQuery = queryOptions({ queryKey: ["imports"], queryFn: api.imports });
export const deliveriesQuery = (status: "accepted" | "not-understood") =>
	queryOptions({ queryKey: ["deliveries", status], queryFn: () => api.deliveries({ status }) });
export const pagesQuery = queryOptions({ queryKey: ["pages"], queryFn: api.pages });
export const channelsQuery = queryOptions({ queryKey: ["channels"], queryFn: api.channels, staleTime: 10 * 60_000 });
export const pageQuery = (id: number) =>
	queryOptions({
		queryKey: ["pages", id],
		queryFn: () => api.page(id),
		// a comparison that is under way tells nobody that it has ended
		refetchInterval: ({ state }) => (state.data?.checks.some((check) => check.endedAt === null) ? 2000 : 30_000),
	});
export const ledgerQuery = (id: number, days: number) =>
	queryOptions({ queryKey: ["pages", id, "ledger", days], queryFn: () => api.ledger(id, days) });
export const noticesQuery = queryOptions({ queryKey: ["notices"], queryFn: api.notices, refetchInterval: 60_000 });
export const noticeSettingsQuery = queryOptions({ queryKey: ["notice-settings"], queryFn: api.noticeSettings });

export { keepPreviousData };

/** The signed-in person; only screens behind the sign-in call this. */
export function useMe() {
	const { data } = useQuery(sessionQuery);
	if (!data) throw new Error("no session");
	return data;
}

export type Lookup = {
	agency: (id: number | null) => Reference["agencies"][number] | undefined;
	topic: (code: string | null) => Reference["topics"][number] | undefined;
	territory: (code: string | null) => Reference["territories"][number] | undefined;
	page: (id: number) => Reference["pages"][number] | undefined;
	staff: (id: number | null) => Reference["staff"][number] | undefined;
	all: Reference;
};

const none: Reference = {
	agencies: [],
	topicGroups: [],
	topics: [],
	territories: [],
	pages: [],
	channels: [],
	staff: [],
};
const lookups = new WeakMap<Reference, Lookup>();

/** Names behind ids and codes; none before they have come. */
export function lookupOf(reference: Reference = none): Lookup {
	const known = lookups.get(reference);
	if (known) return known;
	const agencies = new Map(reference.agencies.map((one) => [one.id, one]));
	const topics = new Map(reference.topics.map((one) => [one.code, one]));
	const territories = new Map(reference.territories.map((one) => [one.code, one]));
	const pages = new Map(reference.pages.map((one) => [one.id, one]));
	const staff = new Map(reference.staff.map((one) => [one.id, one]));
	const made: Lookup = {
		agency: (id) => (id === null ? undefined : agencies.get(id)),
		topic: (code) => (code === null ? undefined : topics.get(code)),
		territory: (code) => (code === null ? undefined : territories.get(code)),
		page: (id) => pages.get(id),
		staff: (id) => (id === null ? undefined : staff.get(id)),
		all: reference,
	};
	lookups.set(reference, made);
	return made;
}

/** Names behind ids and codes. Empty until it has loaded. */
export function useReference(): Lookup {
	const { data } = useQuery(referenceQuery);
	return lookupOf(data);
}

/**
 * Shows the case as a change of its reply has left it. Answers may overtake each other: an older one never takes the place of
 * a newer.
 */
export function showCase(client: QueryClient, detail: CaseDetail): void {
	const { queryKey } = caseQuery(detail.case.id);
	// what is being read was asked for before this change
	void client.cancelQueries({ queryKey });
	client.setQueryData(queryKey, (known) => (known && isOlder(detail, known) ? known : detail));
}

function isOlder(detail: CaseDetail, known: CaseDetail): boolean {
	if (detail.case.version !== known.case.version) return detail.case.version < known.case.version;
	const [reply, other] = [detail.reply, known.reply];
	return reply !== null && other !== null && reply.id === other.id && reply.revision < other.revision;
}

/**
 * A change of one case: its answer is the new case. A refusal because somebody was faster shows the new state at once.
 */
export function useCaseChange<T>(id: number, change: (input: T) => Promise<CaseDetail>) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: change,
		onSuccess: (detail) => {
			client.setQueryData(caseQuery(id).queryKey, detail);
			void client.invalidateQueries({ queryKey: countsQuery.queryKey });
		},
		onError: () => void client.invalidateQueries({ queryKey: caseQuery(id).queryKey }),
	});
}
