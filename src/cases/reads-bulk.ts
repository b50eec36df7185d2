import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller, CaseScope } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import type { Former } from "./restore-cases.ts";
import { inScope, isOwned } from "./reads.ts";
import { countChildren } from "./reads-children.ts";
import { toCaseRow } from "./reads-queue.ts";
import type { QueueRow } from "./reads-queue.ts";

export type BulkState = "preview" | "running" | "done" | "cancelled" | "undoing" | "undone";
export type BulkItemState = "waiting" | "changed" | "refused" | "undone" | "kept";

/** Which of these cases show work that was done: a photo in an answer, or in what the page said. */
export async function shownEvidence(tx: Tx, regionId: number, caseIds: readonly number[]): Promise<Set<number>> {
	const { rows } = await sql<{ id: number }>`
		select r.case_id as id from reply r join reply_photo p on p.region_id = r.region_id and p.reply_id = r.id
			where r.region_id = ${regionId} and r.case_id = any (${caseIds}::bigint[]) and r.status = 'published'
		union
		select m.case_id from message m join message_file f on f.region_id = m.region_id and f.message_id = m.id
			where m.region_id = ${regionId} and m.case_id = any (${caseIds}::bigint[]) and m.direction = 'out' and f.state = 'kept'`.execute(
		tx,
	);
	return new Set(rows.map(({ id }) => id));
}

/** Cases that look alike to the rules. */
export type BulkGroup = {
	status: CaseStatus;
	topicCode: string | null;
	isUrgent: boolean;
	hasEvidence: boolean;
	/** for a merge: it is the parent itself, or merged already */
	isParent: boolean;
	count: number;
};

/** The cases of a preview by what the rules look at. */
export async function groupItems(tx: Tx, regionId: number, bulkId: number, parentId: number): Promise<BulkGroup[]> {
	const { rows } = await sql<BulkGroup>`
		select c.status, c.topic_code as "topicCode", c.priority = 'urgent' as "isUrgent", e.has as "hasEvidence",
			c.id = ${parentId} as "isParent", count(*)::int as count
		from bulk_item i
		join "case" c on c.region_id = i.region_id and c.id = i.case_id
		cross join lateral (
			select exists (select 1 from reply r join reply_photo p on p.region_id = r.region_id and p.reply_id = r.id
					where r.region_id = c.region_id and r.case_id = c.id and r.status = 'published')
				or exists (select 1 from message m join message_file f on f.region_id = m.region_id and f.message_id = m.id
					where m.region_id = c.region_id and m.case_id = c.id and m.direction = 'out' and f.state = 'kept') as has
		) as e
		where i.region_id = ${regionId} and i.bulk_id = ${bulkId}
		group by 1, 2, 3, 4, 5`.execute(tx);
	return rows;
}

export type BulkRow = {
	id: number;
	made_by: number;
	ip: string | null;
	action: string;
	given: Record<string, unknown>;
	filter: Record<string, unknown>;
	state: BulkState;
	request_key: string | null;
	total: number;
	created_at: Date;
	started_at: Date | null;
	ended_at: Date | null;
};

const bulkColumns = sql`id, made_by, host(ip) as ip, action, given, filter, state, request_key, total, created_at, started_at, ended_at`;

/** @returns null when there is none, or, with "skip", when somebody is at it */
export async function lockBulk(
	tx: Tx,
	regionId: number,
	bulkId: number,
	busy: "wait" | "skip",
): Promise<BulkRow | null> {
	const { rows } = await sql<BulkRow>`select ${bulkColumns} from bulk_action
		where region_id = ${regionId} and id = ${bulkId} for no key update ${busy === "skip" ? sql`skip locked` : sql``}`.execute(
		tx,
	);
	return rows[0] ?? null;
}

export async function findByRequest(tx: Tx, caller: Caller, requestKey: string): Promise<number | null> {
	const row = await tx
		.selectFrom("bulk_action")
		.select("id")
		.where("region_id", "=", caller.regionId)
		.where("made_by", "=", caller.staffId)
		.where("request_key", "=", requestKey)
		.executeTakeFirst();
	return row?.id ?? null;
}

export type BulkItem = { caseId: number; version: number; afterVersion: number | null; before: Former | null };

export async function nextItems(
	db: Db | Tx,
	key: { regionId: number; bulkId: number },
	state: BulkItemState,
	after: number,
	limit: number,
): Promise<BulkItem[]> {
	const { rows } = await sql<BulkItem>`
		select case_id as "caseId", version, after_version as "afterVersion", before from bulk_item
		where region_id = ${key.regionId} and bulk_id = ${key.bulkId} and state = ${state} and case_id > ${after}
		order by case_id limit ${limit}`.execute(db);
	return rows;
}

/** Of these cases those that are there for the scope, held by somebody or not. */
export async function presentOf(
	tx: Tx,
	regionId: number,
	caseIds: readonly number[],
	scope: CaseScope,
): Promise<Set<number>> {
	const { rows } = await sql<{ id: number }>`select c.id from "case" c
		where c.region_id = ${regionId} and c.id = any (${caseIds}::bigint[]) and ${isOwned(scope)}`.execute(tx);
	return new Set(rows.map(({ id }) => id));
}

/** For how long an action may be taken back. */
export const undoMinutes = 10;

/**
 * How an action stands.
 * @throws DomainError forbidden, not-found, also for one of somebody else for those who do not see the whole region
 */
export async function readBulk(db: Db, caller: Caller, bulkId: number, now: Date) {
	const { rows } = await sql<BulkRow>`select ${bulkColumns} from bulk_action
		where region_id = ${caller.regionId} and id = ${bulkId}`.execute(db);
	const [row] = rows;
	if (!row || (row.made_by !== caller.staffId && caseScope(caller) !== null))
		throw new DomainError("not-found", { bulkId });
	const counted = await sql<{ state: BulkItemState; reason: string | null; n: number }>`
		select state, reason, count(*)::int as n from bulk_item
		where region_id = ${caller.regionId} and bulk_id = ${bulkId} group by 1, 2 order by 3 desc`.execute(db);
	const count = (...states: BulkItemState[]) =>
		counted.rows.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + n, 0);
	const reasons = (state: BulkItemState) =>
		counted.rows.flatMap((one) => (one.state === state ? [{ reason: one.reason ?? "", count: one.n }] : []));
	const undoUntil = row.ended_at && new Date(row.ended_at.getTime() + undoMinutes * 60_000);
	return {
		id: row.id,
		madeBy: row.made_by,
		action: row.action,
		given: row.given,
		filter: row.filter,
		state: row.state,
		total: row.total,
		done: row.total - count("waiting"),
		changed: count("changed"),
		refused: reasons("refused"),
		undone: count("undone"),
		kept: reasons("kept"),
		createdAt: row.created_at.toISOString(),
		startedAt: row.started_at?.toISOString() ?? null,
		endedAt: row.ended_at?.toISOString() ?? null,
		undoUntil: undoUntil?.toISOString() ?? null,
		canUndo: (row.state === "done" || row.state === "cancelled") && undoUntil !== null && now < undoUntil,
	};
}

/** For so long an action stands in the list of its maker. */
const shownHours = 12;
const shownMost = 20;

/** What the caller started lately, the newest first. @throws DomainError forbidden */
export async function listBulks(db: Db, caller: Caller, now: Date) {
	const since = new Date(now.getTime() - shownHours * 3_600_000);
	const { rows } = await sql<{ id: number }>`select id from bulk_action
		where region_id = ${caller.regionId} and made_by = ${caller.staffId} and state <> 'preview' and created_at > ${since}
		order by id desc limit ${shownMost}`.execute(db);
	return { items: await Promise.all(rows.map(({ id }) => readBulk(db, caller, id, now))) };
}

/** The cases of an action in one state, in the order of their numbers. @throws DomainError as `readBulk` */
export async function listBulkItems(
	db: Db,
	caller: Caller,
	bulkId: number,
	query: { state: BulkItemState; cursor?: string | undefined; limit: number },
) {
	await readBulk(db, caller, bulkId, new Date());
	const after = Number(query.cursor ?? 0) || 0;
	const { rows } = await sql<{ case_id: number; reason: string | null }>`
		select i.case_id, i.reason from bulk_item i join "case" c on c.region_id = i.region_id and c.id = i.case_id
		where i.region_id = ${caller.regionId} and i.bulk_id = ${bulkId} and i.state = ${query.state} and i.case_id > ${after}
			and ${inScope(caseScope(caller))}
		order by i.case_id limit ${query.limit + 1}`.execute(db);
	const shown = rows.slice(0, query.limit);
	return {
		items: shown.map((row) => ({ caseId: row.case_id, reason: row.reason })),
		nextCursor: rows.length > query.limit ? String(shown.at(-1)?.case_id) : null,
	};
}

/** The first cases of a preview, the newest first. */
export async function sampleOf(
	tx: Tx,
	registry: Registry,
	{ regionId, bulkId }: { regionId: number; bulkId: number },
	limit: number,
	now: Date,
) {
	const { rows } = await sql<QueueRow>`
		select c.* from bulk_item i join "case" c on c.region_id = i.region_id and c.id = i.case_id
		where i.region_id = ${regionId} and i.bulk_id = ${bulkId} order by c.id desc limit ${limit}`.execute(tx);
	await countChildren(tx, regionId, rows);
	return rows.map((row) => toCaseRow(registry, row, now));
}

/** Actions whose job was lost. */
export async function leftBulk(db: Db): Promise<{ regionId: number; bulkId: number }[]> {
	const { rows } = await sql<{ regionId: number; bulkId: number }>`
		select region_id as "regionId", id as "bulkId" from bulk_action where state in ('running', 'undoing')`.execute(db);
	return rows;
}
