import { signIn } from "../../access/sign-in.ts";
import { signOut } from "../../access/sign-out.ts";
import { Me, SignIn } from "../contract.ts";
import { enter, readOwn } from "../enter.ts";
import type { Routes } from "../parts.ts";
import { callerOf, clearSessionCookie, sessionToken } from "../session.ts";
import { visitOf } from "../sign-in-browser.ts";
import { Nothing } from "./params.ts";

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
			const token = await signIn(db, secretKey, { ...request.body, ...visitOf(request) });
			return enter(request, reply, token, { db, isHttps });
		},
	});

	api.route({
		method: "DELETE",
		url: "/session",
		config: { access: "anyone" },
		schema: { summary: "Sign out", response: { 204: Nothing } },
		handler: async (request, reply) => {
			const token = sessionToken(request);
			if (token) await signOut(db, token, visitOf(request).ip);
			clearSessionCookie(reply, isHttps);
			return reply.code(204).send();
		},
	});
};
