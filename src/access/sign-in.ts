import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { bounded } from "./bounded.ts";
import { isSecondFactor } from "./check-second-factor.ts";
import { claimAttempt } from "./claim-attempt.ts";
import { verifyNothing, verifyPassword } from "./password.ts";
import { openSession } from "./open-session.ts";
import type { Visit } from "./open-session.ts";
import { findLogin } from "./reads.ts";
import { clearFailures, insertAuditEvent } from "./writes.ts";

export type SignInOrder = Visit & {
	login: string;
	password: string;
	/** of the second factor, or a recovery code; asked for once the password is right */
	code?: string | undefined;
};

// each check takes 19 MiB and a thread of the pool that file and name look-ups share
export const inTurn = bounded(2, 100);

/** A login as it is stored: trimmed, lower case. */
export const plainLogin = (login: string): string => login.trim().normalize("NFKC").toLowerCase();

/**
 * Checks a password and opens a session.
 * @returns the token for the cookie; the database keeps only its hash
 * @param secretKey opens keys of second factors
 * @throws DomainError sign-in-failed; second-factor-needed, second-factor-wrong, passkey-needed after a right password;
 * sign-in-throttled with `retryAfterSeconds`, even for the right password
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
	} else if (person.needs_passkey) throw new DomainError("passkey-needed");
	return db.transaction().execute(async (tx) => {
		await clearFailures(tx, order.login);
		return openSession(tx, person, order, { by: "password", isStrong: person.totp_secret !== null });
	});
}
