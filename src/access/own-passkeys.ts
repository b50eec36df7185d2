import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { requireOwnPassword } from "./own-account.ts";
import { algorithms, challengeOf, userHandleOf, webauthn } from "./passkey-challenge.ts";
import type { Caller } from "./permissions.ts";
import { listPasskeys } from "./reads-passkeys.ts";
import { readFactor } from "./reads-people.ts";
import { recordAudit } from "./record-audit.ts";
import type { RelyingParty } from "./relying-party.ts";
import { keepStep, takeStep } from "./sign-in-step.ts";
import { strengthenSession } from "./writes.ts";
import { deletePasskeys, insertPasskey, renamePasskey } from "./writes-passkeys.ts";

const mostPasskeys = 10;

/**
 * What the browser needs to make a passkey.
 * @throws DomainError password-wrong, sign-in-throttled, passkeys-full
 */
export async function offerPasskey(
	db: Db,
	caller: Caller,
	{ party, password, browser }: { party: RelyingParty; password: string; browser: string },
) {
	// at a screen left open nobody else's device becomes a key
	const login = await requireOwnPassword(db, caller, password);
	const known = await listPasskeys(db, caller);
	if (known.length >= mostPasskeys) throw new DomainError("passkeys-full", { most: mostPasskeys });
	const { generateRegistrationOptions } = await webauthn();
	const options = await generateRegistrationOptions({
		...{ rpName: "Отклик", rpID: party.id, userName: login, userDisplayName: caller.name },
		userID: new TextEncoder().encode(userHandleOf(caller)),
		attestationType: "none",
		supportedAlgorithmIDs: algorithms,
		excludeCredentials: known.map((key) => ({ id: key.credential_id, transports: key.transports })),
		authenticatorSelection: { residentKey: "required", userVerification: "required" },
		timeout: 5 * 60_000,
	});
	const { regionId, staffId } = caller;
	await keepStep(db, "passkey-new", { key: options.challenge, browser, regionId, staffId });
	return options;
}

/**
 * Adds the passkey that the browser has made; from now on the session counts as opened by two things.
 * @param session the hash of the session that asks
 * @throws DomainError sign-in-step-over, passkey-refused, passkey-known, passkeys-full
 */
export async function addPasskey(
	db: Db,
	caller: Caller,
	order: {
		party: RelyingParty;
		browser: string | null;
		name: string;
		response: RegistrationResponseJSON;
		session: Buffer;
	},
): Promise<number> {
	const { party, browser, name, response, session } = order;
	const { regionId, staffId } = caller;
	const challenge = challengeOf(response.response.clientDataJSON);
	const step = await takeStep(db, "passkey-new", { key: challenge, browser });
	if (typeof step === "string" || step.regionId !== regionId || step.staffId !== staffId)
		throw new DomainError("sign-in-step-over");
	const { credential } = await verified(response, challenge, party);
	const { id: credentialId, publicKey, counter, transports = [] } = credential;
	return db.transaction().execute(async (tx) => {
		// holds the person's row, so that two at once are counted one after the other
		await readFactor(tx, caller);
		if ((await listPasskeys(tx, caller)).length >= mostPasskeys)
			throw new DomainError("passkeys-full", { most: mostPasskeys });
		const id = await insertPasskey(tx, { regionId, staffId, credentialId, publicKey, counter, transports, name });
		if (id === null) throw new DomainError("passkey-known");
		await strengthenSession(tx, session);
		await recordAudit(tx, caller, "passkey-added", { passkeyId: id });
		return id;
	});
}

async function verified(response: RegistrationResponseJSON, expectedChallenge: string, party: RelyingParty) {
	const { verifyRegistrationResponse } = await webauthn();
	const found = await verifyRegistrationResponse({
		...{ response, expectedChallenge, expectedOrigin: party.origin, expectedRPID: party.id },
		...{ requireUserVerification: true, supportedAlgorithmIDs: algorithms },
	}).catch(() => null);
	if (!found?.verified) throw new DomainError("passkey-refused");
	return found.registrationInfo;
}

/** @throws DomainError not-found */
export async function nameOwnPasskey(db: Db, caller: Caller, id: number, name: string): Promise<void> {
	const { regionId, staffId } = caller;
	const isDone = await db.transaction().execute((tx) => renamePasskey(tx, { regionId, staffId, id }, name));
	if (!isDone) throw new DomainError("not-found", { id });
}

/** @throws DomainError password-wrong, sign-in-throttled, not-found, second-factor-demanded by a role for the last one */
export async function removeOwnPasskey(db: Db, caller: Caller, id: number, password: string): Promise<void> {
	await requireOwnPassword(db, caller, password);
	await db.transaction().execute(async (tx) => {
		const factor = await readFactor(tx, caller);
		const others = (await listPasskeys(tx, caller)).filter((key) => key.id !== id);
		if (factor.isDemanded && !factor.totp_secret && others.length === 0)
			throw new DomainError("second-factor-demanded");
		if ((await deletePasskeys(tx, caller.regionId, caller.staffId, id)) === 0)
			throw new DomainError("not-found", { id });
		await recordAudit(tx, caller, "passkey-removed", { passkeyId: id });
	});
}
