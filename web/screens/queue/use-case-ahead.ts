import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** once the list stands and nothing else is to be done */
const restMs = 1_000;

/** The screen of a case is fetched before one is opened; without it, it comes then. */
export function useCaseAhead(): void {
	const router = useRouter();
	useEffect(() => {
		const load = () => void router.loadRouteChunk(router.routesById["/desk/cases/$caseId"])?.catch(() => {});
		const timer = setTimeout(() => ("requestIdleCallback" in window ? requestIdleCallback(load) : load()), restMs);
		return () => clearTimeout(timer);
	}, [router]);
}
