import { useQuery } from "@tanstack/react-query";
import { noticesQuery } from "../queries.ts";
import { useAfterPaint } from "./after-paint.tsx";

/** How many notices were not read: "7", "99+", or null when there are none. */
export function useUnread(): string | null {
	const count = useQuery({ ...noticesQuery, enabled: useAfterPaint() }).data?.unread ?? 0;
	return count === 0 ? null : count > 99 ? "99+" : String(count);
}
