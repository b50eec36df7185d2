import { sql } from "kysely";
import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { inScope, isOwned } from "./reads.ts";

export type DisputeState = "open" | "settled";

export async function findDispute(
	tx: Tx,
	regionId: number,
	caseId: number,
): Promise<{ state: DisputeState; agencyId: number | null; reason: string | null } | null> {
	const row = await tx
		.selectFrom("case_dispute")
		.select(["state", "agency_id as agencyId", "reason"])
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.executeTakeFirst();
	return row ? { ...row, state: row.state as DisputeState } : null;
}

/** Which of these cases of one region were ever disputed. */
export async function disputedOf(tx: Tx, cases: readonly { region_id: number; id: number }[]): Promise<Set<number>> {
	const { rows } = await sql<{ case_id: number }>`select case_id from case_dispute
		where region_id = ${cases[0]?.region_id ?? 0} and case_id = any (${cases.map(({ id }) => id)}::bigint[])`.execute(
		tx,
	);
	return new Set(rows.map(({ case_id }) => case_id));
}

export async function countReturns(tx: Tx, regionId: number, caseId: number): Promise<number> {
	const { count } = await tx
		.selectFrom("case_return")
		.select(({ fn }) => fn.countAll<number>().as("count"))
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.executeTakeFirstOrThrow();
	return count;
}

type ReturnRow = {
	agencyId: number;
	staffName: string;
	at: string;
	reason: string;
	suggestedAgencyId: number | null;
	isSure: boolean;
};

const returns = sql<ReturnRow[] | null>`(select json_agg(json_build_object('agencyId', r.agency_id, 'staffName', s.name,
		'at', r.at, 'reason', r.reason, 'suggestedAgencyId', r.suggested_agency_id, 'isSure', r.is_sure) order by r.id)
	from case_return r join staff s on s.region_id = r.region_id and s.id = r.staff_id
	where r.region_id = c.region_id and r.case_id = c.id)`;

type DisputeRow = {
	id: number;
	state: DisputeState | null;
	opened_at: Date;
	excerpt: string;
	topic_code: string | null;
	territory_code: string | null;
	status: string;
	version: number;
	settled_at: Date | null;
	settled_by_name: string;
	agency_id: number;
	reason: string;
	returns: ReturnRow[] | null;
};

const columns = sql`c.id, d.state, d.opened_at, c.excerpt, c.topic_code, c.territory_code, c.status, c.version,
	d.settled_at, p.name as settled_by_name, d.agency_id, d.reason, ${returns} as returns`;
const settler = sql`left join staff p on p.region_id = d.region_id and p.id = d.settled_by`;

/** Disputes whose cases still wait, the oldest first, both reasons side by side. @throws DomainError forbidden */
export async function listDisputes(
	db: Db,
	caller: Caller,
	query: { state: DisputeState; cursor?: string | undefined; limit: number },
) {
	requirePermission(caller, "case.triage");
	const { rows } = await sql<DisputeRow>`
		select ${columns} from case_dispute d
		join "case" c on c.region_id = d.region_id and c.id = d.case_id ${settler}
		where d.region_id = ${caller.regionId} and d.state = ${query.state} and d.case_id > ${Number(query.cursor ?? 0)}
			and c.is_open and ${isOwned(caseScope(caller))}
		order by d.case_id limit ${query.limit + 1}`.execute(db);
	const items = rows.slice(0, query.limit).map(toDispute);
	return { items, nextCursor: rows.length > query.limit ? String(items.at(-1)?.caseId) : null };
}

/** What agencies said when they returned a case. @throws DomainError not-found, also for a case of another agency */
export async function readReturns(db: Db, caller: Caller, caseId: number) {
	const { rows } = await sql<DisputeRow>`
		select ${columns} from "case" c
		left join case_dispute d on d.region_id = c.region_id and d.case_id = c.id ${settler}
		where c.region_id = ${caller.regionId} and c.id = ${caseId} and ${inScope(caseScope(caller))}`.execute(db);
	const [row] = rows;
	if (!row) throw new DomainError("not-found", { caseId });
	return { returns: returnsOf(row), dispute: row.state === null ? null : toDispute(row) };
}

const returnsOf = (row: DisputeRow) =>
	(row.returns ?? []).map((one) => ({ ...one, at: new Date(one.at).toISOString() }));

const toDispute = (row: DisputeRow) => ({
	caseId: row.id,
	state: row.state ?? ("open" as const),
	openedAt: row.opened_at.toISOString(),
	excerpt: row.excerpt,
	topicCode: row.topic_code,
	territoryCode: row.territory_code,
	status: row.status,
	version: row.version,
	returns: returnsOf(row),
	settled:
		row.settled_at === null
			? null
			: { at: row.settled_at.toISOString(), byName: row.settled_by_name, agencyId: row.agency_id, reason: row.reason },
});
