import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";

/** Of rows with an `agency_id`, null for the whole region: those the caller may read. @throws DomainError forbidden */
export function isReadable(caller: Caller, agencyId: RawBuilder<unknown>): RawBuilder<boolean> {
	const scope = caseScope(caller);
	return scope === null ? sql`true` : sql`(${agencyId} is null or ${agencyId} = any (${scope}::int[]))`;
}

/**
 * Whether the caller keeps templates and articles of this agency; null: of the whole region, which takes who sees it all.
 * @throws DomainError forbidden, agency-unknown
 */
export function requireManager(registry: Registry, caller: Caller, agencyId: number | null): void {
	requirePermission(caller, "template.manage");
	const scope = caseScope(caller);
	if (agencyId !== null && !registry.agencies.has(agencyId)) throw new DomainError("agency-unknown", { agencyId });
	if (scope !== null && (agencyId === null || !scope.includes(agencyId)))
		throw new DomainError("forbidden", { permission: "template.manage" });
}

/**
 * Whether a piece may be changed as it was read: both the agency it leaves and the one it goes to are asked for.
 * @returns who keeps it from now on
 * @throws DomainError forbidden, agency-unknown, changed-meanwhile, invalid-request
 */
export async function requireChange(
	tx: Tx,
	registry: Registry,
	caller: Caller,
	found: { agency_id: number | null; version: number; owner_id: number },
	given: { agencyId: number | null; version: number; ownerId: number | null },
): Promise<number> {
	requireManager(registry, caller, found.agency_id);
	requireManager(registry, caller, given.agencyId);
	if (found.version !== given.version) throw new DomainError("changed-meanwhile", { version: found.version });
	const ownerId = given.ownerId ?? found.owner_id;
	if (ownerId !== found.owner_id) await requireOwner(tx, caller, ownerId);
	return ownerId;
}

/** Whoever is named as owner must work here. @throws DomainError invalid-request */
export async function requireOwner(tx: Db | Tx, caller: Caller, ownerId: number): Promise<void> {
	const found = await tx
		.selectFrom("staff")
		.select("id")
		.where("region_id", "=", caller.regionId)
		.where("id", "=", ownerId)
		.where("is_active", "=", true)
		.executeTakeFirst();
	if (!found) throw new DomainError("invalid-request", { fields: [{ path: "ownerId", message: "unknown" }] });
}

/** Words of a search as the columns `search` hold theirs; null when nothing is searched for. */
export function wordsOf(q: string | undefined): RawBuilder<unknown> | null {
	return q?.trim() ? sql`websearch_to_tsquery('russian', replace(lower(${q}), 'ё', 'е'))` : null;
}
