import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import type { PromiseState } from "../domain/promise.ts";
import { inScope } from "./reads.ts";

export type PromiseFilter = {
	caseId?: number | undefined;
	agencyId?: number | undefined;
	state?: Exclude<PromiseState, "waiting"> | undefined;
	/** days, both included */
	from?: string | undefined;
	to?: string | undefined;
	systemic?: boolean | undefined;
	/** where the page before ended: day_id */
	cursor?: string | undefined;
	limit: number;
};

type PromiseRow = {
	id: number;
	caseId: number;
	replyId: number;
	agencyId: number;
	who: string;
	what: string;
	dueOn: string;
	askedOn: string | null;
	state: Exclude<PromiseState, "waiting">;
	systemic: "on-case" | "in-place" | null;
	madeAt: Date;
	controlAt: Date | null;
	controlDueAt: Date | null;
	endedAt: Date | null;
	result: string | null;
	nextId: number | null;
	topicCode: string | null;
	territoryCode: string | null;
	photos: { id: string; moment: "before" | "after" }[] | null;
};

/** Promises of the cases that the caller may see, by the day promised, page by page. @throws DomainError forbidden */
export async function listPromises(db: Db, caller: Caller, filter: PromiseFilter) {
	const [day = null, id = null] = filter.cursor?.split("_") ?? [];
	const { rows } = await sql<PromiseRow>`
		select p.id, p.case_id as "caseId", p.reply_id as "replyId", p.agency_id as "agencyId", p.who, p.what,
			p.due_on::text as "dueOn", p.asked_on::text as "askedOn", p.state, p.systemic, p.created_at as "madeAt",
			p.control_at as "controlAt", p.control_due_at as "controlDueAt", p.ended_at as "endedAt", p.result,
			p.next_id as "nextId", c.topic_code as "topicCode", c.territory_code as "territoryCode",
			(select json_agg(json_build_object('id', h.sha256, 'moment', h.moment) order by h.moment desc, h.sha256)
				from promise_photo h where h.region_id = p.region_id and h.promise_id = p.id) as photos
		from promise p join "case" c on c.region_id = p.region_id and c.id = p.case_id
		where p.region_id = ${caller.regionId} and p.state <> 'waiting' and ${inScope(caseScope(caller))}
			and (${filter.caseId ?? null}::bigint is null or p.case_id = ${filter.caseId ?? null})
			and (${filter.agencyId ?? null}::int is null or p.agency_id = ${filter.agencyId ?? null})
			and (${filter.state ?? null}::text is null or p.state = ${filter.state ?? null})
			and (${filter.systemic ?? null}::boolean is null or (p.systemic is not null) = ${filter.systemic ?? null})
			and (${filter.from ?? null}::date is null or p.due_on >= ${filter.from ?? null}::date)
			and (${filter.to ?? null}::date is null or p.due_on <= ${filter.to ?? null}::date)
			and (${day}::date is null or (p.due_on, p.id) > (${day}::date, ${id}::bigint))
		order by p.due_on, p.id limit ${filter.limit + 1}`.execute(db);
	const items = rows.slice(0, filter.limit).map((row) => ({
		...row,
		madeAt: row.madeAt.toISOString(),
		controlAt: row.controlAt?.toISOString() ?? null,
		controlDueAt: row.controlDueAt?.toISOString() ?? null,
		endedAt: row.endedAt?.toISOString() ?? null,
		photos: row.photos ?? [],
	}));
	const last = rows.length > filter.limit ? items.at(-1) : undefined;
	return { items, nextCursor: last ? `${last.dueOn}_${last.id}` : null };
}

type Counts = { agencyId: number; kept: number; moved: number; broken: number; pending: number; systemic: number };

/**
 * Promises by agency whose day lies in the period, and the share kept: confirmed in time of those due (field description,
 * section 9). Due are those that came to an end: kept, moved to another day, or broken; `pending` are not counted yet.
 * @throws DomainError forbidden
 */
export async function promiseFigures(db: Db, caller: Caller, period: { from: string; to: string }) {
	const { rows } = await sql<Counts>`
		select p.agency_id as "agencyId", count(*) filter (where p.state = 'kept')::int as kept,
			count(*) filter (where p.state = 'moved')::int as moved, count(*) filter (where p.state = 'broken')::int as broken,
			count(*) filter (where p.state = 'open')::int as pending,
			count(*) filter (where p.systemic is not null)::int as systemic
		from promise p join "case" c on c.region_id = p.region_id and c.id = p.case_id
		where p.region_id = ${caller.regionId} and p.state not in ('waiting', 'cancelled') and ${inScope(caseScope(caller))}
			and p.due_on between ${period.from}::date and ${period.to}::date
		group by p.agency_id order by p.agency_id`.execute(db);
	return rows.map((row) => {
		const due = row.kept + row.moved + row.broken;
		return { ...row, due, keptShare: due === 0 ? null : row.kept / due };
	});
}
