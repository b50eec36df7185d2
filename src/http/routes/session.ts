import { plainAddress } from "../../access/address.ts";
import { readCaller } from "../../access/read-caller.ts";
import { readMe } from "../../access/reads.ts";
import { signIn } from "../../access/sign-in.ts";
import { signOut } from "../../access/sign-out.ts";
import type { Caller } from "../../access/permissions.ts";
import type { Db } from "../../db/database.ts";
import { DomainError } from "../../domain/errors.ts";
import { Me, SignIn } from "../contract.ts";
import { positionText, readHorizon } from "../read-feed.ts";
import { Nothing } from "./params.ts";
import type { Routes } from "../parts.ts";
import { callerOf, clearSessionCookie, sessionToken, setSessionCookie } from "../session.ts";

const readOwn = async (db: Db, caller: Caller): Promise<Me> => {
	const live = positionText(await readHorizon(db));
	return { ...(await readMe(db, caller)), live };
};

export const sessionRoutes: Routes = (api, { db, secretKey, isHttps }) => {
	api.route({
		method: "GET",
		url: "/session",
		config: { access: "signed-in" },
		schema: { summary: "Who is signed in", response: { 200: Me } },
		handler: (request) => readOwn(db, callerOf(request)),
	});

	api.route({
		method: "POST",
		url: "/session",
		config: { access: "anyone" },
		schema: { summary: "Sign in", body: SignIn, response: { 200: Me } },
		handler: async (request, reply) => {
			const ip = plainAddress(request.ip);
			const userAgent = request.headers["user-agent"] ?? null;
			const before = sessionToken(request);
			const token = await signIn(db, secretKey, { ...request.body, ip, userAgent });
			// the browser forgets the former session, so nobody else may go on with it
			if (before) await signOut(db, before, ip);
			const caller = await readCaller(db, token, ip);
			if (!caller) throw new DomainError("unauthenticated");
			setSessionCookie(reply, token, isHttps);
			return readOwn(db, caller);
		},
	});

	api.route({
		method: "DELETE",
		url: "/session",
		config: { access: "anyone" },
		schema: { summary: "Sign out", response: { 204: Nothing } },
		handler: async (request, reply) => {
			const token = sessionToken(request);
			if (token) await signOut(db, token, plainAddress(request.ip));
			clearSessionCookie(reply, isHttps);
			return reply.code(204).send();
		},
	});
};
