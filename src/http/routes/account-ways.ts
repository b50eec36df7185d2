import { removeOwnLink, beginLinking } from "../../access/own-links.ts";
import { addPasskey, nameOwnPasskey, offerPasskey, removeOwnPasskey } from "../../access/own-passkeys.ts";
import { listPasskeys } from "../../access/reads-passkeys.ts";
import { listOwnLinks } from "../../access/reads-providers.ts";
import { needRelyingParty, relyingParty } from "../../access/relying-party.ts";
import { hashToken } from "../../access/session-token.ts";
import { OwnPassword } from "../contract-people.ts";
import * as shape from "../contract-sign-in.ts";
import type { Api, RouteParts, Routes } from "../parts.ts";
import { callerOf, sessionToken } from "../session.ts";
import { browserOf, nameBrowser, providerParts } from "../sign-in-browser.ts";
import { IdParams, Nothing, RowParams } from "./params.ts";

const config = { access: "signed-in" as const };

/** One's own passkeys, and with which providers one is linked. */
export const accountWayRoutes: Routes = (api, parts) => {
	api.route({
		method: "GET",
		url: "/account/ways",
		config,
		schema: { summary: "By what one may sign in besides the password", response: { 200: shape.OwnWays } },
		handler: async (request) => {
			const caller = callerOf(request);
			const [keys, links] = await Promise.all([listPasskeys(parts.db, caller), listOwnLinks(parts.db, caller)]);
			return {
				passkeysPossible: relyingParty(parts.publicUrl) !== null,
				passkeys: keys.map((key) => ({
					...{ id: key.id, name: key.name, createdAt: key.created_at.toISOString() },
					lastUsedAt: key.last_used_at?.toISOString() ?? null,
				})),
				providers: links.map((link) => ({
					...{ id: link.id, label: link.label, isSecondFactor: link.is_second_factor },
					linkedAt: link.linked_at?.toISOString() ?? null,
				})),
			};
		},
	});
	newPasskey(api, parts);
	knownPasskey(api, parts);
	links(api, parts);
};

function newPasskey(api: Api, parts: RouteParts): void {
	const { db, publicUrl } = parts;
	api.route({
		method: "POST",
		url: "/account/passkeys/options",
		config,
		schema: {
			summary: "What the browser makes a passkey by",
			body: OwnPassword,
			response: { 200: shape.PasskeyOptions },
		},
		handler: async (request, reply) => {
			const party = needRelyingParty(publicUrl);
			const browser = nameBrowser(request, reply, parts.isHttps);
			const { password } = request.body;
			return { ...(await offerPasskey(db, callerOf(request), { party, password, browser })) };
		},
	});

	api.route({
		method: "POST",
		url: "/account/passkeys",
		config,
		schema: { summary: "Add a passkey", body: shape.AddPasskey, response: { 201: shape.AddedPasskey } },
		handler: async (request, reply) => {
			const { name, answer } = request.body;
			const id = await addPasskey(db, callerOf(request), {
				...{ party: needRelyingParty(publicUrl), browser: browserOf(request), name, response: answer },
				session: hashToken(sessionToken(request) ?? ""),
			});
			return reply.code(201).send({ id });
		},
	});
}

function knownPasskey(api: Api, { db }: RouteParts): void {
	api.route({
		method: "PUT",
		url: "/account/passkeys/:id",
		config,
		schema: {
			summary: "Name a passkey",
			params: IdParams,
			body: shape.PasskeyName,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			await nameOwnPasskey(db, callerOf(request), request.params.id, request.body.name);
			return reply.code(204).send();
		},
	});

	api.route({
		method: "POST",
		url: "/account/passkeys/:id/remove",
		config,
		schema: { summary: "Take a passkey away", params: IdParams, body: OwnPassword, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await removeOwnPasskey(db, callerOf(request), request.params.id, request.body.password);
			return reply.code(204).send();
		},
	});
}

function links(api: Api, parts: RouteParts): void {
	api.route({
		method: "POST",
		url: "/account/providers/:id",
		config,
		schema: {
			summary: "Begin to link one's account with oneself at a provider: where the browser goes",
			params: RowParams,
			body: OwnPassword,
			response: { 200: shape.Elsewhere },
		},
		handler: async (request, reply) => {
			const browser = nameBrowser(request, reply, parts.isHttps);
			const order = { providerId: request.params.id, password: request.body.password, browser };
			return { url: await beginLinking(providerParts(parts), callerOf(request), order) };
		},
	});

	api.route({
		method: "DELETE",
		url: "/account/providers/:id",
		config,
		schema: { summary: "End one's link with a provider", params: RowParams, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await removeOwnLink(parts.db, callerOf(request), request.params.id);
			return reply.code(204).send();
		},
	});
}
