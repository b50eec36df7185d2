import { readCallFailure } from "../channels/network-call.ts";

/** Why a sign-in by a provider did not come about; the screen has words for each. */
export const signInTroubles = [
	"cancelled",
	"provider-error",
	"state-wrong",
	"expired",
	"provider-off",
	"unreachable",
	"client-refused",
	"code-refused",
	"token-refused",
	"clock",
	"unknown-person",
	"email-unconfirmed",
	"linked-otherwise",
	"switched-off",
	"other-session",
] as const;
export type SignInTrouble = (typeof signInTroubles)[number];

/** What is wrong with a provider as it describes itself; the screen has words for each. */
export const providerFaults = [
	"address-refused",
	"name-unknown",
	"unreachable",
	"certificate",
	"no-document",
	"not-readable",
	"issuer-differs",
	"endpoint-refused",
	"no-code-flow",
	"no-pkce",
	"no-keys",
	"client-refused",
] as const;
export type ProviderFault = (typeof providerFaults)[number];

const badCertificate = /^(CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|ERR_TLS_CERT_\w+)$/;

/** What a failed call to a provider means, by the codes of its causes. */
export function faultOf(error: unknown): ProviderFault {
	const { code } = readCallFailure(error);
	if (code === "ADDRESS_REFUSED") return "address-refused";
	if (code === "ENOTFOUND") return "name-unknown";
	if (badCertificate.test(code)) return "certificate";
	if (code === "OAUTH_RESPONSE_IS_NOT_CONFORM") return "no-document";
	if (code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED") return "issuer-differs";
	if (/^OAUTH_(RESPONSE_IS_NOT_JSON|PARSE_ERROR|INVALID_RESPONSE|INVALID_SERVER_METADATA)$|^TOO_LARGE$/.test(code))
		return "not-readable";
	if (/^OAUTH_(MISSING_SERVER_METADATA|HTTP_REQUEST_FORBIDDEN|REQUEST_PROTOCOL_FORBIDDEN)$/.test(code))
		return "endpoint-refused";
	return "unreachable";
}

const errorTold = (error: unknown): unknown => (error as { error?: unknown } | null)?.error;

/** Whether the provider does not take us for its client. With 401 it may say so by a header alone. */
export function isClientRefused(error: unknown): boolean {
	const told = errorTold(error);
	const { code } = readCallFailure(error);
	return told === "invalid_client" || told === "unauthorized_client" || code === "OAUTH_WWW_AUTHENTICATE_CHALLENGE";
}

/** What went wrong while a code was changed for a token. */
export function troubleOf(error: unknown): SignInTrouble {
	const told = errorTold(error);
	if (told === "access_denied") return "cancelled";
	if (isClientRefused(error)) return "client-refused";
	if (told === "invalid_grant") return "code-refused";
	if (typeof told === "string") return "provider-error";
	const { code } = readCallFailure(error);
	if (code === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED") return "clock";
	if (/^OAUTH_(TIMEOUT|ABORT|RESPONSE_IS_NOT_CONFORM)$/.test(code) || !code.startsWith("OAUTH_")) return "unreachable";
	return "token-refused";
}
