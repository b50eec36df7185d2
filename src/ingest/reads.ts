import { sql } from "kysely";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { BodyTrouble } from "../channels/codes.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";

export type StoredDelivery = { id: number; page_id: number; received_at: Date; body: Buffer; source: string };

/** Bodies of one transaction: photographs and letters are large, and all of them are in memory at once. */
const mostBytesAtOnce = 64 * 1024 * 1024;

/**
 * Takes waiting deliveries in their order, as many as fit into memory; what another worker has taken is passed over, and
 * what came to a page that is newer than the registry waits for the next reading of it. `isLast`: no more were waiting.
 */
export async function takeDeliveries(
	tx: Tx,
	{ region, pages }: Registry,
	limit: number,
	only: number | null = null,
	mostBytes = mostBytesAtOnce,
): Promise<{ deliveries: StoredDelivery[]; isLast: boolean }> {
	const { rows: deliveries } = await sql<StoredDelivery>`
		with waiting as (
			select id, octet_length(body) as size from delivery
			where region_id = ${region.id} and status = 'accepted' and page_id = any(${[...pages.keys()]}::int[]) ${only === null ? sql`` : sql`and id = ${only}`}
			order by id limit ${limit} for update skip locked
		), counted as (
			select id, sum(size) over (order by id) - size as before from waiting
		)
		select d.id, d.page_id, d.received_at, d.body, d.source
		from counted c join delivery d on d.region_id = ${region.id} and d.id = c.id
		where c.before < ${mostBytes} order by d.id`.execute(tx);
	const bytes = deliveries.reduce((sum, { body }) => sum + body.length, 0);
	return { deliveries, isLast: deliveries.length < limit && bytes < mostBytes };
}

/** Which of these events were dealt with before, as "page|event". */
export async function findKnownEvents(
	tx: Tx,
	regionId: number,
	events: { pageId: number; eventId: string }[],
): Promise<Set<string>> {
	if (events.length === 0) return new Set();
	// "lateral … limit 1" looks each event up; a plain join reads the whole region where its statistics are out of date
	const result = await sql<{ key: string }>`
		select k.page_id::text || '|' || k.event_id as key
		from unnest(${events.map((event) => event.pageId)}::int[], ${events.map((event) => event.eventId)}::text[]) as k(page_id, event_id)
		cross join lateral (
			select from delivery where region_id = ${regionId} and page_id = k.page_id and event_id = k.event_id
				and status in ('done', 'ignored') limit 1
		) as known`.execute(tx);
	return new Set(result.rows.map((row) => row.key));
}

/** Regions in which deliveries have waited for a minute: their job was lost, or no worker runs. */
export async function regionsLeftBehind(db: Db): Promise<number[]> {
	const rows = await sql<{ region_id: number }>`
		select distinct region_id from delivery
		where status = 'accepted' and received_at < now() - interval '1 minute'`.execute(db);
	return rows.rows.map((row) => row.region_id);
}

const columns = ["id", "page_id", "received_at", "status", "trouble", "reason", "attempts"] as const;
type DeliveryStatus = "accepted" | "done" | "duplicate" | "ignored" | "not-understood";
type Row = {
	id: number;
	page_id: number;
	received_at: Date;
	status: string;
	trouble: string | null;
	reason: string | null;
	attempts: number;
	size: number;
};

const toDelivery = (row: Row) => ({
	id: row.id,
	pageId: row.page_id,
	receivedAt: row.received_at.toISOString(),
	status: row.status as DeliveryStatus,
	trouble: row.trouble as BodyTrouble | null,
	reason: row.reason,
	attempts: row.attempts,
	size: row.size,
});

/** Deliveries that wait or were not understood, newest first. @throws DomainError forbidden */
export async function listDeliveries(
	db: Db,
	caller: Caller,
	query: { status: "accepted" | "not-understood"; cursor?: string | undefined; limit: number },
) {
	requirePermission(caller, "delivery.read");
	const before = Number(query.cursor) || Number.MAX_SAFE_INTEGER;
	const rows = await db
		.selectFrom("delivery")
		.select(columns)
		.select(sql<number>`octet_length(body)`.as("size"))
		.where("region_id", "=", caller.regionId)
		.where("status", "=", query.status)
		.where("id", "<", before)
		.orderBy("id", "desc")
		.limit(query.limit + 1)
		.execute();
	const items = rows.slice(0, query.limit).map(toDelivery);
	return { items, nextCursor: rows.length > query.limit ? String(items.at(-1)?.id) : null };
}

/** A person reads no more of a body than this; photographs behind it are no text. */
const mostShown = 256 * 1024;

/** One delivery as it came, as far as it is text. @throws DomainError forbidden, not-found */
export async function readDelivery(db: Db, caller: Caller, id: number) {
	requirePermission(caller, "delivery.read");
	const row = await db
		.selectFrom("delivery")
		.select(columns)
		.select([
			sql<Buffer>`substring(body from 1 for ${mostShown})`.as("body"),
			sql<number>`octet_length(body)`.as("size"),
		])
		.where("region_id", "=", caller.regionId)
		.where("id", "=", id)
		.executeTakeFirst();
	if (!row) throw new DomainError("not-found", { deliveryId: id });
	// as it came it holds names and whatever else the network tells of people
	const mayRead = caller.permissions.has("personal.read");
	return { delivery: toDelivery(row), body: mayRead ? hideSecret(row.body.toString("utf8")) : "" };
}

/** The network repeats the page's secret in each body; the screen has no use for it. */
function hideSecret(body: string): string {
	return body.replace(/("secret"\s*:\s*")(?:[^"\\]|\\.)*"/g, '$1…"');
}
