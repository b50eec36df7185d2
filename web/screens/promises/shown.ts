import type { dayApi } from "../../api-day.ts";
import { daysAfter } from "../../time.ts";

/** Which promises are shown. */
export const shownList = ["open", "today", "late", "broken", "moved", "kept"] as const;
export type Shown = (typeof shownList)[number];
export type PromiseSearch = { show?: Shown | undefined; agencyId?: number | undefined };

/** What the server is asked for; a promise is late from the day after its own. */
export function queryOf(
	{ show = "open", agencyId }: PromiseSearch,
	today: string,
): Parameters<typeof dayApi.promises>[0] {
	const given = agencyId === undefined ? {} : { agencyId };
	if (show === "today") return { ...given, state: "open", from: today, to: today };
	if (show === "late") return { ...given, state: "open", to: daysAfter(today, -1) };
	return { ...given, state: show };
}
