import type { CaseQuery, CaseRow, CaseStatus } from "./api.ts";

/** What the address bar says about the queue: the view, the filters, the words. The open case is the path. */
export type CaseSearch = Omit<CaseQuery, "cursor" | "limit" | "agencyId" | "assigneeId"> & {
	agencyId?: number | undefined;
	assigneeId?: number | undefined;
};

const views = [
	"open",
	"mine",
	"new",
	"approval",
	"returned",
	"answered",
	"all",
] as const satisfies readonly CaseQuery["view"][];
const groups = ["due", "place", "topic"] as const satisfies readonly CaseQuery["group"][];
const dues = ["overdue", "hour", "today"] as const;
const statuses: Record<CaseStatus, true> = {
	new: true,
	triage: true,
	rejected: true,
	merged: true,
	assigned: true,
	inProgress: true,
	returnedWrongAgency: true,
	onApproval: true,
	onReview: true,
	rework: true,
	readyToPublish: true,
	interimPublished: true,
	answered: true,
	deferred: true,
	awaitingCitizen: true,
	closed: true,
	reopened: true,
	handedTo59fz: true,
};
export const statusList = Object.keys(statuses) as CaseStatus[];
export const viewList = views;
export const dueList = dues;
export const groupList = groups;

const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
	list.find((item) => item === value);
const words = (value: unknown, max: number): string | undefined =>
	typeof value === "string" && value.trim() ? value.slice(0, max) : undefined;
const whole = (value: unknown): number | undefined => {
	const number = Number(value);
	return Number.isSafeInteger(number) && number > 0 ? number : undefined;
};

/** Anything may stand in an address: what is not known is left out. */
export function readCaseSearch(raw: Record<string, unknown>): CaseSearch {
	// every key is named, also when it is undefined: what is not overwritten would pass unchecked
	return {
		view: oneOf(views, raw.view),
		status: oneOf(statusList, raw.status),
		agencyId: whole(raw.agencyId),
		assigneeId: whole(raw.assigneeId),
		topicCode: words(raw.topicCode, 100),
		groupCode: words(raw.groupCode, 100),
		channel: words(raw.channel, 30),
		due: oneOf(dues, raw.due),
		cue: words(raw.cue, 30),
		snoozed: oneOf(["only"] as const, raw.snoozed),
		q: words(raw.q, 200),
		sort: oneOf(["due", "newest"] as const, raw.sort),
		group: oneOf(groups, raw.group),
	};
}

/** Whether the list stands in the order of deadlines: words found and cases answered come newest first. */
export function isByDue(search: CaseSearch): boolean {
	return mayGroup(search) && (search.sort !== "newest" || search.group !== undefined);
}

/** Lists of what is to be done may stand in groups; words found and what was answered stand by time. */
export function mayGroup({ q, view }: CaseSearch): boolean {
	return !q && view !== "all" && view !== "answered";
}

/** In what groups the list stands; undefined: in none. */
export const groupIn = (search: CaseSearch): CaseSearch["group"] => (mayGroup(search) ? search.group : undefined);

/**
 * Whether `other` stands after `row` in the order of the list.
 * @param compare groups by their names, as the server does
 */
export function standsAfter(
	search: CaseSearch,
	other: CaseRow,
	row: CaseRow,
	compare: (code: string, other: string) => number,
): boolean {
	const group = groupIn(search);
	if (group === "topic" || group === "place") {
		const codeOf = (one: CaseRow) => (group === "topic" ? one.topicCode : one.territoryCode);
		const [code, own] = [codeOf(other), codeOf(row)];
		// those of no group come last
		if (code !== own) return own !== null && (code === null || compare(code, own) > 0);
	}
	return isByDue(search) ? other.dueAt > row.dueAt : other.registeredAt < row.registeredAt;
}

/** How many filters narrow the view, the search words aside. */
export function filterCount(search: CaseSearch): number {
	const { status, agencyId, assigneeId, topicCode, groupCode, channel, due, cue, snoozed } = search;
	return [status, agencyId, assigneeId, topicCode, groupCode, channel, due, cue, snoozed].filter(
		(value) => value !== undefined,
	).length;
}

const viewStatuses: Partial<Record<NonNullable<CaseQuery["view"]>, readonly CaseStatus[]>> = {
	new: ["new", "triage"],
	approval: ["onApproval", "onReview"],
	returned: ["returnedWrongAgency", "rework", "reopened"],
	answered: ["answered", "closed"],
};

/** Lists of what is to be done. */
const workViews: readonly NonNullable<CaseQuery["view"]>[] = ["open", "mine", "new", "returned"];

/** Whether two addresses ask for the same list. */
export function isSameSearch(one: CaseSearch, other: CaseSearch): boolean {
	const plain = ({ view, sort, ...rest }: CaseSearch) => ({ ...rest, view: view ?? "open", sort: sort ?? "due" });
	const [a, b] = [new Map(Object.entries(plain(one))), new Map(Object.entries(plain(other)))];
	return [...a.keys(), ...b.keys()].every((name) => a.get(name) === b.get(name));
}

/**
 * Whether a case that was in the list would still be found by its conditions; words are not looked at. The server decides
 * by the same conditions when the list is read.
 */
export function standsIn(
	search: CaseSearch,
	row: CaseRow,
	groupOf: (topicCode: string | null) => string | undefined,
): boolean {
	const view = search.view ?? "open";
	// what is put aside stands only where it was asked for
	const isAside = row.snoozedUntil !== null && search.due === undefined && workViews.includes(view);
	if (search.snoozed ? row.snoozedUntil === null : isAside) return false;
	const statuses = search.status ? [search.status] : viewStatuses[view];
	const isLive = view === "open" || view === "mine" || search.due !== undefined;
	if (statuses ? !statuses.includes(row.status) : isLive && !row.isOpen) return false;
	if (view === "mine" && row.assigneeId === null) return false;
	if (search.agencyId !== undefined && row.agencyId !== search.agencyId) return false;
	if (search.assigneeId !== undefined && row.assigneeId !== search.assigneeId) return false;
	if (search.topicCode !== undefined && row.topicCode !== search.topicCode) return false;
	return search.groupCode === undefined || groupOf(row.topicCode) === search.groupCode;
}

/** Changes some of the conditions and leaves the others as they are. */
export type ChangeSearch = (change: Partial<CaseSearch>) => void;
