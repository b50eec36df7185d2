import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { api, type Arrival } from "../../api.ts";

/** Follows a stored message until its case is there, and opens the case where the person may see it. */
export function useArrival(stored: Arrival | null): Arrival | null {
	const navigate = useNavigate();
	const { data } = useQuery({
		queryKey: ["arrival", stored?.pageId, stored?.externalId],
		queryFn: () => api.arrival(stored?.pageId ?? 0, stored?.externalId ?? ""),
		enabled: stored !== null && stored.caseId === null,
		refetchInterval: ({ state }) => (state.data?.caseId ? false : 1000),
	});
	const found = stored?.caseId ? stored : (data ?? stored);
	const caseId = found?.isVisible ? found.caseId : null;
	useEffect(() => {
		if (caseId) void navigate({ to: "/cases/$caseId", params: { caseId } });
	}, [caseId, navigate]);
	return found;
}
