import type { FastifyReply, FastifyRequest } from "fastify";
import { plainAddress } from "../access/address.ts";
import type { Caller } from "../access/permissions.ts";
import { readCaller } from "../access/read-caller.ts";
import { findToken } from "../access/reads-tokens.ts";
import { findSession } from "../access/reads.ts";
import { readTokenCaller } from "../access/read-token-caller.ts";
import { hashToken } from "../access/session-token.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Permission } from "../domain/permission.ts";
import { limitRate } from "./rate-limit.ts";

/** Who may use a route: everybody, everybody signed in, or whoever has one of these permissions. Each route names one. */
export type Access = "anyone" | "signed-in" | readonly Permission[];

declare module "fastify" {
	interface FastifyContextConfig {
		access?: Access;
	}
	interface FastifyRequest {
		caller: Caller | null;
	}
}

const cookieName = "otklik_session";
const maxAgeSeconds = 7 * 24 * 3600;

export const sessionToken = (request: FastifyRequest): string | null => request.cookies[cookieName] || null;

export function setSessionCookie(reply: FastifyReply, token: string, isSecure: boolean): void {
	reply.setCookie(cookieName, token, {
		path: "/",
		httpOnly: true,
		sameSite: "lax",
		secure: isSecure,
		maxAge: maxAgeSeconds,
	});
}

export function clearSessionCookie(reply: FastifyReply, isSecure: boolean): void {
	reply.clearCookie(cookieName, { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure });
}

const bearer = /^bearer +(\S+) *$/i;

/** The token of a program in the header `Authorization`; "" when what stands there is none. Null: a browser asks. */
export function bearerToken(request: FastifyRequest): string | null {
	const { authorization } = request.headers;
	return authorization === undefined ? null : (bearer.exec(authorization)?.[1] ?? "");
}

/** Requests of one token within a minute, in this process. */
const mostPerMinute = 1_200;

/** What is open to somebody who has not finished signing in. */
const isAboutSignIn = /^\/api\/(session|account)(\/|$)/;

/** Finds out who asks and refuses whoever the route does not admit. With a token cookies count for nothing. */
export function admit(db: Db) {
	const rate = limitRate(mostPerMinute, 60);
	return async (request: FastifyRequest): Promise<void> => {
		const { access } = request.routeOptions.config;
		if (access === "anyone") return;
		const ip = plainAddress(request.ip);
		const given = bearerToken(request);
		const token = given === null ? sessionToken(request) : null;
		if (given !== null) request.caller = await readTokenCaller(db, given, ip);
		else request.caller = token ? await readCaller(db, token, ip) : null;
		const { caller } = request;
		if (!caller) throw new DomainError("unauthenticated");
		if (caller.tokenId !== undefined) {
			const retryAfterSeconds = rate.take(`${caller.regionId} ${caller.tokenId}`);
			if (retryAfterSeconds > 0) throw new DomainError("too-many-requests", { retryAfterSeconds });
		}
		if (access === undefined) throw new Error(`the route ${request.routeOptions.url} does not say who may use it`);
		// what is a person's own, their address for notices too, is beyond what any token was given
		const isPersonal = access === "signed-in" && request.routeOptions.url !== "/api/session";
		if (isPersonal && caller.tokenId !== undefined) throw new DomainError("forbidden", {});
		if (caller.owes && !isAboutSignIn.test(request.routeOptions.url ?? ""))
			throw new DomainError("sign-in-unfinished", { owes: caller.owes });
		if (access !== "signed-in" && !access.some((permission) => caller.permissions.has(permission)))
			throw new DomainError("forbidden", { permission: access[0] });
	};
}

/** By what somebody asks, for what lasts longer than a request: its hash, and a way to look whether it still holds. */
export type Standing = {
	/** hex; told to everybody when it ends */
	hash: string;
	/** null: it is over */
	look: (db: Db) => Promise<{ caller: Omit<Caller, "ip">; endsInSeconds: number } | null>;
};

export function standingOf(request: FastifyRequest): Standing {
	const given = bearerToken(request);
	const hash = hashToken(given ?? sessionToken(request) ?? "");
	return { hash: hash.toString("hex"), look: (db) => (given === null ? findSession(db, hash) : findToken(db, hash)) };
}

/** The caller of a route that admits only who is signed in. */
export function callerOf(request: FastifyRequest): Caller {
	if (!request.caller) throw new DomainError("unauthenticated");
	return request.caller;
}
