import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type PeopleFilter, peopleApi } from "../../api-people.ts";

export const peopleQuery = (filter: PeopleFilter) =>
	infiniteQueryOptions({
		queryKey: ["people", "list", filter],
		queryFn: ({ pageParam }) => peopleApi.list(filter, pageParam),
		initialPageParam: undefined as string | undefined,
		getNextPageParam: (last) => last.nextCursor ?? undefined,
		// the list does not jump away while the next letter is typed
		placeholderData: (before) => before,
	});
export const personQuery = (id: number) =>
	queryOptions({ queryKey: ["people", "one", id], queryFn: () => peopleApi.person(id) });
export const rolesQuery = queryOptions({ queryKey: ["people", "roles"], queryFn: peopleApi.roles });
