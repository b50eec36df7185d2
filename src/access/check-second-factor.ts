import { createHash } from "node:crypto";
import { verify } from "otplib/functional";
import type { Db } from "../db/database.ts";
import { tryUnseal } from "../db/sealed.ts";
import { useRecoveryCode, useTotpStep } from "./writes-people.ts";

type Holder = { region_id: number; id: number; totp_secret: Buffer | null };

const periodSeconds = 30;

/** The half-minute whose code this is, of this one and its neighbours (RFC 6238 5.2); null: it is no code of the key. */
export async function totpStepOf(secret: string, code: string): Promise<number | null> {
	if (!/^\d{6}$/.test(code)) return null;
	const found = await verify({ secret, token: code, period: periodSeconds, epochTolerance: periodSeconds });
	if (!found.valid) return null;
	return Math.floor(Date.now() / 1000 / periodSeconds) + found.delta;
}

/** What the database keeps of a recovery code, however it was typed. */
export const hashRecoveryCode = (code: string): Buffer =>
	createHash("sha256").update(code.toLowerCase().replaceAll(/[\s-]/g, "")).digest();

/** Whether a code is good, which it is once: six digits from the telephone, or a recovery code. */
export async function isSecondFactor(db: Db, secretKey: Buffer, person: Holder, typed: string): Promise<boolean> {
	const code = typed.normalize("NFKC").replaceAll(/[\s-]/g, "");
	const { region_id: regionId, id, totp_secret: sealed } = person;
	if (!sealed) return false;
	// with a key sealed under another secret the recovery codes still let in
	const secret = tryUnseal(secretKey, sealed);
	const step = secret === null ? null : await totpStepOf(secret, code);
	return db
		.transaction()
		.execute((tx) =>
			step === null ? useRecoveryCode(tx, regionId, id, hashRecoveryCode(code)) : useTotpStep(tx, regionId, id, step),
		);
}
