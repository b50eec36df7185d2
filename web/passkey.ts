import {
	browserSupportsWebAuthn,
	type PublicKeyCredentialCreationOptionsJSON,
	type PublicKeyCredentialRequestOptionsJSON,
	startAuthentication,
	startRegistration,
} from "@simplewebauthn/browser";
import { RequestError } from "./api.ts";
import { signInApi } from "./api-ways.ts";
import type { WaysWords } from "./locales/ways-ru.ts";
import { errorWords, type useFirstWords } from "./words.ts";

/** Asks the devices of the person for a passkey, and the server to let in by it. */
export async function enterByPasskey() {
	const optionsJSON = (await signInApi.passkeyOptions()) as unknown as PublicKeyCredentialRequestOptionsJSON;
	return signInApi.enterByPasskey(await startAuthentication({ optionsJSON }));
}

/** Has a device of the person make a passkey. */
export async function makePasskey(password: string, name: string): Promise<void> {
	const optionsJSON = (await signInApi.offerPasskey(password)) as unknown as PublicKeyCredentialCreationOptionsJSON;
	await signInApi.addPasskey(name, await startRegistration({ optionsJSON }));
}

/** What to do when a passkey did not come about: the server's refusals and the browser's. */
export function passkeyError(t: ReturnType<typeof useFirstWords>, words: WaysWords, error: unknown): string {
	if (error instanceof RequestError) return errorWords(t, error);
	if (!browserSupportsWebAuthn()) return words.passkeyImpossible;
	const isThere = (error as { code?: unknown }).code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED";
	return isThere ? words.passkeyThere : words.passkeyGone;
}
