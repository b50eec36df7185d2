import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { ReplyKind } from "../domain/promise.ts";

/** Counts the cases merged into each row, for as many rows as a screen shows. */
export async function countChildren(
	db: Db | Tx,
	regionId: number,
	rows: { id: number; child_count?: number }[],
): Promise<void> {
	if (rows.length === 0) return;
	const found = await sql<{ parent_id: number; n: number }>`
		select parent_id, count(*)::int as n from "case"
		where region_id = ${regionId} and parent_id = any (${rows.map(({ id }) => id)}::bigint[]) group by parent_id`.execute(
		db,
	);
	const counts = new Map(found.rows.map((row) => [row.parent_id, row.n]));
	for (const row of rows) row.child_count = counts.get(row.id) ?? 0;
}

export type ShareState = "waiting" | "queued" | "covered" | "answered" | "failed" | "dropped";

/** What is merged into a case, and in how many threads its latest approved answer stands. */
export async function readFamily(db: Db, regionId: number, caseId: number) {
	const { rows } = await sql<{
		n: number;
		reply_id: number | null;
		kind: ReplyKind;
		is_published: boolean;
		states: Partial<Record<ShareState, number>> | null;
	}>`
		select (select count(*)::int from "case" k where k.region_id = ${regionId} and k.parent_id = ${caseId}) as n,
			r.id as reply_id, r.kind, r.status = 'published' as is_published,
			(select json_object_agg(s.state, s.n) from (select state, count(*)::int as n from reply_share
				where region_id = ${regionId} and reply_id = r.id group by state) as s) as states
		from (values (1)) as one (x)
		left join lateral (
			select id, kind, status from reply
			where region_id = ${regionId} and case_id = ${caseId} and status in ('approved', 'published') and shared_from is null
				and kind <> 'question' order by id desc limit 1
		) as r on true`.execute(db);
	const [row] = rows;
	return {
		childCount: row?.n ?? 0,
		share:
			row?.reply_id == null || row.states === null
				? null
				: progressOf(row.reply_id, row.kind, row.is_published, row.states),
	};
}

/** The case's own thread counts as one of them. */
function progressOf(
	replyId: number,
	kind: ReplyKind,
	isPublished: boolean,
	{ waiting = 0, queued = 0, covered = 0, answered = 0, failed = 0 }: Partial<Record<ShareState, number>>,
) {
	const underWay = waiting + queued + covered;
	return {
		replyId,
		kind,
		threads: underWay + answered + failed + 1,
		answered: answered + (isPublished ? 1 : 0),
		failed,
	};
}
