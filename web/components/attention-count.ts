import { useQueries } from "@tanstack/react-query";
import { carriedQuery, deliveriesQuery, publicationsQuery, useMe } from "../queries.ts";
import { useAfterPaint } from "./after-paint.tsx";

/** How many things wait for a person: "7", "50+", or null when there are none or the person may not see them. */
export function useAttentionCount(): string | null {
	const { permissions } = useMe();
	const isDue = useAfterPaint();
	const maySettle = isDue && permissions.includes("publication.settle");
	const mayRead = isDue && permissions.includes("delivery.read");
	return useQueries({
		queries: [
			{ ...carriedQuery, enabled: maySettle },
			{ ...publicationsQuery("unknown"), enabled: maySettle },
			{ ...publicationsQuery("failed"), enabled: maySettle },
			{ ...deliveriesQuery("not-understood"), enabled: mayRead },
		],
		combine: (results) => {
			const count = results.reduce((sum, result) => sum + (result.data?.items.length ?? 0), 0);
			const isMore = results.some((result) => result.data?.nextCursor);
			return count === 0 ? null : `${count}${isMore ? "+" : ""}`;
		},
	});
}
