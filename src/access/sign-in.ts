import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { throttleKey } from "./address.ts";
import { bounded } from "./bounded.ts";
import { verifyNothing, verifyPassword } from "./password.ts";
import { failuresOfAddress, failuresOfLogin, findLogin, idleHours } from "./reads.ts";
import { hashToken, newToken } from "./session-token.ts";
import { throttleSeconds } from "./throttle.ts";
import {
	clearFailures,
	deleteEndedSessions,
	insertAuditEvent,
	insertFailure,
	insertSession,
	lockAttempts,
} from "./writes.ts";

export type SignInOrder = { login: string; password: string; ip: string | null; userAgent: string | null };

// each check takes 19 MiB and a thread of the pool that file and name look-ups share
const inTurn = bounded(2, 100);

/** A login as it is stored: trimmed, lower case. */
export const plainLogin = (login: string): string => login.trim().normalize("NFKC").toLowerCase();

/**
 * Checks a password and opens a session.
 * @returns the token for the cookie; the database keeps only its hash
 * @throws DomainError sign-in-failed; sign-in-throttled with `retryAfterSeconds`, even for the right password
 */
export async function signIn(db: Db, order: SignInOrder): Promise<string> {
	const token = await inTurn(() => checkAndOpen(db, { ...order, login: plainLogin(order.login) }));
	if (token === null) throw new DomainError("sign-in-throttled", { retryAfterSeconds: 5 });
	return token;
}

async function checkAndOpen(db: Db, order: SignInOrder): Promise<string> {
	// the database cannot store NUL, and no login has one
	if (order.login.includes("\0")) throw new DomainError("sign-in-failed");
	const failures = await claimAttempt(db, order);
	const person = await findLogin(db, order.login);
	const isRight = person
		? await verifyPassword(order.password, person.password_hash)
		: await verifyNothing(order.password);
	if (!person) throw new DomainError("sign-in-failed");
	const who = { regionId: person.region_id, actorId: person.id, ip: order.ip };
	if (!isRight || !person.is_active) {
		const reason = isRight ? "switched-off" : "wrong-password";
		await insertAuditEvent(db, { ...who, type: "sign-in-refused", data: { reason, failures } });
		throw new DomainError("sign-in-failed");
	}
	const token = newToken();
	await db.transaction().execute(async (tx) => {
		await clearFailures(tx, order.login);
		await deleteEndedSessions(tx, person.region_id, person.id, idleHours);
		await insertSession(tx, {
			tokenHash: hashToken(token),
			regionId: person.region_id,
			staffId: person.id,
			ip: order.ip,
			userAgent: order.userAgent?.replaceAll("\0", "").slice(0, 300) ?? null,
		});
		await insertAuditEvent(tx, { ...who, type: "signed-in" });
	});
	return token;
}

/**
 * Counts the attempt as failed before it is looked at, so that a hundred at once, over any number of processes, do not all pass.
 * @returns failures of the login inside the window, this one included
 * @throws DomainError sign-in-throttled
 */
async function claimAttempt(db: Db, order: SignInOrder): Promise<number> {
	const address = order.ip && throttleKey(order.ip);
	return db.transaction().execute(async (tx) => {
		await lockAttempts(tx, order.login, address);
		const byLogin = await failuresOfLogin(tx, order.login);
		const byAddress = address ? await failuresOfAddress(tx, address) : { count: 0, lastAgoSeconds: 0 };
		const retryAfterSeconds = throttleSeconds(byLogin, byAddress);
		if (retryAfterSeconds > 0) throw new DomainError("sign-in-throttled", { retryAfterSeconds });
		await insertFailure(tx, order.login, address);
		return byLogin.count + 1;
	});
}
