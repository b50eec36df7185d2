import { randomUUID } from "node:crypto";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Permission } from "../domain/permission.ts";
import { newApiToken } from "./api-token.ts";
import { caseScope, requirePermission } from "./permissions.ts";
import type { Caller } from "./permissions.ts";
import { agencyExists, findServiceAccount, permissionsOfRoles } from "./reads-tokens.ts";
import { recordAudit } from "./record-audit.ts";
import { hashToken } from "./session-token.ts";
import { insertServiceAccount, insertToken, revokeTokens, switchOffServiceAccount } from "./writes-tokens.ts";

export type TokenOrder = {
	name: string;
	/** a service account; null: oneself */
	staffId: number | null;
	permissions: readonly Permission[];
	/** null: as far as the account sees */
	agencyId: number | null;
	days: number;
};

/**
 * Makes a token for oneself or for a service account. Nobody gives away more than they have.
 * @returns the token, which nobody can read again
 * @throws DomainError forbidden, also when a program asks; token-beyond-rights, account-unknown, agency-unknown
 */
export async function createToken(
	db: Db,
	caller: Caller,
	order: TokenOrder,
): Promise<{ id: number; token: string; expiresAt: Date }> {
	requirePerson(caller);
	requireRights(caller, order.permissions);
	return db.transaction().execute(async (tx) => {
		const staffId = order.staffId ?? caller.staffId;
		if (staffId !== caller.staffId && !(await findServiceAccount(tx, caller.regionId, staffId)))
			throw new DomainError("account-unknown", { staffId });
		if (order.agencyId !== null) {
			requireAgency(caller, order.agencyId);
			if (!(await agencyExists(tx, caller.regionId, order.agencyId)))
				throw new DomainError("agency-unknown", { agencyId: order.agencyId });
		}
		const token = newApiToken();
		const { name, permissions, agencyId, days } = order;
		const { id, expires_at: expiresAt } = await insertToken(tx, {
			...{ regionId: caller.regionId, name, staffId, permissions: [...new Set(permissions)], agencyId, days },
			...{ tokenHash: hashToken(token), ending: token.slice(-4), createdBy: caller.staffId },
		});
		const about = { tokenMade: id, name, accountId: staffId, agencyId, permissions: [...permissions] };
		await recordAudit(tx, caller, "token-created", { ...about, expiresAt: expiresAt.toISOString() });
		return { id, token, expiresAt };
	});
}

/** Ends a token at once; nothing happens when it has ended already. @throws DomainError forbidden */
export async function revokeToken(db: Db, caller: Caller, id: number): Promise<void> {
	requirePermission(caller, "integration.manage");
	await db.transaction().execute(async (tx) => {
		const ended = await revokeTokens(tx, caller.regionId, { id }, caller.staffId);
		if (ended.length > 0) await recordAudit(tx, caller, "token-revoked", { tokenEnded: id });
	});
}

/**
 * Adds an account of a program, which has roles like anybody and never signs in.
 * @throws DomainError forbidden, token-beyond-rights, role-unknown, agency-unknown
 */
export async function addServiceAccount(
	db: Db,
	caller: Caller,
	order: { name: string; agencyId: number | null; roles: readonly string[] },
): Promise<number> {
	requirePerson(caller);
	return db.transaction().execute(async (tx) => {
		const { name, agencyId } = order;
		const roles = [...new Set(order.roles)];
		const permissions = await permissionsOfRoles(tx, caller.regionId, roles);
		if (!permissions) throw new DomainError("role-unknown", { roles });
		requireRights(caller, permissions);
		requireAgency(caller, agencyId);
		if (agencyId !== null && !(await agencyExists(tx, caller.regionId, agencyId)))
			throw new DomainError("agency-unknown", { agencyId });
		const login = `service-${randomUUID()}`;
		const id = await insertServiceAccount(tx, { regionId: caller.regionId, name, login, agencyId, roles });
		await recordAudit(tx, caller, "service-account-added", { accountId: id, name, agencyId, roles });
		return id;
	});
}

/** Switches an account of a program off, and its tokens with it. @throws DomainError forbidden, account-unknown */
export async function endServiceAccount(db: Db, caller: Caller, id: number): Promise<void> {
	requirePerson(caller);
	await db.transaction().execute(async (tx) => {
		if (!(await switchOffServiceAccount(tx, caller.regionId, id)))
			throw new DomainError("account-unknown", { staffId: id });
		const tokensEnded = await revokeTokens(tx, caller.regionId, { staffId: id }, caller.staffId);
		await recordAudit(tx, caller, "service-account-switched-off", { accountId: id, tokensEnded });
	});
}

/** A program must not make itself another token: the first one's end would mean nothing. */
function requirePerson(caller: Caller): void {
	requirePermission(caller, "integration.manage");
	if (caller.tokenId !== undefined) throw new DomainError("forbidden", { reason: "by-token" });
}

function requireRights(caller: Caller, wanted: readonly Permission[]): void {
	// a right that is only lent cannot be passed on
	const isOwn = (one: Permission) => caller.permissions.has(one) && !(one === "reply.approve" && caller.approvesFor);
	// whoever sees the whole region sees each of its agencies
	const has = (one: Permission) =>
		isOwn(one) || (one === "case.read.agency" && caller.permissions.has("case.read.region"));
	const beyond = wanted.filter((permission) => !has(permission));
	if (beyond.length > 0) throw new DomainError("token-beyond-rights", { permissions: beyond });
}

/** An agency's own people give reach over their agencies only. */
function requireAgency(caller: Caller, agencyId: number | null): void {
	const scope = caseScope(caller);
	if (scope === null || (agencyId !== null && scope.includes(agencyId))) return;
	throw new DomainError("token-beyond-rights", { agencyId });
}
