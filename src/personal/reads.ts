import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { countOldCases, countOldContacts, countOldViews } from "../cases/reads-erase.ts";
import type { Db } from "../db/database.ts";
import { countOldBodies } from "../ingest/forget-bodies.ts";
import type { RetentionKind } from "./writes.ts";

/** `doneTo`: where the last run of the job stopped, for kinds that go by number */
export type Rule = { regionId: number; kind: RetentionKind; months: number; doneTo: number };

/** The moment so many months ago; a day that a month lacks is its last. */
export function monthsBefore(now: Date, months: number): Date {
	const at = new Date(now);
	const day = at.getUTCDate();
	at.setUTCDate(1);
	at.setUTCMonth(at.getUTCMonth() - months);
	const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
	at.setUTCDate(Math.min(day, last));
	return at;
}

/** Every rule of every region. */
export async function listRules(db: Db, regionId: number | null = null): Promise<Rule[]> {
	let query = db.selectFrom("retention_rule").select(["region_id", "kind", "months", "done_to"]);
	if (regionId !== null) query = query.where("region_id", "=", regionId);
	const rows = await query.orderBy("region_id").orderBy("kind").execute();
	return rows.map((row) => ({
		regionId: row.region_id,
		kind: row.kind as RetentionKind,
		months: row.months,
		doneTo: row.done_to,
	}));
}

/** The rules of the region, with what the job would remove now. @throws DomainError forbidden */
export async function previewRules(db: Db, caller: Caller, now: Date) {
	requirePermission(caller, "personal.manage");
	const rules = await listRules(db, caller.regionId);
	return Promise.all(
		rules.map(async ({ kind, months }) => ({
			kind,
			months,
			before: monthsBefore(now, months).toISOString(),
			wouldRemove: await countOld(db, caller.regionId, kind, monthsBefore(now, months)),
		})),
	);
}

async function countOld(db: Db, regionId: number, kind: RetentionKind, before: Date): Promise<Record<string, number>> {
	if (kind === "case") return countOldCases(db, regionId, before);
	if (kind === "contact") return { cases: await countOldContacts(db, regionId, before) };
	if (kind === "view") return { views: await countOldViews(db, regionId, before) };
	return { deliveries: await countOldBodies(db, regionId, before) };
}

const registerPage = 100;

/** What was removed, the latest first. @throws DomainError forbidden */
export async function listRemovals(db: Db, caller: Caller, before?: number) {
	if (!caller.permissions.has("audit.read")) requirePermission(caller, "personal.manage");
	let query = db
		.selectFrom("removal_register")
		.select(["id", "at", "kind", "ground", "months", "request_id", "case_ids", "counts"])
		.where("region_id", "=", caller.regionId);
	if (before !== undefined) query = query.where("id", "<", before);
	const rows = await query.orderBy("id", "desc").limit(registerPage).execute();
	return rows.map((row) => ({
		id: row.id,
		at: row.at.toISOString(),
		kind: row.kind as RetentionKind,
		ground: row.ground as "retention" | "request",
		months: row.months,
		requestId: row.request_id,
		caseIds: row.case_ids,
		counts: row.counts as Record<string, number>,
	}));
}
