import { z } from "zod";
import { queueGroups } from "../cases/queue-filter.ts";
import { caseStatuses } from "../domain/case.ts";
import { priorities } from "../domain/priority.ts";
import { CaseRow } from "./contract-case.ts";

/** The shapes of the queue in the HTTP API: what it is asked for, its rows, its counts. */

const cursor = z.string().max(200);
/** a moment, a number and, where the list stands in groups, the group's code */
const caseCursor = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_\d{1,15}(_[^\p{Cc}]{1,100})?$/u);

export const caseViews = ["open", "mine", "new", "approval", "returned", "answered", "all"] as const;

export const CaseQuery = z.object({
	view: z.enum(caseViews).default("open"),
	status: z.enum(caseStatuses).optional(),
	agencyId: z.coerce.number().int().positive().optional(),
	assigneeId: z.coerce.number().int().positive().max(2_147_483_647).optional(),
	topicCode: z.string().max(100).optional(),
	groupCode: z.string().max(100).optional(),
	channel: z.string().max(30).optional(),
	due: z.enum(["overdue", "hour", "today"]).optional(),
	cue: z.string().max(30).optional(),
	priority: z.enum(priorities).optional(),
	owner: z.enum(["none", "mine"]).optional(),
	/** cases that are put aside now: lists of what is to be done leave them out */
	snoozed: z.enum(["only"]).optional(),
	q: z.string().max(200).optional(),
	sort: z.enum(["due", "newest"]).default("due"),
	/** lists of what is to be done may stand in groups, each in the order of its terms; others leave it aside */
	group: z.enum(queueGroups).optional(),
	cursor: caseCursor.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** In whose alphabet groups of topics stand: the names are shown in it. */
const language = z.enum(["ru", "en"]).default("ru");
export const CaseListQuery = CaseQuery.extend({ language });

export const CasePage = z.object({ items: z.array(CaseRow), nextCursor: cursor.nullable() }).meta({ id: "CasePage" });

/** Some cases, by their numbers with commas between; with a filter only those of them that it finds. */
export const CaseRowsQuery = CaseQuery.omit({ sort: true, group: true, cursor: true, limit: true }).extend({
	view: z.enum(caseViews).default("all"),
	ids: z.string().regex(/^\d{1,15}(,\d{1,15}){0,99}$/),
});
export const CaseRows = z.object({ items: z.array(CaseRow) }).meta({ id: "CaseRows" });

/** The same filter as the list's, and by what it stands in groups. */
export const CaseGroupsQuery = CaseQuery.omit({ sort: true, cursor: true, limit: true }).extend({
	group: z.enum(queueGroups),
	language,
});
/**
 * Groups in the order of the list. `key`: a topic, a territory, or "overdue", "today", "tomorrow", "later"; null: of none.
 * `until`: where a group of terms ends. `isWhole` false: there are more cases than were counted.
 */
export const CaseGroups = z
	.object({
		items: z.array(z.object({ key: z.string().nullable(), count: z.int(), until: z.iso.datetime().nullable() })),
		isWhole: z.boolean(),
	})
	.meta({ id: "CaseGroups" });

/** Counts stop at `cap`: a count equal to it means "at least". */
export const CaseCounts = z
	.object({ views: z.partialRecord(z.enum(caseViews), z.int()), overdue: z.int(), cap: z.int() })
	.meta({ id: "CaseCounts" });

export type CaseQuery = z.input<typeof CaseQuery>;
export type CaseListQuery = z.input<typeof CaseListQuery>;
export type CaseView = (typeof caseViews)[number];
export type CasePage = z.infer<typeof CasePage>;
export type CaseRows = z.infer<typeof CaseRows>;
export type CaseGroups = z.infer<typeof CaseGroups>;
export type CaseCounts = z.infer<typeof CaseCounts>;
