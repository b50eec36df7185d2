import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { settledStatuses } from "../domain/case.ts";
import type { CaseStatus } from "../domain/case.ts";
import type { Priority } from "../domain/priority.ts";
import type { Registry } from "../registry/reads.ts";
import { inScope } from "./reads.ts";
import { snoozedIds } from "./reads-snooze.ts";

/** By what a list may stand in groups: days of the term, territories, topics. */
export const queueGroups = ["due", "place", "topic"] as const;
export type QueueGroup = (typeof queueGroups)[number];
export type CaseView = "open" | "mine" | "new" | "approval" | "returned" | "answered" | "all";

/** What the queue is asked for; see the API's CaseQuery. */
export type QueueQuery = {
	view: CaseView;
	status?: CaseStatus | undefined;
	agencyId?: number | undefined;
	assigneeId?: number | undefined;
	/** only these of what is found */
	ids?: readonly number[] | undefined;
	topicCode?: string | undefined;
	groupCode?: string | undefined;
	channel?: string | undefined;
	due?: "overdue" | "hour" | "today" | undefined;
	/** cases whose cues hold this one */
	cue?: string | undefined;
	priority?: Priority | undefined;
	/** "none": cases that nobody owns; "mine": the caller's */
	owner?: "none" | "mine" | undefined;
	/** "only": cases that are put aside now */
	snoozed?: "only" | undefined;
	q?: string | undefined;
	sort: "due" | "newest";
	/** the list stands in groups, each in the order of its terms */
	group?: QueueGroup | undefined;
	/** whose alphabet groups of topics stand by; Russian unless named */
	language?: "ru" | "en" | undefined;
	cursor?: string | undefined;
	limit: number;
};

/**
 * Of cases `c`: what the filter finds.
 * @param among whose, if not all that the caller sees
 * @throws DomainError forbidden
 */
export function isFound(
	registry: Registry,
	caller: Caller,
	query: QueueQuery,
	now: Date,
	mine: readonly number[],
	among: RawBuilder<boolean> = inScope(caseScope(caller)),
): RawBuilder<unknown> {
	const conditions = [...conditionsOf(caller, query, now, mine), among, isOf(topicsOf(registry, query))];
	return sql.join([...conditions, wordsOf(query.q) ?? sql`true`], sql` and `);
}

export function isOf(topics: string[] | null): RawBuilder<unknown> {
	if (topics === null) return sql`true`;
	return topics.length === 1 ? sql`c.topic_code = ${topics[0]}` : sql`c.topic_code = any (${topics}::text[])`;
}

/** Every status of each view; the rest of a view's meaning is in `conditionsOf`. */
const viewStatuses: Partial<Record<CaseView, readonly CaseStatus[]>> = {
	new: ["new", "triage"],
	approval: ["onApproval", "onReview"],
	returned: ["returnedWrongAgency", "rework", "reopened"],
	answered: ["answered", "closed"],
};

/** The same question for each status of its view, where there are several. */
export function oneByOne(query: QueueQuery): QueueQuery[] {
	const statuses = query.status ? undefined : viewStatuses[query.view];
	return statuses ? statuses.map((status) => ({ ...query, status })) : [query];
}

/** Whether only open cases can be found. */
export function holdsOpenOnly({ view, status, due }: QueueQuery): boolean {
	if (due) return true;
	return status ? !settledStatuses.includes(status) : view !== "all" && view !== "answered";
}

/** @param mine the caller and those whose work is theirs while they are away */
export function conditionsOf(
	caller: Caller,
	query: Omit<QueueQuery, "q" | "topicCode" | "groupCode">,
	now: Date,
	mine: readonly number[],
): RawBuilder<unknown>[] {
	const conditions = [sql`c.region_id = ${caller.regionId}`];
	const statuses = query.status ? [query.status] : viewStatuses[query.view];
	if (statuses) conditions.push(sql`c.status in (${sql.join(statuses)})`);
	if (!statuses && (query.view === "open" || query.view === "mine")) conditions.push(sql`c.is_open`);
	if (query.view === "mine") conditions.push(isOneOf(sql`c.assignee_id`, mine));
	if (query.agencyId) conditions.push(sql`c.agency_id = ${query.agencyId}`);
	if (query.assigneeId) conditions.push(sql`c.assignee_id = ${query.assigneeId}`);
	if (query.ids) conditions.push(sql`c.id = any (${[...query.ids]}::bigint[])`);
	if (query.snoozed) conditions.push(sql`c.id in ${snoozedIds(caller.regionId, now)}`);
	else if (putsAside(query)) conditions.push(sql`c.id not in ${snoozedIds(caller.regionId, now)}`);
	if (query.channel) conditions.push(sql`c.channel = ${query.channel}`);
	// without the second half the index of the few cases with cues is not used
	if (query.cue) conditions.push(sql`c.cues @> array[${query.cue}]::text[]`, sql`c.cues <> '{}'`);
	if (query.priority) conditions.push(sql`c.priority = ${query.priority}`);
	if (query.owner) conditions.push(query.owner === "none" ? sql`c.owner_id is null` : isOneOf(sql`c.owner_id`, mine));
	if (query.due) conditions.push(sql`c.is_open`, dueCondition(query.due, now));
	return conditions;
}

/** Lists of what is to be done leave out what is put aside; a deadline, an approval, everything there is do not. */
const workViews: readonly CaseView[] = ["open", "mine", "new", "returned"];
const putsAside = ({ view, due }: Pick<QueueQuery, "view" | "due">) => !due && workViews.includes(view);

// of one person the index gives the order, too
const isOneOf = (column: RawBuilder<unknown>, ids: readonly number[]): RawBuilder<unknown> =>
	ids.length === 1 ? sql`${column} = ${ids[0]}` : sql`${column} = any (${[...ids]}::int[])`;

export function topicsOf(registry: Registry, query: QueueQuery): string[] | null {
	if (!query.topicCode && !query.groupCode) return null;
	return [...registry.topics.values()]
		.filter((topic) => !query.groupCode || topic.groupCode === query.groupCode)
		.filter((topic) => !query.topicCode || topic.code === query.topicCode)
		.map((topic) => topic.code);
}

export function wordsOf(q: string | undefined): RawBuilder<unknown> | null {
	if (!q?.trim()) return null;
	const words = sql`websearch_to_tsquery('russian', replace(lower(${q}), 'ё', 'е'))`;
	// words that the dictionary drops as noise ("на") must not empty the list
	return sql`(numnode(${words}) = 0 or c.search @@ ${words})`;
}

function dueCondition(due: "overdue" | "hour" | "today", now: Date): RawBuilder<unknown> {
	const inMs = { overdue: 0, hour: 3_600_000, today: 24 * 3_600_000 }[due];
	const until = new Date(now.getTime() + inMs);
	return due === "overdue" ? sql`c.due_at < ${now}` : sql`c.due_at >= ${now} and c.due_at < ${until}`;
}
