import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { openSession } from "./open-session.ts";
import type { Visit } from "./open-session.ts";
import { challengeOf, userHandleOf, webauthn } from "./passkey-challenge.ts";
import { findPasskey } from "./reads-passkeys.ts";
import type { RelyingParty } from "./relying-party.ts";
import { keepStep, takeStep } from "./sign-in-step.ts";
import { insertAuditEvent } from "./writes.ts";
import { countPasskey } from "./writes-passkeys.ts";

/** What the browser needs to ask its devices for a passkey of the desk: whose, the device says. */
export async function askForPasskey(db: Db, party: RelyingParty, browser: string) {
	const { generateAuthenticationOptions } = await webauthn();
	const options = await generateAuthenticationOptions({
		...{ rpID: party.id, userVerification: "required", timeout: 5 * 60_000 },
	});
	await keepStep(db, "passkey", { key: options.challenge, browser });
	return options;
}

/**
 * Opens a session by a passkey, which is two things at once: the device, and what unlocks it.
 * @returns the token for the cookie
 * @throws DomainError sign-in-step-over; passkey-refused whatever is wrong with the passkey or its owner
 */
export async function signInByPasskey(
	db: Db,
	order: { party: RelyingParty; browser: string | null; response: AuthenticationResponseJSON; visit: Visit },
): Promise<string> {
	const { party, browser, response, visit } = order;
	const challenge = challengeOf(response.response.clientDataJSON);
	const step = await takeStep(db, "passkey", { key: challenge, browser });
	if (typeof step === "string") throw new DomainError("sign-in-step-over");
	const key = await findPasskey(db, response.id);
	if (!key) throw new DomainError("passkey-refused");
	const counter = await provedCounter(key, response, { challenge, party });
	const token = await db.transaction().execute(async (tx) => {
		const of = { regionId: key.region_id, id: key.key_id };
		if (counter === null || !key.is_active || !(await countPasskey(tx, of, counter))) return null;
		return openSession(tx, key, visit, { by: "passkey", isStrong: true });
	});
	if (token !== null) return token;
	const reason = counter !== null && !key.is_active ? "switched-off" : "wrong-passkey";
	const who = { regionId: key.region_id, actorId: key.id, ip: visit.ip };
	await insertAuditEvent(db, { ...who, type: "sign-in-refused", data: { reason } });
	throw new DomainError("passkey-refused");
}

type Key = NonNullable<Awaited<ReturnType<typeof findPasskey>>>;

/** The counter that a right answer tells; null: it is not right. */
async function provedCounter(
	key: Key,
	response: AuthenticationResponseJSON,
	{ challenge, party }: { challenge: string; party: RelyingParty },
): Promise<number | null> {
	const { verifyAuthenticationResponse } = await webauthn();
	const { userHandle } = response.response;
	const owner = userHandleOf({ regionId: key.region_id, staffId: key.id });
	if (userHandle && Buffer.from(userHandle, "base64url").toString() !== owner) return null;
	try {
		const found = await verifyAuthenticationResponse({
			...{ response, expectedChallenge: challenge, expectedOrigin: party.origin, expectedRPID: party.id },
			credential: {
				...{ id: response.id, publicKey: new Uint8Array(key.public_key), counter: key.counter },
				transports: key.transports,
			},
			requireUserVerification: true,
		});
		return found.verified ? found.authenticationInfo.newCounter : null;
	} catch {
		return null;
	}
}
