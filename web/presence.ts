import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { caseApi } from "./api-case.ts";
import { useMe } from "./queries.ts";

/** The server forgets whoever was silent for 50 seconds. */
const beatMs = 20_000;

/** Who is at a case: each reading of it says that one is there, too. */
export const presenceQuery = (caseId: number) =>
	queryOptions({
		queryKey: ["presence", caseId],
		queryFn: () => caseApi.beHere(caseId),
		refetchInterval: beatMs,
		// a tab that nobody looks at is not there
		refetchIntervalInBackground: false,
		retry: false,
		gcTime: 0,
	});

export type Others = { here: string[]; writing: string | null };

/** Tells the server that the case is open, until it is left; gives the colleagues who are there, too. */
export function usePresence(caseId: number): Others {
	const me = useMe();
	const { data } = useQuery(presenceQuery(caseId));
	useEffect(() => {
		// the case may be out of sight by now: then there is nobody to tell
		const leave = () => void caseApi.leave(caseId).catch(() => undefined);
		window.addEventListener("pagehide", leave);
		return () => {
			window.removeEventListener("pagehide", leave);
			leave();
		};
	}, [caseId]);
	const writing = data?.writing && data.writing.staffId !== me.id ? data.writing : null;
	const here = (data?.people ?? []).filter(({ staffId }) => staffId !== me.id && staffId !== writing?.staffId);
	return { here: here.map(({ name }) => name), writing: writing?.name ?? null };
}
