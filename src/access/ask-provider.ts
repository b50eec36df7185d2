import type { Configuration, CustomFetch } from "openid-client";
import { faultOf, isClientRefused } from "./provider-trouble.ts";
import type { ProviderFault } from "./provider-trouble.ts";

/** How a provider is reached: what it knows of us, and by which calls. */
export type ProviderAccess = {
	issuer: string;
	clientId: string;
	clientSecret: string;
	/** where it sends people back */
	returnUrl: string;
	fetch: CustomFetch;
	/** hosts with port that need no https */
	trustedHosts: readonly string[];
	/** whether addresses and names of people are asked for, or who they are alone */
	asksEmail: boolean;
};

/** What only the browser and we know of a sign-in under way. */
export type Secrets = { state: string; nonce: string; verifier: string };

/** Who somebody is at a provider. An address counts once the provider has confirmed it. */
export type Identity = { subject: string; email: string | null; isEmailUnconfirmed: boolean; name: string | null };

const patienceSeconds = 10;
/** How far the provider's clock may be from ours. */
const skewSeconds = 60;

/** Loaded at the first use: most processes never need it. */
const library = () => import("openid-client");

const isTrusted = ({ trustedHosts }: ProviderAccess, address: string): boolean =>
	trustedHosts.includes(URL.parse(address)?.host ?? "");

/** Reads what the provider says of itself. @throws whatever `faultOf` and `troubleOf` read */
async function connect(provider: ProviderAccess): Promise<Configuration> {
	const client = await library();
	const { clientSecret } = provider;
	return client.discovery(
		new URL(provider.issuer),
		provider.clientId,
		{ [client.clockTolerance]: skewSeconds },
		// a provider that names no way takes the one of the standard (OpenID Connect Discovery 1.0, 3)
		(as, ...rest) => {
			const ways = as.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
			const isBasic = ways.includes("client_secret_basic");
			(isBasic ? client.ClientSecretBasic(clientSecret) : client.ClientSecretPost(clientSecret))(as, ...rest);
		},
		{
			[client.customFetch]: provider.fetch,
			timeout: patienceSeconds,
			// the signature of an identity is looked at, too, not only the line it came by
			execute: [
				client.enableNonRepudiationChecks,
				...(isTrusted(provider, provider.issuer) ? [client.allowInsecureRequests] : []),
			],
		},
	);
}

/** Where the browser goes to sign in there. @throws whatever `faultOf` reads */
export async function signInAddress(provider: ProviderAccess, secrets: Secrets): Promise<string> {
	const client = await library();
	const config = await connect(provider);
	const url = client.buildAuthorizationUrl(config, {
		redirect_uri: provider.returnUrl,
		scope: provider.asksEmail ? "openid email profile" : "openid",
		state: secrets.state,
		nonce: secrets.nonce,
		code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
		code_challenge_method: "S256",
	});
	if (!mayOpen(provider, url.href))
		throw Object.assign(new Error("no address for a browser"), { code: "ADDRESS_REFUSED" });
	return url.href;
}

const mayOpen = (provider: ProviderAccess, address: unknown): boolean => {
	const url = typeof address === "string" ? URL.parse(address) : null;
	return url !== null && (url.protocol === "https:" || isTrusted(provider, url.href)) && !url.username && !url.password;
};

/**
 * Who came back.
 * @param query of the address to which the provider sent the browser
 * @throws whatever `troubleOf` reads
 */
export async function readIdentity(provider: ProviderAccess, secrets: Secrets, query: string): Promise<Identity> {
	const client = await library();
	const config = await connect(provider);
	const tokens = await client.authorizationCodeGrant(config, new URL(`${provider.returnUrl}${query}`), {
		expectedState: secrets.state,
		expectedNonce: secrets.nonce,
		pkceCodeVerifier: secrets.verifier,
		idTokenExpected: true,
	});
	const claims: Record<string, unknown> & { sub: string } = { ...tokens.claims()! };
	const isTold = typeof claims.email === "string" || !provider.asksEmail;
	if (!isTold && config.serverMetadata().userinfo_endpoint)
		Object.assign(claims, await client.fetchUserInfo(config, tokens.access_token, claims.sub));
	return identityOf(claims);
}

function identityOf(claims: Record<string, unknown> & { sub: string }): Identity {
	const text = (value: unknown, most: number): string | null => {
		const found = typeof value === "string" ? value.replaceAll("\0", "").trim() : "";
		return found === "" || found.length > most ? null : found;
	};
	const email = text(claims.email, 100);
	// some providers write the word
	const isConfirmed = claims.email_verified === true || claims.email_verified === "true";
	return {
		subject: claims.sub,
		email: isConfirmed ? email : null,
		isEmailUnconfirmed: email !== null && !isConfirmed,
		name: text(claims.name, 200),
	};
}

/** What stands in the way of a sign-in by this provider, as far as one can tell without a person; `told`: what it said itself. */
export async function findFaults(provider: ProviderAccess): Promise<{ fault: ProviderFault; told: string | null }[]> {
	let config: Configuration;
	try {
		config = await connect(provider);
	} catch (error) {
		return [{ fault: faultOf(error), told: issuerTold(error) }];
	}
	const said = config.serverMetadata();
	const faults: { fault: ProviderFault; told: string | null }[] = [];
	const endpoints = [said.authorization_endpoint, said.token_endpoint, said.jwks_uri];
	if (said.userinfo_endpoint) endpoints.push(said.userinfo_endpoint);
	for (const one of endpoints)
		if (!mayOpen(provider, one))
			faults.push({ fault: "endpoint-refused", told: one ? String(one).slice(0, 200) : null });
	if (said.response_types_supported && !said.response_types_supported.includes("code"))
		faults.push({ fault: "no-code-flow", told: null });
	if (said.code_challenge_methods_supported && !said.code_challenge_methods_supported.includes("S256"))
		faults.push({ fault: "no-pkce", told: null });
	if (faults.length > 0) return faults;
	const fault = (await keysFault(provider, said.jwks_uri!)) ?? (await clientFault(provider, config));
	return fault === null ? [] : [{ fault, told: null }];
}

/** The issuer that a description names when it is another than ours. */
function issuerTold(error: unknown): string | null {
	const { body } = ((error as { cause?: unknown }).cause ?? {}) as { body?: { issuer?: unknown } };
	return typeof body?.issuer === "string" ? body.issuer.slice(0, 200) : null;
}

async function keysFault(provider: ProviderAccess, address: string): Promise<ProviderFault | null> {
	try {
		const signal = AbortSignal.timeout(patienceSeconds * 1000);
		const headers = { accept: "application/json" };
		const answer = await provider.fetch(address, { method: "GET", headers, signal, redirect: "manual", body: null });
		const { keys } = (await answer.json()) as { keys?: unknown };
		return answer.status === 200 && Array.isArray(keys) && keys.length > 0 ? null : "no-keys";
	} catch (error) {
		const fault = faultOf(error);
		return fault === "unreachable" ? "no-keys" : fault;
	}
}

/** A code that nobody gave tells whether the client and its secret are known: they are looked at before it. */
async function clientFault(provider: ProviderAccess, config: Configuration): Promise<ProviderFault | null> {
	const client = await library();
	const address = new URL(`${provider.returnUrl}?code=otklik-check&state=check`);
	const iss = config.serverMetadata().issuer;
	address.searchParams.set("iss", iss);
	try {
		await client.authorizationCodeGrant(config, address, {
			...{ expectedState: "check", pkceCodeVerifier: client.randomPKCECodeVerifier() },
		});
		return null;
	} catch (error) {
		// any other refusal came after the client was known; silence tells nothing, and the rest was well
		return isClientRefused(error) ? "client-refused" : null;
	}
}
