import { sql } from "kysely";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Channels, HealthCode } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import { openSecrets } from "./page-secrets.ts";
import { abilitiesOf } from "./abilities.ts";
import { webhookPath } from "./reads.ts";
import type { PageKind, PageStatus } from "./reads.ts";

/**
 * Pages with their health, for the screen: the whole region's, or the caller's agency's.
 * @param only one page
 * @throws DomainError forbidden
 */
export async function listPages(
	{ db, secretKey, channels }: { db: Db; secretKey: Buffer; channels: Channels },
	caller: Caller,
	only?: number,
) {
	requirePermission(caller, "page.read");
	const isManager = caller.permissions.has("page.manage");
	let query = db
		.selectFrom("page")
		.selectAll("page")
		.select([queuedCount.as("queued"), health.as("health"), isStandby.as("is_standby")])
		.where("page.region_id", "=", caller.regionId);
	const agencyId = pageScope(caller);
	if (agencyId !== null) query = query.where("page.agency_id", "=", agencyId);
	if (only !== undefined) query = query.where("page.id", "=", only);
	const rows = await query.orderBy("page.name").orderBy("page.id").execute();
	return rows.map((row) => ({
		id: row.id,
		channel: row.channel,
		kind: row.kind as PageKind,
		externalId: row.external_id,
		name: row.name,
		url: row.url,
		agencyId: row.agency_id,
		territoryCode: row.territory_code,
		status: row.status as PageStatus,
		statusReason: row.status_reason,
		statusAt: row.status_at.toISOString(),
		webhookPath: isManager ? webhookPath(row) : null,
		lastDeliveryAt: row.last_delivery_at?.toISOString() ?? null,
		lastSentAt: row.last_sent_at?.toISOString() ?? null,
		refusedCount: row.refused_count,
		refusedAt: row.refused_at?.toISOString() ?? null,
		queued: row.queued,
		health: row.health?.[0]?.state ?? null,
		troubles: (row.health ?? []).flatMap(({ code, state }) => (state === "ok" ? [] : [code])),
		isStandby: row.is_standby,
		abilities: abilitiesOf(channels.get(row.channel)),
		settings: isManager ? (row.settings as Record<string, unknown>) : {},
		secretNames: isManager ? secretNames(secretKey, row.secrets) : [],
	}));
}

const queuedCount = sql<number>`(select count(*)::int from publication p
	where p.region_id = page.region_id and p.page_id = page.id and p.state in ('queued', 'claimed'))`;

type Health = { code: HealthCode; state: "ok" | "warn" | "fail" };
/** the worst first; null where nobody has looked yet */
const health = sql<Health[] | null>`(select jsonb_agg(jsonb_build_object('code', h.code, 'state', h.state)
		order by array_position(array['fail', 'warn', 'ok'], h.state), h.since)
	from page_health h where h.region_id = page.region_id and h.page_id = page.id)`;

const isStandby = sql<boolean>`exists (select from page_reading r
	where r.region_id = page.region_id and r.page_id = page.id and r.standby_since is not null)`;

/** Whose pages the caller may see: null means the whole region's. */
export function pageScope(caller: Caller): number | null {
	return caller.permissions.has("case.read.region") || caller.permissions.has("page.manage") ? null : caller.agencyId;
}

function secretNames(secretKey: Buffer, sealed: Buffer | null): string[] {
	if (!sealed) return [];
	try {
		return Object.keys(openSecrets(secretKey, sealed)).sort();
	} catch {
		// keys sealed with another secret key are of no use: shown as missing, they get entered anew
		return [];
	}
}

/** Every page of a region with its keys opened and its webhook's path: for programs that set a network up, never for a screen. */
export async function listOpenPages(db: Db, regionId: number, secretKey: Buffer) {
	const rows = await db.selectFrom("page").selectAll().where("region_id", "=", regionId).orderBy("id").execute();
	return rows.map((row) => ({
		id: row.id,
		channel: row.channel,
		externalId: row.external_id,
		name: row.name,
		secrets: row.secrets ? openSecrets(secretKey, row.secrets) : {},
		webhookPath: webhookPath(row),
	}));
}

/** A page's row, locked until the transaction ends; null when the region has no such page. */
export async function lockPage(tx: Tx, regionId: number, pageId: number) {
	const row = await tx
		.selectFrom("page")
		.select(["id", "channel", "external_id", "settings", "secrets", "status"])
		.where("region_id", "=", regionId)
		.where("id", "=", pageId)
		.forUpdate()
		.executeTakeFirst();
	return row ?? null;
}

export async function hasThreads(tx: Tx, regionId: number, pageId: number): Promise<boolean> {
	const row = await tx
		.selectFrom("thread")
		.select("id")
		.where("region_id", "=", regionId)
		.where("page_id", "=", pageId)
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}

export async function hasAgency(tx: Tx, regionId: number, agencyId: number): Promise<boolean> {
	const row = await tx
		.selectFrom("agency")
		.select("id")
		.where("region_id", "=", regionId)
		.where("id", "=", agencyId)
		.executeTakeFirst();
	return row !== undefined;
}

export async function hasTerritory(tx: Tx, regionId: number, code: string): Promise<boolean> {
	const row = await tx
		.selectFrom("territory")
		.select("code")
		.where("region_id", "=", regionId)
		.where("code", "=", code)
		.executeTakeFirst();
	return row !== undefined;
}

/** The region with this code; with null the first one there is. */
export async function findRegion(tx: Db | Tx, code: string | null): Promise<{ id: number; code: string } | null> {
	let query = tx.selectFrom("region").select(["id", "code"]).orderBy("id").limit(1);
	if (code !== null) query = query.where("code", "=", code);
	return (await query.executeTakeFirst()) ?? null;
}

/** The page of the region that stands for this page of the network; null when none does. */
export async function findConnected(
	db: Db | Tx,
	regionId: number,
	channel: string,
	externalId: string,
): Promise<number | null> {
	const row = await db
		.selectFrom("page")
		.select("id")
		.where("region_id", "=", regionId)
		.where("channel", "=", channel)
		.where("external_id", "=", externalId)
		.executeTakeFirst();
	return row?.id ?? null;
}
