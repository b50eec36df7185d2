import type { FastifyReply, FastifyRequest } from "fastify";
import { plainAddress } from "../access/address.ts";
import type { Caller } from "../access/permissions.ts";
import { readCaller } from "../access/read-caller.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Permission } from "../domain/permission.ts";

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

/** Finds out who asks and refuses whoever the route does not admit. */
export function admit(db: Db) {
	return async (request: FastifyRequest): Promise<void> => {
		const { access } = request.routeOptions.config;
		if (access === "anyone") return;
		const token = sessionToken(request);
		request.caller = token ? await readCaller(db, token, plainAddress(request.ip)) : null;
		const { caller } = request;
		if (!caller) throw new DomainError("unauthenticated");
		if (access === undefined) throw new Error(`the route ${request.routeOptions.url} does not say who may use it`);
		if (access !== "signed-in" && !access.some((permission) => caller.permissions.has(permission)))
			throw new DomainError("forbidden", { permission: access[0] });
	};
}

/** The caller of a route that admits only who is signed in. */
export function callerOf(request: FastifyRequest): Caller {
	if (!request.caller) throw new DomainError("unauthenticated");
	return request.caller;
}
