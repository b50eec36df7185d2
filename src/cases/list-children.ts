import { sql } from "kysely";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { requireSeen } from "./reads.ts";
import { countChildren } from "./reads-children.ts";
import type { ShareState } from "./reads-children.ts";
import { toCaseRow } from "./reads-queue.ts";
import type { QueueRow } from "./reads-queue.ts";
import { readMessages } from "./reads-thread.ts";

/**
 * Cases merged into one, in the order of their numbers: whoever sees the case sees them, whichever agency they had.
 * @throws DomainError forbidden, not-found
 */
export async function listChildren(
	db: Db,
	registry: Registry,
	caller: Caller,
	caseId: number,
	query: { cursor?: string | undefined; limit: number },
	now: Date,
) {
	await requireSeen(db, caller, caseId);
	const { rows } = await sql<QueueRow & { state: ShareState | null; reason: string | null }>`
		select c.*, s.state, s.reason from "case" c
		left join lateral (
			select state, reason from reply_share
			where region_id = c.region_id and case_id = c.id order by reply_id desc limit 1
		) as s on true
		where c.region_id = ${caller.regionId} and c.parent_id = ${caseId} and c.id > ${Number(query.cursor ?? 0) || 0}
		order by c.id limit ${query.limit + 1}`.execute(db);
	const shown = rows.slice(0, query.limit);
	await countChildren(db, caller.regionId, shown);
	return {
		items: shown.map((row) => ({
			case: toCaseRow(registry, row, now),
			share: row.state === null ? null : { state: row.state, reason: row.reason },
		})),
		nextCursor: rows.length > query.limit ? String(shown.at(-1)?.id) : null,
	};
}

/**
 * What a merged case's resident wrote, for whoever sees the case that it is merged into.
 * @throws DomainError forbidden, not-found, also for a case that is not merged into it
 */
export async function readChildMessages(db: Db, registry: Registry, caller: Caller, caseId: number, childId: number) {
	await requireSeen(db, caller, caseId);
	const row = await db
		.selectFrom("case")
		.select("page_id")
		.where("region_id", "=", caller.regionId)
		.where("id", "=", childId)
		.where("parent_id", "=", caseId)
		.executeTakeFirst();
	if (!row) throw new DomainError("not-found", { caseId: childId });
	return { items: await readMessages(db, registry, caller.regionId, row.page_id, childId) };
}
