import { sql } from "kysely";
import type { Updateable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Case } from "../db/tables.ts";
import { updateCase } from "./writes.ts";

/** Writes over many cases at once. */

type CaseChange = { id: number; change: Updateable<Case> };

/** Sets columns of many cases and counts their versions up: one statement for all that change alike, whatever their terms. */
export async function updateCases(tx: Tx, regionId: number, changes: readonly CaseChange[]): Promise<void> {
	const groups = new Map<string, CaseChange[]>();
	for (const one of changes) {
		const { due_at: dueAt, clock_from: _from, ...alike } = one.change;
		const key = JSON.stringify([dueAt !== undefined, alike]);
		const group = groups.get(key);
		if (group) group.push(one);
		else groups.set(key, [one]);
	}
	for (const group of groups.values()) await updateAlike(tx, regionId, group);
}

async function updateAlike(tx: Tx, regionId: number, group: readonly CaseChange[]): Promise<void> {
	const [first] = group;
	if (!first) return;
	if (group.length === 1) return updateCase(tx, regionId, first.id, first.change);
	const ids = group.map(({ id }) => id);
	const { due_at: dueAt, clock_from: _from, ...alike } = first.change;
	const update = tx
		.updateTable("case")
		.set({ ...alike, version: sql`version + 1` })
		.where("region_id", "=", regionId);
	if (dueAt === undefined) {
		await update.where("case.id", "=", sql<number>`any (${ids}::bigint[])`).execute();
		return;
	}
	const dues = group.map(({ change }) => change.due_at as Date);
	const froms = group.map(({ change }) => (change.clock_from ?? null) as Date | null);
	await update
		.set({ due_at: sql<Date>`t.due_at`, clock_from: sql<Date>`coalesce(t.clock_from, "case".clock_from)` })
		.from(
			sql`unnest(${ids}::bigint[], ${dues}::timestamptz[], ${froms}::timestamptz[])`.as(
				sql<"t">`t(case_id, due_at, clock_from)`,
			),
		)
		.where(sql<boolean>`"case".id = t.case_id`)
		.execute();
}

/** Replies of these cases that wait for approval are drafts again. */
export async function dropSubmittedOf(tx: Tx, regionId: number, caseIds: readonly number[]): Promise<void> {
	await sql`update reply set status = 'draft', submit_key = null, submitted_at = null, updated_at = now(), revision = revision + 1
		where region_id = ${regionId} and case_id = any (${caseIds}::bigint[]) and status = 'submitted'`.execute(tx);
}
