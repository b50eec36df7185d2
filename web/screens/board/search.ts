import { type Period, periods } from "./tell.ts";

const things = ["inTime", "late", "overdue"] as const;

/** What the address says of the board: the time, and which number is opened. */
export type BoardSearch = {
	period?: Period | undefined;
	show?: (typeof things)[number] | undefined;
	agencyId?: number | undefined;
	topicCode?: string | undefined;
};

/** Anything may stand in an address: what is not known is left out. */
export function readBoardSearch(raw: Record<string, unknown>): BoardSearch {
	return {
		period: periods.find((one) => one === raw.period),
		show: things.find((one) => one === raw.show),
		agencyId: Number(raw.agencyId) || undefined,
		topicCode: typeof raw.topicCode === "string" && raw.topicCode ? raw.topicCode.slice(0, 100) : undefined,
	};
}
