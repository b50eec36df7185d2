import { generateSecret, generateURI } from "otplib/functional";
import type { Db } from "../db/database.ts";
import { seal, unseal } from "../db/sealed.ts";
import { DomainError } from "../domain/errors.ts";
import { hashRecoveryCode, totpStepOf } from "./check-second-factor.ts";
import { spokenSecret } from "./new-password.ts";
import { requireOwnPassword } from "./own-account.ts";
import type { Caller } from "./permissions.ts";
import { readFactor } from "./reads-people.ts";
import { recordAudit } from "./record-audit.ts";
import { deleteSessions, replaceRecoveryCodes, updateStaff } from "./writes-people.ts";

const recoveryCodes = 10;

/**
 * A key for the telephone, as a text to type and as the address a QR carries. It counts once a code has proved it.
 * @throws DomainError password-wrong, sign-in-throttled, second-factor-set
 */
export async function offerSecondFactor(
	db: Db,
	caller: Caller,
	{ secretKey, password }: { secretKey: Buffer; password: string },
): Promise<{ secret: string; uri: string }> {
	// at a screen left open nobody else's telephone becomes the key
	const login = await requireOwnPassword(db, caller, password);
	const secret = generateSecret();
	await db.transaction().execute(async (tx) => {
		if ((await readFactor(tx, caller)).totp_secret) throw new DomainError("second-factor-set");
		await updateStaff(tx, caller.regionId, caller.staffId, { totp_offered: seal(secretKey, secret) });
	});
	return { secret, uri: generateURI({ issuer: "Otklik", label: login, secret }) };
}

/**
 * Turns the second factor on by a first code; every other session ends.
 * @returns recovery codes, shown this once
 * @throws DomainError second-factor-set, second-factor-wrong
 */
export async function turnSecondFactorOn(
	db: Db,
	caller: Caller,
	{ secretKey, keep, code }: { secretKey: Buffer; keep: Buffer; code: string },
): Promise<string[]> {
	const codes = newCodes();
	await db.transaction().execute(async (tx) => {
		const factor = await readFactor(tx, caller);
		if (factor.totp_secret) throw new DomainError("second-factor-set");
		const step = factor.totp_offered && (await totpStepOf(unseal(secretKey, factor.totp_offered), plain(code)));
		if (step === null) throw new DomainError("second-factor-wrong");
		await updateStaff(tx, caller.regionId, caller.staffId, {
			...{ totp_secret: factor.totp_offered, totp_offered: null, totp_since: new Date(), totp_step: step },
		});
		await replaceRecoveryCodes(tx, caller.regionId, caller.staffId, codes.map(hashRecoveryCode));
		const sessions = await deleteSessions(tx, caller.regionId, caller.staffId, { except: keep });
		await recordAudit(tx, caller, "second-factor-on", { sessions });
	});
	return codes;
}

/** @throws DomainError password-wrong, sign-in-throttled, second-factor-demanded by a role */
export async function turnSecondFactorOff(db: Db, caller: Caller, password: string): Promise<void> {
	await requireOwnPassword(db, caller, password);
	await db.transaction().execute(async (tx) => {
		const { isDemanded } = await readFactor(tx, caller);
		if (isDemanded) throw new DomainError("second-factor-demanded");
		const off = { totp_secret: null, totp_offered: null, totp_since: null };
		await updateStaff(tx, caller.regionId, caller.staffId, off);
		await replaceRecoveryCodes(tx, caller.regionId, caller.staffId, []);
		await recordAudit(tx, caller, "second-factor-off", {});
	});
}

/** Recovery codes in the place of the old ones. @throws DomainError password-wrong, sign-in-throttled, not-found */
export async function renewRecoveryCodes(db: Db, caller: Caller, password: string): Promise<string[]> {
	await requireOwnPassword(db, caller, password);
	const codes = newCodes();
	await db.transaction().execute(async (tx) => {
		if (!(await readFactor(tx, caller)).totp_secret) throw new DomainError("not-found");
		await replaceRecoveryCodes(tx, caller.regionId, caller.staffId, codes.map(hashRecoveryCode));
		await recordAudit(tx, caller, "recovery-codes-renewed", {});
	});
	return codes;
}

const newCodes = () => Array.from({ length: recoveryCodes }, () => spokenSecret(3, 4));
const plain = (code: string) => code.normalize("NFKC").replaceAll(/\s/g, "");
