import type { FastifyReply, FastifyRequest } from "fastify";
import { DomainError } from "../domain/errors.ts";
import { bearerToken } from "./session.ts";

const contentPolicy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"font-src 'self'",
	"connect-src 'self'",
	"frame-ancestors 'none'",
	"base-uri 'none'",
	"form-action 'self'",
].join("; ");

/** Headers of every answer. */
export function securityHeaders(publicUrl: string) {
	const isHttps = publicUrl.startsWith("https:");
	return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
		reply.headers({
			"content-security-policy": contentPolicy,
			"x-content-type-options": "nosniff",
			"referrer-policy": "same-origin",
			"cross-origin-opener-policy": "same-origin",
			"cross-origin-resource-policy": "same-origin",
			"x-request-id": request.id,
			...(isHttps && { "strict-transport-security": "max-age=31536000" }),
		});
	};
}

const readsOnly = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses changes that another site's page asks a signed-in browser for. Browsers always send one of the two headers with
 * a change; programs must name our own address as `Origin`, or show a token, which no page of another site can add.
 */
export function sameOriginOnly(publicUrl: string) {
	const ownOrigin = URL.canParse(publicUrl) ? new URL(publicUrl).origin : null;
	return async (request: FastifyRequest): Promise<void> => {
		// whoever shows a token is nobody by a cookie
		if (readsOnly.has(request.method) || bearerToken(request) !== null) return;
		const site = request.headers["sec-fetch-site"];
		if (site !== undefined) {
			if (site === "same-origin") return;
			throw new DomainError("cross-site-request");
		}
		const { origin } = request.headers;
		const isOwn = origin !== undefined && (origin === ownOrigin || hostOf(origin) === request.headers.host);
		if (!isOwn) throw new DomainError("cross-site-request", origin ? {} : { missing: "Origin" });
	};
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);
