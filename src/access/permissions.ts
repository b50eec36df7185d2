import { DomainError } from "../domain/errors.ts";
import type { Permission } from "../domain/permission.ts";

/** Who asks: every read and write for `http` takes one. */
export type Caller = {
	regionId: number;
	staffId: number;
	name: string;
	/** the agency the person belongs to; null for the regional centre */
	agencyId: number | null;
	permissions: ReadonlySet<Permission>;
	ip: string | null;
};

/** @throws DomainError forbidden */
export function requirePermission(caller: Caller, permission: Permission): void {
	if (!caller.permissions.has(permission)) throw new DomainError("forbidden", { permission });
}

/**
 * Whose cases the caller may see: null means the whole region, a number one agency.
 * @throws DomainError forbidden when neither
 */
export function caseScope(caller: Caller): number | null {
	if (caller.permissions.has("case.read.region")) return null;
	if (caller.permissions.has("case.read.agency") && caller.agencyId !== null) return caller.agencyId;
	throw new DomainError("forbidden", { permission: "case.read.agency" });
}
