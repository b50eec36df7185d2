import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** Every INSERT, UPDATE and DELETE of retention_rule, personal_request and removal_register. */

export type RetentionKind = "case" | "contact" | "delivery" | "view";

export async function putRule(
	tx: Tx,
	regionId: number,
	staffId: number,
	rule: { kind: RetentionKind; months: number },
): Promise<void> {
	await sql`insert into retention_rule (region_id, kind, months, updated_by)
		values (${regionId}, ${rule.kind}, ${rule.months}, ${staffId})
		on conflict (region_id, kind) do update
			set months = excluded.months, updated_by = excluded.updated_by, updated_at = now(), done_to = 0`.execute(tx);
}

export async function deleteRule(tx: Tx, regionId: number, kind: RetentionKind): Promise<void> {
	await tx.deleteFrom("retention_rule").where("region_id", "=", regionId).where("kind", "=", kind).execute();
}

/** Everything up to this number has been looked at. */
export async function noteDoneTo(tx: Tx, regionId: number, kind: RetentionKind, doneTo: number): Promise<void> {
	await sql`update retention_rule set done_to = ${doneTo} where region_id = ${regionId} and kind = ${kind}`.execute(tx);
}

export type Removal = {
	regionId: number;
	kind: RetentionKind;
	caseIds: readonly number[];
	counts: Record<string, number>;
} & ({ months: number } | { requestId: number });

/** The register says how much went and why, never what it was. */
export async function insertRemoval(tx: Tx, removal: Removal): Promise<void> {
	const { regionId, kind, caseIds, counts } = removal;
	const months = "months" in removal ? removal.months : null;
	const requestId = "requestId" in removal ? removal.requestId : null;
	await sql`insert into removal_register (region_id, kind, ground, months, request_id, case_ids, counts)
		values (${regionId}, ${kind}, ${requestId === null ? "retention" : "request"}, ${months}, ${requestId},
			${caseIds}::bigint[], ${JSON.stringify(counts)})`.execute(tx);
}

export async function insertRequest(
	tx: Tx,
	request: {
		regionId: number;
		kind: "export" | "erasure";
		ground: string;
		caseIds: readonly number[];
		staffId: number;
	},
): Promise<number> {
	const { rows } = await sql<{ id: number }>`
		insert into personal_request (region_id, kind, ground, case_ids, asked_by)
		values (${request.regionId}, ${request.kind}, ${request.ground}, ${request.caseIds}::bigint[], ${request.staffId})
		returning id`.execute(tx);
	return rows[0]!.id;
}

export async function decideRequest(
	tx: Tx,
	regionId: number,
	id: number,
	decision: { state: "confirmed" | "refused"; staffId: number; reason: string },
): Promise<void> {
	await sql`update personal_request set state = ${decision.state}, decided_by = ${decision.staffId}, decided_at = now(),
			reason = ${decision.reason} where region_id = ${regionId} and id = ${id} and state = 'asked'`.execute(tx);
}

/** It is over; `heldIds`: cases that could not be touched. */
export async function endRequest(tx: Tx, regionId: number, id: number, heldIds: readonly number[]): Promise<void> {
	await sql`update personal_request set state = 'done', done_at = now(), held_ids = ${heldIds}::bigint[]
		where region_id = ${regionId} and id = ${id} and state <> 'done'`.execute(tx);
}
