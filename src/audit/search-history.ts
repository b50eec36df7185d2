import { sql } from "kysely";
import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { shownData } from "./shown-data.ts";

export type HistoryFilter = {
	caseId?: number | undefined;
	/** who did it */
	staffId?: number | undefined;
	type?: string | undefined;
	from?: Date | undefined;
	/** this moment no more */
	to?: Date | undefined;
	/** an address, or a network of addresses */
	ip?: string | undefined;
};

/** A place among found entries, as `HistoryPage.nextCursor` gives it: "microseconds-source-id". */
export type HistoryPage = { items: FoundEntry[]; nextCursor: string | null };

export type FoundEntry = {
	/** case: history of a case; access: what staff did outside of cases */
	source: "case" | "access";
	id: number;
	at: string;
	type: string;
	caseId: number | null;
	agencyId: number | null;
	actor: { kind: string; id: number | null; name: string | null };
	ip: string | null;
	data: ReturnType<typeof shownData>;
};

type Row = {
	source: number;
	id: number;
	micros: string;
	at: Date;
	type: string;
	case_id: number | null;
	agency_id: number | null;
	actor_kind: string;
	actor_id: number | null;
	actor_name: string | null;
	ip: string | null;
	data: Record<string, unknown>;
};

/** Never found by anybody: it would tell of the hidden mark. */
const hiddenType = "noted";

/**
 * Entries of the history, the newest first: of cases and outside of them. An agency's own people find what concerns their cases
 * and what their colleagues did. No text that somebody wrote, nothing of the hidden mark.
 * @throws DomainError forbidden, invalid-request
 */
export async function searchHistory(
	db: Db,
	caller: Caller,
	filter: HistoryFilter,
	{ cursor, limit }: { cursor: string | null; limit: number },
): Promise<HistoryPage> {
	requirePermission(caller, "audit.read");
	const rows = await readRows(db, caller, filter, cursor === null ? null : parseCursor(cursor), limit);
	const last = rows.length === limit ? rows.at(-1) : undefined;
	return { items: rows.map(found), nextCursor: last ? `${last.micros}-${last.source}-${last.id}` : null };
}

type Place = { micros: string; source: number; id: number };

function parseCursor(cursor: string): Place {
	const [, micros, source, id] = /^(\d{1,17})-([01])-(\d{1,15})$/.exec(cursor) ?? [];
	if (micros === undefined) throw new DomainError("invalid-request", { in: "querystring", fields: ["cursor"] });
	return { micros, source: Number(source), id: Number(id) };
}

async function readRows(
	db: Db,
	caller: Caller,
	filter: HistoryFilter,
	before: Place | null,
	limit: number,
): Promise<Row[]> {
	const scope = caseScope(caller);
	const at = before && sql`to_timestamp(${before.micros}::numeric / 1000000)`;
	const common = (source: number) => sql`e.region_id = ${caller.regionId}
		${filter.staffId === undefined ? sql`` : sql`and e.actor_id = ${filter.staffId}`}
		${filter.type === undefined ? sql`` : sql`and e.type = ${filter.type}`}
		${filter.from ? sql`and e.at >= ${filter.from}` : sql``} ${filter.to ? sql`and e.at < ${filter.to}` : sql``}
		${filter.ip === undefined ? sql`` : sql`and e.ip <<= ${filter.ip}::inet`}
		${before && at ? sql`and (e.at < ${at} or (e.at = ${at} and (${source}, e.id) < (${before.source}, ${before.id}::bigint)))` : sql``}`;
	const ofCases = sql`select 0 as source, e.id, e.at, e.type, e.case_id, e.agency_id, e.actor_kind, e.actor_id, e.ip, e.data
		from case_event e where ${common(0)} and e.type <> ${hiddenType}
		${filter.caseId === undefined ? sql`` : sql`and e.case_id = ${filter.caseId}`}
		${scope === null ? sql`` : sql`and e.agency_id = any (${scope})`}
		order by e.at desc, e.id desc limit ${limit}`;
	const outside = sql`select 1 as source, e.id, e.at, e.type, null::bigint as case_id, p.agency_id,
			case when e.actor_id is null then 'system' else 'staff' end as actor_kind, e.actor_id, e.ip, e.data
		from audit_event e left join staff p on p.region_id = e.region_id and p.id = e.actor_id where ${common(1)}
		${filter.caseId === undefined ? sql`` : sql`and e.data->'caseId' = to_jsonb(${filter.caseId}::bigint)`}
		${scope === null ? sql`` : sql`and p.agency_id = any (${scope})`}
		order by e.at desc, e.id desc limit ${limit}`;
	const { rows } = await sql<Row>`
		select e.source, e.id, (extract(epoch from e.at) * 1000000)::bigint::text as micros, e.at, e.type, e.case_id, e.agency_id,
			e.actor_kind, e.actor_id, s.name as actor_name, e.ip::text as ip, e.data
		from ((${ofCases}) union all (${outside})) e
		left join staff s on s.region_id = ${caller.regionId} and s.id = e.actor_id
		order by e.at desc, e.source desc, e.id desc limit ${limit}`.execute(db);
	return rows;
}

const found = (row: Row): FoundEntry => ({
	source: row.source === 0 ? "case" : "access",
	id: row.id,
	at: row.at.toISOString(),
	type: row.type,
	caseId: row.case_id,
	agencyId: row.agency_id,
	actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
	ip: row.ip?.replace(/\/(?:32|128)$/, "") ?? null,
	data: shownData(row.type, row.data),
});
