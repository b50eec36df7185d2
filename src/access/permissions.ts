import { DomainError } from "../domain/errors.ts";
import type { Permission } from "../domain/permission.ts";

/** Who asks: every read and write for `http` takes one. */
export type Caller = {
	regionId: number;
	staffId: number;
	name: string;
	/** the agency the person belongs to; null for the regional centre */
	agencyId: number | null;
	/** that agency and every one under it; empty for the regional centre */
	agencyIds: readonly number[];
	permissions: ReadonlySet<Permission>;
	/** who lent the right to approve for now; set only where no role of one's own gives it */
	approvesFor?: readonly Lender[];
	ip: string | null;
	/** the token by which a program asks; not set for a person at a screen */
	tokenId?: number;
	/** signed in, but something must be done before any work */
	owes?: Owed;
};

/** A password of one's own, or a second factor that a role demands. */
export type Owed = "password" | "second-factor";

/** A colleague in whose name one approves. */
export type Lender = { staffId: number; name: string };

/** @throws DomainError forbidden */
export function requirePermission(caller: Caller, permission: Permission): void {
	if (!caller.permissions.has(permission)) throw new DomainError("forbidden", { permission });
}

/** Agencies whose cases somebody may see, at least one; null: the whole region's. */
export type CaseScope = readonly number[] | null;

/**
 * Whose cases the caller may see: a ministry sees those of the institutions under it, too.
 * @throws DomainError forbidden when nobody's
 */
export function caseScope(caller: Caller): CaseScope {
	if (caller.permissions.has("case.read.region")) return null;
	if (caller.permissions.has("case.read.agency") && caller.agencyIds.length > 0) return caller.agencyIds;
	throw new DomainError("forbidden", { permission: "case.read.agency" });
}

/** The permission over the whole region: an agency's own people do not say what concerns others. @throws DomainError forbidden */
export function requireRegional(caller: Caller, permission: Permission): void {
	requirePermission(caller, permission);
	if (caseScope(caller) !== null) throw new DomainError("forbidden", { permission: "case.read.region" });
}
