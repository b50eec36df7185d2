import type { FastifyReply, FastifyRequest } from "fastify";
import { plainAddress } from "../access/address.ts";
import type { Visit } from "../access/open-session.ts";
import { newToken } from "../access/session-token.ts";
import type { ProviderParts } from "../access/sign-in-by-provider.ts";
import { guardedFetch } from "../files/guarded-fetch.ts";
import type { RouteParts } from "./parts.ts";

const cookieName = "otklik_sign_in";

/** The browser that began a step of a sign-in; null: none. */
export function browserOf(request: FastifyRequest): string | null {
	const told = request.cookies[cookieName] ?? "";
	return /^[\w-]{43}$/.test(told) ? told : null;
}

/** The same; a browser that has no name gets one. */
export function nameBrowser(request: FastifyRequest, reply: FastifyReply, isSecure: boolean): string {
	const name = browserOf(request) ?? newToken();
	reply.setCookie(cookieName, name, {
		path: "/api",
		httpOnly: true,
		// it comes along when a provider sends the browser back
		sameSite: "lax",
		secure: isSecure,
		maxAge: 15 * 60,
	});
	return name;
}

export const visitOf = (request: FastifyRequest): Visit => ({
	ip: plainAddress(request.ip),
	userAgent: request.headers["user-agent"] ?? null,
});

export function providerParts({ db, secretKey, publicUrl, trustedProviders = [] }: RouteParts): ProviderParts {
	return { db, secretKey, publicUrl, fetch: guardedFetch(trustedProviders), trustedHosts: trustedProviders };
}
