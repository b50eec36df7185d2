import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { beyondGrant } from "../domain/grant.ts";
import type { Permission } from "../domain/permission.ts";
import { newPassword } from "./new-password.ts";
import { hashPassword } from "./password.ts";
import { caseScope, requirePermission, requireRegional } from "./permissions.ts";
import type { Caller } from "./permissions.ts";
import { hasAdministrator, readPerson, rightsOf } from "./reads-people.ts";
import type { PersonRow } from "./reads-people.ts";
import { agencyExists, permissionsOfRoles } from "./reads-tokens.ts";
import { recordAudit } from "./record-audit.ts";
import { plainLogin } from "./sign-in.ts";
import { insertNewStaff } from "./writes.ts";
import { deletePasskeys } from "./writes-passkeys.ts";
import { deleteSessions, lockPeople, replaceRecoveryCodes, replaceRoles, updateStaff } from "./writes-people.ts";
import { revokeTokens } from "./writes-tokens.ts";

export type PersonOrder = { name: string; agencyId: number | null; roles: readonly string[] };

/**
 * Who manages people: of the whole region, or of the own agencies alone.
 * @throws DomainError forbidden, also when a program asks: a token must not make people
 */
export function requireStaffManager(caller: Caller): void {
	requirePermission(caller, "staff.manage");
	if (caller.tokenId !== undefined) throw new DomainError("forbidden", { reason: "by-token" });
}

/** @throws DomainError forbidden unless the caller manages the people of the whole region */
export function requireRegionalManager(caller: Caller): void {
	requireStaffManager(caller);
	requireRegional(caller, "staff.manage");
}

/**
 * One more person, with a password that is shown once.
 * @throws DomainError forbidden, login-taken, agency-unknown, role-unknown, rights-beyond-own
 */
export async function addPerson(
	db: Db,
	caller: Caller,
	order: PersonOrder & { login: string },
): Promise<{ id: number; password: string }> {
	requireStaffManager(caller);
	const password = newPassword();
	// outside the transaction: it takes long, and nobody else should wait for it
	const passwordHash = await hashPassword(password);
	const id = await db.transaction().execute(async (tx) => {
		await lockPeople(tx, caller.regionId);
		return insertPerson(tx, caller, { ...order, passwordHash });
	});
	return { id, password };
}

/** The part of `addPerson` inside its transaction. @returns the id */
export async function insertPerson(
	tx: Tx,
	caller: Caller,
	{ passwordHash, ...order }: PersonOrder & { login: string; passwordHash: string },
): Promise<number> {
	const row = await checked(tx, caller, order);
	const login = plainLogin(order.login);
	const id = await insertNewStaff(tx, { regionId: caller.regionId, login, passwordHash, ...row });
	if (id === null) throw new DomainError("login-taken", { login });
	await recordAudit(tx, caller, "person-added", { personId: id, agencyId: row.agencyId, roles: row.roles });
	return id;
}

/**
 * Another name, agency or roles; the login stays. What the person may do follows at the next request.
 * @throws DomainError forbidden, not-found, person-is-self, agency-unknown, role-unknown, rights-beyond-own, last-administrator
 */
export async function savePerson(db: Db, caller: Caller, id: number, order: PersonOrder): Promise<void> {
	await changePerson(db, caller, id, (tx, before) => updatePerson(tx, caller, before, order));
}

/** The part of `savePerson` inside its transaction. */
export async function updatePerson(tx: Tx, caller: Caller, before: PersonRow, order: PersonOrder): Promise<void> {
	const row = await checked(tx, caller, order);
	await updateStaff(tx, caller.regionId, before.id, { name: row.name, agency_id: row.agencyId });
	await replaceRoles(tx, caller.regionId, before.id, row.roles);
	await requireAdministrator(tx, caller.regionId);
	const { agencyId, roles } = row;
	const from = { fromAgencyId: before.agencyId, fromRoles: before.roles };
	await recordAudit(tx, caller, "person-saved", { personId: before.id, agencyId, roles, ...from });
}

/** Ends a person's work at the desk: no sign-in, no session, no token. Nothing happens when it has ended already. */
export async function switchPersonOff(tx: Tx, caller: Caller, before: PersonRow): Promise<void> {
	if (!before.isActive) return;
	await updateStaff(tx, caller.regionId, before.id, { is_active: false });
	await requireAdministrator(tx, caller.regionId);
	const sessions = await deleteSessions(tx, caller.regionId, before.id, "all");
	const tokensEnded = await revokeTokens(tx, caller.regionId, { staffId: before.id }, caller.staffId);
	await recordAudit(tx, caller, "person-switched-off", { personId: before.id, sessions, tokensEnded });
}

/** Lets a person in again, with the roles they had. @throws DomainError forbidden, not-found, person-is-self, rights-beyond-own */
export async function switchPersonOn(db: Db, caller: Caller, id: number): Promise<void> {
	await changePerson(db, caller, id, async (tx, before) => {
		if (before.isActive) return;
		await updateStaff(tx, caller.regionId, id, { is_active: true });
		await recordAudit(tx, caller, "person-switched-on", { personId: id });
	});
}

/**
 * Another password, shown once; the person chooses their own at the next sign-in, and every session ends.
 * @throws DomainError forbidden, not-found, person-is-self, rights-beyond-own
 */
export async function resetPassword(db: Db, caller: Caller, id: number): Promise<string> {
	const password = newPassword();
	const passwordHash = await hashPassword(password);
	await changePerson(db, caller, id, async (tx) => {
		await updateStaff(tx, caller.regionId, id, { password_hash: passwordHash, must_change_password: true });
		const sessions = await deleteSessions(tx, caller.regionId, id, "all");
		await recordAudit(tx, caller, "password-reset", { personId: id, sessions });
	});
	return password;
}

/** Signs a person out everywhere. @returns how many sessions ended */
export async function endSessionsOf(db: Db, caller: Caller, id: number): Promise<number> {
	return changePerson(db, caller, id, async (tx) => {
		const sessions = await deleteSessions(tx, caller.regionId, id, "all");
		await recordAudit(tx, caller, "sessions-ended", { personId: id, sessions });
		return sessions;
	});
}

/** Takes the second factor and the passkeys away from somebody who lost their device; every session ends. */
export async function resetSecondFactor(db: Db, caller: Caller, id: number): Promise<void> {
	await changePerson(db, caller, id, async (tx) => {
		await updateStaff(tx, caller.regionId, id, { totp_secret: null, totp_offered: null, totp_since: null });
		await replaceRecoveryCodes(tx, caller.regionId, id, []);
		const passkeys = await deletePasskeys(tx, caller.regionId, id);
		const sessions = await deleteSessions(tx, caller.regionId, id, "all");
		await recordAudit(tx, caller, "second-factor-reset", { personId: id, passkeys, sessions });
	});
}

/**
 * One change of a person who is not oneself and has no right that the caller may not give.
 * @throws DomainError forbidden, not-found, person-is-self, rights-beyond-own
 */
export async function changePerson<T>(
	db: Db,
	caller: Caller,
	id: number,
	change: (tx: Tx, before: PersonRow) => Promise<T>,
): Promise<T> {
	requireStaffManager(caller);
	return db.transaction().execute(async (tx) => {
		await lockPeople(tx, caller.regionId);
		const before = await requireChangeable(tx, caller, id);
		return change(tx, before);
	});
}

/** @throws DomainError not-found, person-is-self, rights-beyond-own */
export async function requireChangeable(tx: Tx, caller: Caller, id: number): Promise<PersonRow> {
	const before = await readPerson(tx, caller, id);
	if (!before) throw new DomainError("not-found", { id });
	if (id === caller.staffId) throw new DomainError("person-is-self");
	requireGrant(caller, await rightsOf(tx, caller.regionId, id));
	return before;
}

/** @throws DomainError rights-beyond-own */
export function requireGrant(caller: Caller, wanted: readonly Permission[]): void {
	// a right that is only lent is nobody's to give
	const own = new Set([...caller.permissions].filter((one) => !(one === "reply.approve" && caller.approvesFor)));
	const beyond = beyondGrant({ permissions: own, isRegional: caseScope(caller) === null }, wanted);
	if (beyond.length > 0) throw new DomainError("rights-beyond-own", { permissions: beyond });
}

/** @throws DomainError last-administrator */
export async function requireAdministrator(tx: Tx, regionId: number): Promise<void> {
	if (!(await hasAdministrator(tx, regionId))) throw new DomainError("last-administrator");
}

async function checked(tx: Tx, caller: Caller, order: PersonOrder) {
	const roles = [...new Set(order.roles)].sort();
	const rights = await permissionsOfRoles(tx, caller.regionId, roles);
	if (!rights) throw new DomainError("role-unknown", { roles });
	requireGrant(caller, rights);
	const { agencyId } = order;
	const scope = caseScope(caller);
	const isWithin = scope === null || (agencyId !== null && scope.includes(agencyId));
	if (!isWithin || (agencyId !== null && !(await agencyExists(tx, caller.regionId, agencyId))))
		throw new DomainError("agency-unknown", { agencyId });
	return { name: order.name.trim(), agencyId, roles };
}
