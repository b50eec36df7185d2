import type { FastifyRequest } from "fastify";
import { listOpenProviders } from "../../access/reads-providers.ts";
import { needRelyingParty, relyingParty } from "../../access/relying-party.ts";
import { askForPasskey, signInByPasskey } from "../../access/sign-in-by-passkey.ts";
import { beginAtProvider, finishAtProvider, finishByCode } from "../../access/sign-in-by-provider.ts";
import type { Outcome } from "../../access/sign-in-by-provider.ts";
import { DomainError } from "../../domain/errors.ts";
import { Me } from "../contract.ts";
import * as shape from "../contract-sign-in.ts";
import { enter, replaceSession } from "../enter.ts";
import { limitRate } from "../rate-limit.ts";
import type { Api, RouteParts, Routes } from "../parts.ts";
import { sessionToken } from "../session.ts";
import { browserOf, nameBrowser, providerParts, visitOf } from "../sign-in-browser.ts";
import { Nothing, RowParams } from "./params.ts";

const config = { access: "anyone" as const };

/** Begun sign-ins of one address within a minute, in this process: each asks another server, or keeps a row. */
const mostPerMinute = 60;

/** Ways to sign in besides the password. */
export const signInRoutes: Routes = (api, parts) => {
	const rate = limitRate(mostPerMinute, 60);
	const admit = (request: FastifyRequest) => {
		const retryAfterSeconds = rate.take(visitOf(request).ip ?? "");
		if (retryAfterSeconds > 0) throw new DomainError("sign-in-throttled", { retryAfterSeconds });
	};
	api.route({
		method: "GET",
		url: "/sign-in/ways",
		config,
		schema: { summary: "Ways to sign in besides the password", response: { 200: shape.SignInWays } },
		handler: async () => ({
			passkeys: relyingParty(parts.publicUrl) !== null,
			providers: await listOpenProviders(parts.db),
		}),
	});
	byProvider(api, parts, admit);
	byPasskey(api, parts, admit);
};

function byProvider(api: Api, parts: RouteParts, admit: (request: FastifyRequest) => void): void {
	api.route({
		method: "POST",
		url: "/sign-in/providers/:id",
		config,
		schema: {
			summary: "Begin a sign-in by a provider: where the browser goes",
			params: RowParams,
			body: shape.BeginSignIn,
			response: { 200: shape.Elsewhere },
		},
		handler: async (request, reply) => {
			admit(request);
			const browser = nameBrowser(request, reply, parts.isHttps);
			const order = { providerId: request.params.id, browser, next: request.body.next };
			return { url: await beginAtProvider(providerParts(parts), order) };
		},
	});

	api.route({
		method: "GET",
		url: "/sign-in/providers/:id/return",
		config,
		schema: { summary: "Where a provider sends the browser back", params: RowParams, response: { 303: Nothing } },
		handler: async (request, reply) => {
			const at = request.url.indexOf("?");
			const outcome = await finishAtProvider(providerParts(parts), {
				...{ providerId: request.params.id, query: at < 0 ? "" : request.url.slice(at) },
				...{ browser: browserOf(request), session: sessionToken(request), visit: visitOf(request) },
			});
			if (outcome.kind === "signed-in") await replaceSession(request, reply, outcome.token, parts);
			return reply.redirect(afterwards(outcome), 303);
		},
	});

	api.route({
		method: "POST",
		url: "/sign-in/code",
		config,
		schema: {
			summary: "The second step of who comes from a provider",
			body: shape.SignInCode,
			response: { 200: Me },
		},
		handler: async (request, reply) => {
			const order = { browser: browserOf(request), code: request.body.code, visit: visitOf(request) };
			const token = await finishByCode(parts.db, parts.secretKey, order);
			return enter(request, reply, token, parts);
		},
	});
}

/** The screen that follows a return. */
function afterwards(outcome: Outcome): string {
	if (outcome.kind === "signed-in") return outcome.next ?? "/";
	if (outcome.kind === "linked") return "/account?linked=1";
	const search = new URLSearchParams();
	if (outcome.kind === "code") search.set("step", "code");
	else search.set("trouble", outcome.trouble);
	if (outcome.kind === "refused" && outcome.isLinking) return `/account?${search.toString()}`;
	if (outcome.next !== null) search.set("next", outcome.next);
	return `/sign-in?${search.toString()}`;
}

function byPasskey(api: Api, parts: RouteParts, admit: (request: FastifyRequest) => void): void {
	api.route({
		method: "POST",
		url: "/sign-in/passkey/options",
		config,
		schema: { summary: "What the browser asks its devices by", response: { 200: shape.PasskeyOptions } },
		handler: async (request, reply) => {
			admit(request);
			const browser = nameBrowser(request, reply, parts.isHttps);
			const options = await askForPasskey(parts.db, needRelyingParty(parts.publicUrl), browser);
			return { ...options };
		},
	});

	api.route({
		method: "POST",
		url: "/sign-in/passkey",
		config,
		schema: { summary: "Sign in by a passkey", body: shape.PasskeyAnswer, response: { 200: Me } },
		handler: async (request, reply) => {
			const token = await signInByPasskey(parts.db, {
				...{ party: needRelyingParty(parts.publicUrl), browser: browserOf(request) },
				...{ response: request.body, visit: visitOf(request) },
			});
			return enter(request, reply, token, parts);
		},
	});
}
