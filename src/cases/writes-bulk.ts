import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import type { BulkOrder } from "./bulk-order.ts";
import type { BulkState } from "./reads-bulk.ts";

/** Every INSERT, UPDATE and DELETE of bulk_action and bulk_item. */

type BulkKey = { regionId: number; bulkId: number };

/**
 * Writes down which cases a filter finds now, with their versions.
 * @param most one more than this many are written, so that the caller sees that there are too many
 */
export async function insertPreview(
	tx: Tx,
	caller: Caller,
	order: BulkOrder,
	filter: Record<string, unknown>,
	found: RawBuilder<unknown>,
	most: number,
): Promise<{ id: number; total: number }> {
	const { action, ...given } = order;
	const row = await tx
		.insertInto("bulk_action")
		.values({
			region_id: caller.regionId,
			made_by: caller.staffId,
			ip: caller.ip,
			action,
			given: JSON.stringify(given),
			filter: JSON.stringify(filter),
			total: 0,
		})
		.returning("id")
		.executeTakeFirstOrThrow();
	const inserted = await sql`insert into bulk_item (region_id, bulk_id, case_id, version)
		select c.region_id, ${row.id}, c.id, c.version from "case" c where ${found} limit ${most + 1}`.execute(tx);
	const total = Number(inserted.numAffectedRows ?? 0n);
	await tx
		.updateTable("bulk_action")
		.set({ total })
		.where("region_id", "=", caller.regionId)
		.where("id", "=", row.id)
		.execute();
	return { id: row.id, total };
}

export async function moveBulk(
	tx: Tx,
	{ regionId, bulkId }: BulkKey,
	change: { state: BulkState; request_key?: string; started_at?: Date; ended_at?: Date },
): Promise<void> {
	await tx.updateTable("bulk_action").set(change).where("region_id", "=", regionId).where("id", "=", bulkId).execute();
}

/** What an undo brings back, written down before anything changes. */
export async function keepFormer(tx: Tx, { regionId, bulkId }: BulkKey, caseIds: readonly number[]): Promise<void> {
	await sql`update bulk_item i set before = jsonb_build_object('status', c.status, 'agency_id', c.agency_id,
			'agency_by', c.agency_by, 'assignee_id', c.assignee_id, 'topic_code', c.topic_code, 'topic_by', c.topic_by,
			'priority', c.priority, 'priority_by', c.priority_by, 'parent_id', c.parent_id, 'outcome', c.outcome,
			'closed_at', c.closed_at)
		from "case" c
		where i.region_id = ${regionId} and i.bulk_id = ${bulkId} and i.case_id = any (${caseIds}::bigint[])
			and c.region_id = i.region_id and c.id = i.case_id`.execute(tx);
}

export async function noteChanged(tx: Tx, { regionId, bulkId }: BulkKey, caseIds: readonly number[]): Promise<void> {
	if (caseIds.length === 0) return;
	await sql`update bulk_item i set state = 'changed', after_version = c.version from "case" c
		where i.region_id = ${regionId} and i.bulk_id = ${bulkId} and i.case_id = any (${caseIds}::bigint[])
			and c.region_id = i.region_id and c.id = i.case_id`.execute(tx);
}

export async function noteLeft(
	tx: Tx,
	{ regionId, bulkId }: BulkKey,
	state: "refused" | "kept",
	reasons: ReadonlyMap<number, string>,
): Promise<void> {
	if (reasons.size === 0) return;
	await sql`update bulk_item i set state = ${state}, reason = w.reason
		from unnest(${[...reasons.keys()]}::bigint[], ${[...reasons.values()]}::text[]) as w (case_id, reason)
		where i.region_id = ${regionId} and i.bulk_id = ${bulkId} and i.case_id = w.case_id`.execute(tx);
}

export async function noteUndone(tx: Tx, { regionId, bulkId }: BulkKey, caseIds: readonly number[]): Promise<void> {
	if (caseIds.length === 0) return;
	await sql`update bulk_item set state = 'undone'
		where region_id = ${regionId} and bulk_id = ${bulkId} and case_id = any (${caseIds}::bigint[])`.execute(tx);
}

/** Previews that nobody started. */
export async function deleteStalePreviews(db: Db): Promise<void> {
	await sql`delete from bulk_action where state = 'preview' and created_at < now() - interval '1 day'`.execute(db);
}
