import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { workOf } from "../access/reads-absence.ts";
import type { Db } from "../db/database.ts";
import { withKeptPlans } from "../db/kept-plans.ts";
import { conditionsOf } from "./queue-filter.ts";
import type { QueueQuery } from "./queue-filter.ts";
import { inScope, isOwned, isShared } from "./reads.ts";

const cap = 10_000;
/** Open cases that are gone through once for all views; where there are more, each view is counted by itself. */
const mostAtOnce = 50_000;

/** Asked for at every change, by everybody. */
const questions = {
	open: { view: "open" },
	mine: { view: "mine" },
	new: { view: "new" },
	approval: { view: "approval" },
	returned: { view: "returned" },
	overdue: { view: "open", due: "overdue" },
} as const;
type Question = keyof typeof questions;
type Counts = Record<Question, number>;
const none: Counts = { open: 0, mine: 0, new: 0, approval: 0, returned: 0, overdue: 0 };

/** How many cases each view holds, counted up to `cap`. @throws DomainError forbidden */
export async function countCases(db: Db, caller: Caller, now: Date) {
	const mine = await workOf(db, caller, now);
	const conditions = (question: Question): RawBuilder<unknown> => {
		const query: QueueQuery = { sort: "due", limit: 1, ...questions[question] };
		return sql.join(conditionsOf(caller, query, now, mine), sql` and `);
	};
	// one index answers it, whatever the values
	const atOnce = await countAtOnce(withKeptPlans(db), caller, conditions);
	const counts = atOnce.open < mostAtOnce ? atOnce : await countEach(db, caller, conditions);
	const { overdue, ...views } = counts;
	const capped = Object.entries(views).map(([view, count]) => [view, Math.min(count, cap)] as const);
	return { views: Object.fromEntries(capped), overdue: Math.min(overdue, cap), cap };
}

/** One pass over the index of open cases; a person's own have an index of their own. */
async function countAtOnce(db: Db, caller: Caller, conditions: (of: Question) => RawBuilder<unknown>): Promise<Counts> {
	const scope = caseScope(caller);
	const most = sql.lit(mostAtOnce);
	// what the conditions look at, so that the index alone answers them
	const open = sql`select c.region_id, c.id, c.status, c.due_at, true as is_open from "case" c
		where c.region_id = ${caller.regionId} and c.is_open`;
	const seen =
		scope === null
			? sql`${open} limit ${most}`
			: sql`(${open} and ${isOwned(scope)} limit ${most}) union all (${open} and ${isShared(scope)} limit ${most})`;
	const count = (of: Question) => sql`count(*) filter (where ${conditions(of)})::int as ${sql.id(of)}`;
	const mine = sql`select 1 from "case" c where ${conditions("mine")} and ${inScope(scope)} limit ${sql.lit(cap)}`;
	const { rows } =
		await sql<Counts>`select ${sql.join((["open", "new", "approval", "returned", "overdue"] as const).map(count))},
		(select count(*)::int from (${mine}) as m) as mine from (${seen}) as c`.execute(db);
	return rows[0] ?? none;
}

async function countEach(db: Db, caller: Caller, conditions: (of: Question) => RawBuilder<unknown>): Promise<Counts> {
	const scope = caseScope(caller);
	const count = (of: Question) => {
		const all = sql`select 1 from "case" c where ${conditions(of)}`;
		const counted =
			scope === null
				? sql`${all} limit ${cap}`
				: sql`(${all} and ${isOwned(scope)} limit ${cap}) union all (${all} and ${isShared(scope)} and c.is_open limit ${cap}) limit ${cap}`;
		return sql`(select count(*)::int from (${counted}) capped) as ${sql.id(of)}`;
	};
	const { rows } = await sql<Counts>`select ${sql.join((Object.keys(questions) as Question[]).map(count))}`.execute(db);
	return rows[0] ?? none;
}
