import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import { inScope, requireSeen } from "./reads.ts";

/** related: about the same; duplicate: the same is worked on there; part-of: a part of that work order */
export const linkKinds = ["related", "duplicate", "part-of"] as const;
export type LinkKind = (typeof linkKinds)[number];

export async function findLink(tx: Tx, regionId: number, caseId: number, linkId: number) {
	const row = await tx
		.selectFrom("case_link")
		.select(["id", "case_id", "other_id", "kind"])
		.where("region_id", "=", regionId)
		.where("id", "=", linkId)
		.where((where) => where.or([where("case_id", "=", caseId), where("other_id", "=", caseId)]))
		.executeTakeFirst();
	return row ?? null;
}

/** Whether a case would be a part of a part: the work order is itself a part, or the part has parts. */
export async function isPartOfChain(tx: Tx, regionId: number, partId: number, orderId: number): Promise<boolean> {
	const { rows } = await sql`select 1 from case_link where region_id = ${regionId} and kind = 'part-of'
		and (case_id = ${orderId} or other_id = ${partId}) limit 1`.execute(tx);
	return rows.length > 0;
}

/**
 * What a case is linked to, from its own side. Of a case that the caller may not see only its number is told.
 * @throws DomainError forbidden, not-found
 */
export async function listLinks(db: Db, caller: Caller, caseId: number) {
	await requireSeen(db, caller, caseId);
	const { rows } = await sql<{
		id: number;
		kind: LinkKind;
		is_own: boolean;
		note: string;
		name: string;
		created_at: Date;
		other_id: number;
		is_visible: boolean;
		status: CaseStatus;
		excerpt: string;
	}>`
		select l.id, l.kind, l.case_id = ${caseId} as is_own, l.note, s.name, l.created_at, c.id as other_id,
			(${inScope(caseScope(caller))}) is true as is_visible, c.status, c.excerpt
		from case_link l
		join "case" c on c.region_id = l.region_id and c.id = case when l.case_id = ${caseId} then l.other_id else l.case_id end
		join staff s on s.region_id = l.region_id and s.id = l.created_by
		where l.region_id = ${caller.regionId} and (l.case_id = ${caseId} or l.other_id = ${caseId})
		order by l.id`.execute(db);
	return {
		items: rows.map((row) => ({
			id: row.id,
			kind: row.kind,
			side: row.is_own ? ("from" as const) : ("to" as const),
			otherId: row.other_id,
			other: row.is_visible ? { status: row.status, excerpt: row.excerpt } : null,
			note: row.is_visible ? row.note : "",
			createdByName: row.name,
			createdAt: row.created_at.toISOString(),
		})),
	};
}
