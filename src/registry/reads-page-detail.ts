import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Channels, ConnectStep } from "../channels/channel.ts";
import type { PageEventCode, UnreadableCode } from "../channels/codes.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { abilitiesOf } from "./abilities.ts";
import type { CheckReason, HealthState, PageKey, StoredFinding } from "./page-work.ts";
import { readHealth, readReading, readTurns } from "./reads-health.ts";
import { listPages } from "./reads-pages.ts";
import { readChannelPage } from "./reads.ts";

type Parts = { db: Db; secretKey: Buffer; channels: Channels };

/**
 * A page with all that is known of its connection.
 * @throws DomainError forbidden; page-unknown, also for a page of somebody else's agency
 */
export async function readPageDetail(parts: Parts, caller: Caller, pageId: number) {
	const page = await readListedPage(parts, caller, pageId);
	const { db, channels } = parts;
	const key = { regionId: caller.regionId, pageId };
	const [health, turns, reading, connection] = [
		await readHealth(db, key),
		await readTurns(db, key),
		await readReading(db, key),
		await readConnection(db, key),
	];
	const poll = turns.get("poll");
	return {
		page,
		abilities: abilitiesOf(channels.get(page.channel)),
		health: health.map(({ since, seenAt, ...finding }) => ({
			...finding,
			since: since.toISOString(),
			seenAt: seenAt.toISOString(),
		})),
		lookedAt: turns.get("look")?.doneAt?.toISOString() ?? null,
		healthEvents: await readHealthEvents(db, key),
		events: await readPageEvents(db, key),
		steps: connection.steps,
		connectedAt: connection.at,
		unreadable: await readUnreadable(parts, key),
		reading: {
			standbySince: reading.standbySince?.toISOString() ?? null,
			nextAt: poll?.nextAt?.toISOString() ?? null,
			readAt: poll?.doneAt?.toISOString() ?? null,
			isListening: (turns.get("listen")?.leaseUntil ?? new Date(0)) > new Date(),
			failures: poll?.failures ?? 0,
			failureText: poll?.failureText ?? null,
			gap: reading.gap,
			gapAt: reading.gapAt?.toISOString() ?? null,
		},
		checks: await readChecks(db, key),
	};
}

/** A page as the list shows it. @throws DomainError forbidden, page-unknown */
export async function readListedPage(parts: Parts, caller: Caller, pageId: number) {
	requirePermission(caller, "page.read");
	const [page] = await listPages(parts, caller, pageId);
	if (!page) throw new DomainError("page-unknown", { pageId });
	return page;
}

async function readConnection(db: Db, { regionId, pageId }: PageKey) {
	const row = await db
		.selectFrom("page")
		.select(["connect_steps", "connected_at"])
		.where("region_id", "=", regionId)
		.where("id", "=", pageId)
		.executeTakeFirst();
	return {
		steps: (row?.connect_steps ?? []) as ConnectStep[],
		at: row?.connected_at?.toISOString() ?? null,
	};
}

async function readUnreadable({ db, secretKey, channels }: Parts, { regionId, pageId }: PageKey) {
	// keys sealed with another secret key open nothing: its health says so
	const open = await readChannelPage(db, regionId, pageId, secretKey).catch(() => null);
	return open ? (channels.get(open.channel)?.unreadable?.(open) ?? []) : [];
}

async function readHealthEvents(db: Db, { regionId, pageId }: PageKey) {
	const rows = await db
		.selectFrom("page_health_event")
		.select(["at", "code", "state", "text"])
		.where("region_id", "=", regionId)
		.where("page_id", "=", pageId)
		.orderBy("id", "desc")
		.limit(50)
		.execute();
	return rows.map((row) => ({
		at: row.at.toISOString(),
		code: row.code as StoredFinding["code"],
		state: row.state as HealthState,
		text: row.text,
	}));
}

async function readPageEvents(db: Db, { regionId, pageId }: PageKey) {
	const rows = await db
		.selectFrom("page_event")
		.select(["at", "code", "text"])
		.where("region_id", "=", regionId)
		.where("page_id", "=", pageId)
		.orderBy("id", "desc")
		.limit(50)
		.execute();
	return rows.map((row) => ({ at: row.at.toISOString(), code: row.code as PageEventCode, text: row.text }));
}

async function readChecks(db: Db, { regionId, pageId }: PageKey) {
	const rows = await db
		.selectFrom("page_check")
		.selectAll()
		.where("region_id", "=", regionId)
		.where("page_id", "=", pageId)
		.orderBy("id", "desc")
		.limit(20)
		.execute();
	return rows.map((row) => ({
		id: row.id,
		reason: row.reason as CheckReason,
		from: row.from_at.toISOString(),
		to: row.to_at.toISOString(),
		createdAt: row.created_at.toISOString(),
		endedAt: row.ended_at?.toISOString() ?? null,
		seen: row.seen,
		missing: row.missing,
		filled: row.filled,
		absent: row.absent,
		isWhole: row.is_whole,
		unreadable: row.unreadable as UnreadableCode | null,
		failure: row.failure_text,
	}));
}
