import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Permission } from "../domain/permission.ts";
import { requireAdministrator, requireGrant, requireRegionalManager } from "./manage-people.ts";
import type { Caller } from "./permissions.ts";
import { readRole, rolesOf } from "./reads-roles.ts";
import type { RoleRow } from "./reads-roles.ts";
import { recordAudit } from "./record-audit.ts";
import { lockPeople } from "./writes-people.ts";
import { deleteRole, insertOwnRole, updateRole } from "./writes-roles.ts";

export type RoleOrder = {
	titleRu: string;
	titleEn: string;
	permissions: readonly Permission[];
	needsSecondFactor: boolean;
};

/** A role of the region's own. @returns its code @throws DomainError forbidden, rights-beyond-own */
export async function addRole(db: Db, caller: Caller, order: RoleOrder): Promise<string> {
	requireRegionalManager(caller);
	requireGrant(caller, order.permissions);
	return db.transaction().execute(async (tx) => {
		await lockPeople(tx, caller.regionId);
		const code = await insertOwnRole(tx, caller.regionId, order);
		await recordAudit(tx, caller, "role-added", { role: code, permissions: [...order.permissions] });
		return code;
	});
}

/**
 * Changes a role, for everybody who has it at once. Of one that came with the program only whether it demands a second factor.
 * @throws DomainError forbidden, not-found, role-built-in, rights-beyond-own, last-administrator
 */
export async function saveRole(db: Db, caller: Caller, code: string, order: RoleOrder): Promise<void> {
	await changeRole(db, caller, code, async (tx, before) => {
		if (before.isBuiltIn && !isSame(before, order)) throw new DomainError("role-built-in", { code });
		if (!before.isBuiltIn) await requireOthersRights(tx, caller, before, order.permissions);
		await updateRole(tx, caller.regionId, code, order);
		await requireAdministrator(tx, caller.regionId);
		const { needsSecondFactor } = order;
		const rights = { permissions: [...order.permissions], fromPermissions: before.permissions };
		await recordAudit(tx, caller, "role-saved", { role: code, needsSecondFactor, ...rights });
	});
}

/** @throws DomainError forbidden, not-found, role-built-in, role-in-use, rights-beyond-own */
export async function removeRole(db: Db, caller: Caller, code: string): Promise<void> {
	await changeRole(db, caller, code, async (tx, before) => {
		if (before.isBuiltIn) throw new DomainError("role-built-in", { code });
		if (before.people > 0) throw new DomainError("role-in-use", { code, people: before.people });
		requireGrant(caller, before.permissions);
		await deleteRole(tx, caller.regionId, code);
		await recordAudit(tx, caller, "role-removed", { role: code });
	});
}

async function changeRole(
	db: Db,
	caller: Caller,
	code: string,
	change: (tx: Tx, before: RoleRow) => Promise<void>,
): Promise<void> {
	requireRegionalManager(caller);
	await db.transaction().execute(async (tx) => {
		await lockPeople(tx, caller.regionId);
		const before = await readRole(tx, caller.regionId, code);
		if (!before) throw new DomainError("not-found", { code });
		await change(tx, before);
	});
}

/** Nobody gives by a role what they may not give, nor themselves anything by a role of their own. */
async function requireOthersRights(
	tx: Tx,
	caller: Caller,
	before: RoleRow,
	wanted: readonly Permission[],
): Promise<void> {
	requireGrant(caller, [...before.permissions, ...wanted]);
	if (!(await rolesOf(tx, caller.regionId, caller.staffId)).includes(before.code)) return;
	const beyond = wanted.filter((one) => !caller.permissions.has(one));
	if (beyond.length > 0) throw new DomainError("rights-beyond-own", { permissions: beyond });
}

function isSame(before: RoleRow, order: RoleOrder): boolean {
	const wanted = new Set(order.permissions);
	return (
		before.titleRu === order.titleRu &&
		before.titleEn === order.titleEn &&
		before.permissions.length === wanted.size &&
		before.permissions.every((one) => wanted.has(one))
	);
}
