import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { CaseScope } from "../access/permissions.ts";
import type { Told } from "./event-types.ts";

export type EndpointKey = { regionId: number; id: number };

/** An endpoint that is to be told, locked; null when it is off, or somebody else is at it. */
export async function lockToTell(tx: Tx, key: EndpointKey) {
	const { rows } = await sql<{
		event_types: string[];
		agency_id: number | null;
		told_tx: string;
		told_id: number;
		sequence: number;
	}>`select event_types, agency_id, told_tx::text as told_tx, told_id, sequence from webhook_endpoint
		where region_id = ${key.regionId} and id = ${key.id} and state = 'active'
		for no key update skip locked`.execute(tx);
	return rows[0] ?? null;
}

/** The oldest transaction still running, as text. */
export async function readHorizon(db: Db | Tx): Promise<string> {
	const { rows } = await sql<{ horizon: string }>`
		select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`.execute(db);
	return rows[0]!.horizon;
}

export type Entry = Told & { tx: string; id: number };

/** History behind the horizon that comes after a place and may concern an endpoint, in its order; at most `most` entries. */
export async function readToTell(
	tx: Tx,
	regionId: number,
	{
		types,
		agencyId,
		after,
		most,
	}: { types: string[]; agencyId: number | null; after: { tx: string; id: number }; most: number },
): Promise<{ horizon: string; entries: Entry[] }> {
	const { rows } = await sql<{ horizon: string } & { [K in keyof Entry]: Entry[K] | null }>`
		with recursive horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as oldest),
		below (id) as (
			select ${agencyId}::int union
			select a.id from agency a join below b on a.region_id = ${regionId} and a.parent_id = b.id)
		select h.oldest::text as horizon, e.*
		from horizon h left join lateral (
			select e.tx::text as tx, e.id, e.case_id as "caseId", e.type, e.at, e.data, a.code as "agencyCode",
				c.topic_code as "topicCode", c.channel, c.registered_at as "registeredAt", c.due_at as "dueAt"
			from case_event e
			join "case" c on c.region_id = e.region_id and c.id = e.case_id
			left join agency a on a.region_id = e.region_id and a.id = e.agency_id
			where e.region_id = ${regionId} and (e.tx, e.id) > (${after.tx}::xid8, ${after.id}::bigint) and e.tx < h.oldest
				and e.type = any (${types}) and (${agencyId}::int is null or e.agency_id in (select id from below))
			order by e.tx, e.id limit ${most}
		) e on true
		order by e.tx::xid8, e.id`.execute(tx);
	const entries = rows.filter((row) => row.tx !== null) as Entry[];
	return { horizon: rows[0]!.horizon, entries };
}

export function activeEndpoints(db: Db): Promise<EndpointKey[]> {
	return db
		.selectFrom("webhook_endpoint")
		.select(["region_id as regionId", "id"])
		.where("state", "=", "active")
		.orderBy("region_id")
		.orderBy("id")
		.execute();
}

/** What it takes to send to an endpoint now; null when it is off or gone. */
export async function findTarget(db: Db, { regionId, id }: EndpointKey) {
	const row = await db
		.selectFrom("webhook_endpoint")
		.select(["url", "secrets", "former_until", "has_excerpt"])
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("state", "=", "active")
		.executeTakeFirst();
	return row ?? null;
}

/** Whose an endpoint is; null: the whole region's. */
export async function findOwner(tx: Tx, regionId: number, id: number): Promise<number | null> {
	const row = await tx
		.selectFrom("webhook_endpoint")
		.select("agency_id")
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.executeTakeFirst();
	return row?.agency_id ?? null;
}

/** The beginning of what the resident wrote, as it is kept now: what was erased meanwhile is not sent. */
export async function readExcerpt(db: Db, regionId: number, caseId: number): Promise<string> {
	const row = await db
		.selectFrom("case")
		.select("excerpt")
		.where("region_id", "=", regionId)
		.where("id", "=", caseId)
		.executeTakeFirst();
	return row?.excerpt ?? "";
}

/** Endpoints of those agencies; null: all of the region. */
export function listEndpoints(db: Db, regionId: number, scope: CaseScope, id: number | null = null) {
	let query = db
		.selectFrom("webhook_endpoint as e")
		.select(["e.id", "e.name", "e.url", "e.event_types", "e.agency_id", "e.has_excerpt", "e.state", "e.state_reason"])
		.select(["e.state_at", "e.failing_since", "e.former_until", "e.created_at", "e.sequence"])
		.select(
			sql<number>`(select count(*)::int from webhook_delivery d
				where d.region_id = e.region_id and d.endpoint_id = e.id and d.state = 'waiting')`.as("waiting"),
		)
		.select(
			sql<number>`(select count(*)::int from webhook_delivery d
				where d.region_id = e.region_id and d.endpoint_id = e.id and d.state = 'dead')`.as("dead"),
		)
		.where("e.region_id", "=", regionId)
		.orderBy("e.id");
	if (scope !== null) query = query.where("e.agency_id", "in", [...scope]);
	if (id !== null) query = query.where("e.id", "=", id);
	return query.execute();
}

/** An endpoint of those agencies, locked to be changed; null when there is none. */
export async function lockEndpoint(tx: Tx, regionId: number, scope: CaseScope, id: number) {
	let query = tx
		.selectFrom("webhook_endpoint")
		.select(["id", "name", "url", "secrets", "has_excerpt", "state", "agency_id"])
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.forNoKeyUpdate();
	if (scope !== null) query = query.where("agency_id", "in", [...scope]);
	return (await query.executeTakeFirst()) ?? null;
}

export type DeliveryFilter = {
	endpointId?: number | undefined;
	state?: "waiting" | "delivered" | "dead" | undefined;
	before?: number | undefined;
	limit: number;
};

/** Deliveries, the newest first. */
export function listDeliveries(db: Db, regionId: number, scope: CaseScope, filter: DeliveryFilter) {
	let query = db
		.selectFrom("webhook_delivery as d")
		.innerJoin("webhook_endpoint as e", (join) =>
			join.onRef("e.region_id", "=", "d.region_id").onRef("e.id", "=", "d.endpoint_id"),
		)
		.select(["d.id", "d.endpoint_id", "d.message_id", "d.sequence", "d.type", "d.case_id", "d.state", "d.attempts"])
		.select(["d.next_at", "d.created_at", "d.ended_at", "d.last_at", "d.last_status", "d.last_error"])
		.where("d.region_id", "=", regionId)
		.orderBy("d.id", "desc")
		.limit(filter.limit);
	if (scope !== null) query = query.where("e.agency_id", "in", [...scope]);
	if (filter.endpointId !== undefined) query = query.where("d.endpoint_id", "=", filter.endpointId);
	if (filter.state !== undefined) query = query.where("d.state", "=", filter.state);
	if (filter.before !== undefined) query = query.where("d.id", "<", filter.before);
	return query.execute();
}

export async function countEndpoints(tx: Tx, regionId: number): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*)::int as count from webhook_endpoint where region_id = ${regionId}`.execute(tx);
	return rows[0]!.count;
}
