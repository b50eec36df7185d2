import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { bounded } from "./bounded.ts";
import { isSecondFactor } from "./check-second-factor.ts";
import { claimAttempt } from "./claim-attempt.ts";
import { verifyNothing, verifyPassword } from "./password.ts";
import { findLogin, idleHours } from "./reads.ts";
import { hashToken, newToken } from "./session-token.ts";
import { clearFailures, deleteEndedSessions, insertAuditEvent, insertSession } from "./writes.ts";

export type SignInOrder = {
	login: string;
	password: string;
	/** of the second factor, or a recovery code; asked for once the password is right */
	code?: string | undefined;
	ip: string | null;
	userAgent: string | null;
};

// each check takes 19 MiB and a thread of the pool that file and name look-ups share
export const inTurn = bounded(2, 100);

/** A login as it is stored: trimmed, lower case. */
export const plainLogin = (login: string): string => login.trim().normalize("NFKC").toLowerCase();

/**
 * Checks a password and opens a session.
 * @returns the token for the cookie; the database keeps only its hash
 * @param secretKey opens keys of second factors
 * @throws DomainError sign-in-failed; second-factor-needed, second-factor-wrong after a right password; sign-in-throttled with
 * `retryAfterSeconds`, even for the right password
 */
export async function signIn(db: Db, secretKey: Buffer, order: SignInOrder): Promise<string> {
	const token = await inTurn(() => checkAndOpen(db, secretKey, { ...order, login: plainLogin(order.login) }));
	if (token === null) throw new DomainError("sign-in-throttled", { retryAfterSeconds: 5 });
	return token;
}

async function checkAndOpen(db: Db, secretKey: Buffer, order: SignInOrder): Promise<string> {
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
	if (person.totp_secret) {
		// the attempt stays counted: asking for a code again and again must not make guesses free
		if (!order.code) throw new DomainError("second-factor-needed");
		if (!(await isSecondFactor(db, secretKey, person, order.code))) {
			await insertAuditEvent(db, { ...who, type: "sign-in-refused", data: { reason: "wrong-code", failures } });
			throw new DomainError("second-factor-wrong");
		}
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
