import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { weaknessOf } from "../domain/weak-password.ts";
import { claimAttempt } from "./claim-attempt.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import type { Caller } from "./permissions.ts";
import { findLogin, findLoginOf } from "./reads.ts";
import { recordAudit } from "./record-audit.ts";
import { inTurn } from "./sign-in.ts";
import { clearFailures } from "./writes.ts";
import { deleteSessions, updateStaff } from "./writes-people.ts";

/**
 * Another password of one's own; every other session ends.
 * @param keep the hash of the session that asks
 * @throws DomainError password-wrong, password-weak with `reason`, sign-in-throttled
 */
export async function changeOwnPassword(
	db: Db,
	caller: Caller,
	keep: Buffer,
	order: { current: string; next: string },
): Promise<void> {
	const login = await requireOwnPassword(db, caller, order.current);
	const reason = order.next === order.current ? "same" : weaknessOf(order.next, login);
	if (reason) throw new DomainError("password-weak", { reason });
	const password_hash = await hashPassword(order.next);
	await db.transaction().execute(async (tx) => {
		await updateStaff(tx, caller.regionId, caller.staffId, { password_hash, must_change_password: false });
		const sessions = await deleteSessions(tx, caller.regionId, caller.staffId, { except: keep });
		await recordAudit(tx, caller, "password-changed", { sessions });
	});
}

/**
 * Whoever sits down at somebody's open screen must not take the account over.
 * @returns the login
 * @throws DomainError password-wrong, sign-in-throttled: guesses count as those of a sign-in
 */
export async function requireOwnPassword(db: Db, caller: Caller, password: string): Promise<string> {
	const login = await findLoginOf(db, caller);
	await claimAttempt(db, { login, ip: caller.ip });
	const person = await findLogin(db, login);
	const isRight = person && (await inTurn(() => verifyPassword(password, person.password_hash)));
	if (isRight === null) throw new DomainError("sign-in-throttled", { retryAfterSeconds: 5 });
	if (!isRight) throw new DomainError("password-wrong");
	await db.transaction().execute((tx) => clearFailures(tx, login));
	return login;
}

/** Ends one of one's sessions, or all but the one that asks. @throws DomainError not-found */
export async function endOwnSessions(
	db: Db,
	caller: Caller,
	which: { id: number } | { except: Buffer },
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const sessions = await deleteSessions(tx, caller.regionId, caller.staffId, which);
		if (sessions === 0 && "id" in which) throw new DomainError("not-found", which);
		if (sessions > 0) await recordAudit(tx, caller, "own-sessions-ended", { sessions });
	});
}
