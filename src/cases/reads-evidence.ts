import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { inScope, requireSeen } from "./reads.ts";
import type { Moment } from "./writes-evidence.ts";

export type EvidenceRow = {
	sha256: string;
	agency_id: number | null;
	moment: Moment | null;
	note: string;
	/** the task whose part it came with */
	task_id: number | null;
	/** null: an outside party put it, by its link */
	put_by: number | null;
	put_at: Date;
	put_by_name: string;
	width: number;
	height: number;
};

/** The evidence of a case in the order it was put; the caller has shown that they may see the case. */
export async function evidenceOf(db: Db | Tx, regionId: number, caseId: number): Promise<EvidenceRow[]> {
	const { rows } = await sql<EvidenceRow>`
		select e.sha256, e.agency_id, e.moment, e.note, e.task_id, e.put_by, e.put_at,
			coalesce(s.name, o.name, '') as put_by_name, f.width, f.height
		from case_evidence e
		join file f on f.region_id = e.region_id and f.sha256 = e.sha256
		left join staff s on s.region_id = e.region_id and s.id = e.put_by
		left join case_task t on t.region_id = e.region_id and t.id = e.task_id
		left join outside_party o on o.region_id = t.region_id and o.id = t.outside_party_id
		where e.region_id = ${regionId} and e.case_id = ${caseId}
		order by e.put_at, e.sha256`.execute(db);
	return rows;
}

/** Photos that show the work done, without being published: at most `limit`, in the order they were put. */
export async function workShown(tx: Tx, regionId: number, caseId: number, limit: number): Promise<string[]> {
	const { rows } = await sql<{ sha256: string }>`
		select sha256 from case_evidence
		where region_id = ${regionId} and case_id = ${caseId} and moment is distinct from 'before'
		order by put_at, sha256 limit ${limit}`.execute(tx);
	return rows.map((row) => row.sha256);
}

/**
 * What is put to a case as evidence, for whoever may see the case.
 * @throws DomainError not-found, also for a case of another agency
 */
export async function listEvidence(db: Db, caller: Caller, caseId: number) {
	await requireSeen(db, caller, caseId);
	const rows = await evidenceOf(db, caller.regionId, caseId);
	const isOurs = await ownsCase(db, caller, caseId);
	return rows.map((row) => ({
		id: row.sha256,
		width: row.width,
		height: row.height,
		moment: row.moment,
		note: row.note,
		agencyId: row.agency_id,
		taskId: row.task_id,
		putByName: row.put_by_name,
		byLink: row.put_by === null,
		putAt: row.put_at.toISOString(),
		isMine: row.put_by === null ? isOurs : row.put_by === caller.staffId,
	}));
}

/** Whether the case is in the hands of the caller's agencies, and not only a part of it. */
async function ownsCase(db: Db, caller: Caller, caseId: number): Promise<boolean> {
	const row = await db
		.selectFrom("case")
		.select("agency_id")
		.where("region_id", "=", caller.regionId)
		.where("id", "=", caseId)
		.executeTakeFirst();
	return isOwner(caller, row?.agency_id ?? null);
}

export function isOwner(caller: Caller, agencyId: number | null): boolean {
	const scope = caseScope(caller);
	return scope === null || scope.includes(agencyId ?? 0);
}

/**
 * Makes sure that a photo is evidence of this case.
 * @throws DomainError not-found, also for a case of another agency
 */
export async function requireEvidence(
	db: Db,
	caller: Caller,
	{ caseId, sha256 }: { caseId: number; sha256: string },
): Promise<void> {
	const { rows } = await sql`
		select 1 from case_evidence e join "case" c on c.region_id = e.region_id and c.id = e.case_id
		where e.region_id = ${caller.regionId} and e.case_id = ${caseId} and e.sha256 = ${sha256}
			and ${inScope(caseScope(caller))}`.execute(db);
	if (rows.length === 0) throw new DomainError("not-found", {});
}

/** Whether the case was closed by this photo or a promise was shown kept by it. */
export async function isLeanedOn(tx: Tx, regionId: number, caseId: number, sha256: string): Promise<boolean> {
	const { rows } = await sql<{ is: boolean }>`
		select exists (select from "case" c where c.region_id = ${regionId} and c.id = ${caseId} and c.status = 'closed')
			or exists (select from promise_photo p join promise m on m.region_id = p.region_id and m.id = p.promise_id
				where p.region_id = ${regionId} and m.case_id = ${caseId} and p.sha256 = ${sha256}) as is`.execute(tx);
	return rows[0]?.is ?? false;
}

/** Whether the resident's data of the case was removed: nothing is put to it any more. */
export async function isRemoved(tx: Tx, regionId: number, caseId: number): Promise<boolean> {
	const { rows } = await sql<{ is: boolean }>`
		select anonymised_at is not null as is from "case" where region_id = ${regionId} and id = ${caseId}`.execute(tx);
	return rows[0]?.is ?? false;
}
