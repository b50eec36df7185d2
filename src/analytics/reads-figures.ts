import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { promiseFigures } from "../cases/reads-promise-list.ts";
import type { Db } from "../db/database.ts";

/** Of one agency in a period: counts, and working minutes to the first answer. */
export type AgencyFigures = {
	agencyId: number;
	/** answers (first ones and after a reopening) given within their term, and after it */
	inTime: number;
	late: number;
	/** answers that are owed and whose term is over, now */
	overdue: number;
	interim: number;
	answered: number;
	returned: number;
	disputed: number;
	reopened: number;
	/** working minutes to the answer: half of the residents waited no longer, nine of ten no longer; null: none */
	minutesHalf: number | null;
	minutesNineTenths: number | null;
	promises: { due: number; kept: number; moved: number; broken: number };
};

type Counts = Omit<AgencyFigures, "promises">;

const eventCounts = {
	interim: ["recordInterim"],
	answered: ["recordPublished", "recordShared"],
	returned: ["returnWrongAgency"],
	reopened: ["residentReopened", "reopen", "returnAnswered"],
};

/**
 * How agencies answered in a period (field description, section 9). Whose an answer, a return or a reopening was is what the
 * history said at that moment; a term that was cancelled (merged, rejected, handed over) counts nowhere.
 * @param period from (included) … to (left out)
 * @throws DomainError forbidden
 */
export async function caseFigures(
	db: Db,
	caller: Caller,
	period: { from: Date; to: Date },
	now: Date,
): Promise<AgencyFigures[]> {
	const scope = caseScope(caller);
	const visible = sql`(${scope === null} or a.id = any (${scope ?? []}::int[]))`;
	const { rows } = await sql<Counts>`
		with ended as (
			select agency_id, end_state, working_minutes from case_clock
			where region_id = ${caller.regionId} and kind in ('answer', 'reopening') and end_state in ('met', 'missed')
				and ended_at >= ${period.from} and ended_at < ${period.to}
		), clocked as (
			select agency_id, count(*) filter (where end_state = 'met')::int as "inTime",
				count(*) filter (where end_state = 'missed')::int as late,
				percentile_disc(0.5) within group (order by working_minutes) as "minutesHalf",
				percentile_disc(0.9) within group (order by working_minutes) as "minutesNineTenths"
			from ended group by agency_id
		), running as (
			select agency_id, count(*)::int as overdue from case_clock
			where region_id = ${caller.regionId} and kind in ('answer', 'reopening') and ended_at is null
				and paused_at is null and due_at < ${now} group by agency_id
		), told as (
			select agency_id, count(*) filter (where type = any (${eventCounts.interim}::text[]))::int as interim,
				count(*) filter (where type = any (${eventCounts.answered}::text[]))::int as answered,
				count(*) filter (where type = any (${eventCounts.returned}::text[]))::int as returned,
				count(*) filter (where type = any (${eventCounts.reopened}::text[]))::int as reopened
			from case_event where region_id = ${caller.regionId} and type = any (${Object.values(eventCounts).flat()}::text[])
				and at >= ${period.from} and at < ${period.to} group by agency_id
		)
		select a.id as "agencyId", coalesce(k."inTime", 0) as "inTime", coalesce(k.late, 0) as late,
			coalesce(r.overdue, 0) as overdue, coalesce(t.interim, 0) as interim, coalesce(t.answered, 0) as answered,
			coalesce(t.returned, 0) as returned, coalesce(t.reopened, 0) as reopened,
			(select count(*)::int from case_dispute d where d.region_id = a.region_id and d.opened_at >= ${period.from}
				and d.opened_at < ${period.to} and exists (select from case_return b
					where b.region_id = d.region_id and b.case_id = d.case_id and b.agency_id = a.id)) as disputed,
			k."minutesHalf", k."minutesNineTenths"
		from agency a left join clocked k on k.agency_id = a.id left join running r on r.agency_id = a.id
		left join told t on t.agency_id = a.id
		where a.region_id = ${caller.regionId} and ${visible} order by a.id`.execute(db);
	const promises = await promiseFigures(db, caller, { from: dayOf(period.from), to: dayOf(period.to) });
	return rows.map((row) => {
		const own = promises.find((one) => one.agencyId === row.agencyId);
		const { due = 0, kept = 0, moved = 0, broken = 0 } = own ?? {};
		return { ...row, promises: { due, kept, moved, broken } };
	});
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
