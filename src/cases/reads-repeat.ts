import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { inScope } from "./reads.ts";

/** Which case this one repeats. */
export async function repeatOf(db: Db | Tx, regionId: number, caseId: number): Promise<number | null> {
	const { rows } = await sql<{ id: number | null }>`select repeat_of as id from "case"
		where region_id = ${regionId} and id = ${caseId}`.execute(db);
	return rows[0]?.id ?? null;
}

/**
 * What a case repeats and what repeats it, of the cases that the caller may see.
 * @throws DomainError not-found, forbidden
 */
export async function readRepeats(db: Db, caller: Caller, caseId: number) {
	const seen = inScope(caseScope(caller));
	const { rows } = await sql<{ id: number; repeat_of: number | null }>`
		select c.id, c.repeat_of from "case" c where c.region_id = ${caller.regionId} and ${seen}
			and (c.id = ${caseId} or c.repeat_of = ${caseId}
				or c.id = (select o.repeat_of from "case" o where o.region_id = ${caller.regionId} and o.id = ${caseId}))
		order by c.id limit 200`.execute(db);
	const own = rows.find(({ id }) => id === caseId);
	if (!own) throw new DomainError("not-found", { caseId });
	return {
		repeatOf: rows.some(({ id }) => id === own.repeat_of) ? own.repeat_of : null,
		repeatedBy: rows.filter((row) => row.repeat_of === caseId).map(({ id }) => id),
	};
}

/**
 * Answers by agency that were given or closed in the period, and how many of them residents had to write again about:
 * repeat% of the field description, section 9. A case repeated by many counts once.
 * @throws DomainError forbidden
 */
export async function repeatFigures(db: Db, caller: Caller, period: { from: Date; to: Date }) {
	const { rows } = await sql<{ agencyId: number; answered: number; repeated: number }>`
		select c.agency_id as "agencyId", count(*)::int as answered,
			count(*) filter (where exists (select 1 from "case" r
				where r.region_id = c.region_id and r.repeat_of = c.id))::int as repeated
		from "case" c
		where c.region_id = ${caller.regionId} and ${inScope(caseScope(caller))} and c.agency_id is not null
			and c.status in ('answered', 'closed')
			and greatest(c.answered_at, c.closed_at) >= ${period.from} and greatest(c.answered_at, c.closed_at) < ${period.to}
		group by c.agency_id order by c.agency_id`.execute(db);
	return rows.map((row) => ({ ...row, repeatShare: row.repeated / row.answered }));
}
