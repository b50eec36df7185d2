import { changeOwnPassword, endOwnSessions } from "../../access/own-account.ts";
import {
	offerSecondFactor,
	renewRecoveryCodes,
	turnSecondFactorOff,
	turnSecondFactorOn,
} from "../../access/own-second-factor.ts";
import { findLoginOf } from "../../access/reads.ts";
import { listSessions, readFactor } from "../../access/reads-people.ts";
import { hashToken } from "../../access/session-token.ts";
import { deviceOf } from "../../domain/device.ts";
import * as shape from "../contract-people.ts";
import type { FastifyRequest } from "fastify";
import type { Api, RouteParts, Routes } from "../parts.ts";
import { callerOf, sessionToken } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

const config = { access: "signed-in" as const };
const ownSession = (request: FastifyRequest) => hashToken(sessionToken(request) ?? "");

/** One's own account: the password, the sessions, the second factor. */
export const accountRoutes: Routes = (api, parts) => {
	password(api, parts);
	sessions(api, parts);
	secondFactor(api, parts);
};

function password(api: Api, { db }: RouteParts): void {
	api.route({
		method: "GET",
		url: "/account",
		config,
		schema: { summary: "One's own account", response: { 200: shape.Account } },
		handler: async (request) => {
			const caller = callerOf(request);
			const factor = await db.transaction().execute((tx) => readFactor(tx, caller));
			const { isDemanded, codesLeft, totp_since: since } = factor;
			return {
				...{ login: await findLoginOf(db, caller), name: caller.name, agencyId: caller.agencyId },
				secondFactor: {
					isOn: factor.totp_secret !== null,
					since: since?.toISOString() ?? null,
					...{ isDemanded, codesLeft },
				},
			};
		},
	});

	api.route({
		method: "PUT",
		url: "/account/password",
		config,
		schema: { summary: "Change one's own password", body: shape.ChangePassword, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await changeOwnPassword(db, callerOf(request), ownSession(request), request.body);
			return reply.code(204).send();
		},
	});
}

function sessions(api: Api, { db }: RouteParts): void {
	api.route({
		method: "GET",
		url: "/account/sessions",
		config,
		schema: { summary: "Where one is signed in", response: { 200: shape.OwnSessionList } },
		handler: async (request) => {
			const { regionId, staffId } = callerOf(request);
			const own = ownSession(request);
			const rows = await listSessions(db, regionId, staffId);
			return {
				items: rows.map((row) => ({
					...{ id: row.id, ip: row.ip, ...deviceOf(row.user_agent), isThis: row.token_hash.equals(own) },
					createdAt: row.created_at.toISOString(),
					lastSeenAt: row.last_seen_at.toISOString(),
				})),
			};
		},
	});

	api.route({
		method: "DELETE",
		url: "/account/sessions",
		config,
		schema: { summary: "End every other session of one's own", response: { 204: Nothing } },
		handler: async (request, reply) => {
			await endOwnSessions(db, callerOf(request), { except: ownSession(request) });
			return reply.code(204).send();
		},
	});

	api.route({
		method: "DELETE",
		url: "/account/sessions/:id",
		config,
		schema: { summary: "End one of one's sessions", params: IdParams, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await endOwnSessions(db, callerOf(request), { id: request.params.id });
			return reply.code(204).send();
		},
	});
}

function secondFactor(api: Api, { db, secretKey }: RouteParts): void {
	api.route({
		method: "POST",
		url: "/account/second-factor",
		config,
		schema: { summary: "A key for the telephone", body: shape.OwnPassword, response: { 200: shape.FactorOffer } },
		handler: (request) => offerSecondFactor(db, callerOf(request), { secretKey, password: request.body.password }),
	});

	api.route({
		method: "PUT",
		url: "/account/second-factor",
		config,
		schema: {
			summary: "Turn the second factor on by a first code; recovery codes are shown this once",
			body: shape.FactorCode,
			response: { 200: shape.RecoveryCodes },
		},
		handler: async (request) => {
			const order = { secretKey, keep: ownSession(request), code: request.body.code };
			return { codes: await turnSecondFactorOn(db, callerOf(request), order) };
		},
	});

	api.route({
		method: "POST",
		url: "/account/second-factor/off",
		config,
		schema: { summary: "Turn the second factor off", body: shape.OwnPassword, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await turnSecondFactorOff(db, callerOf(request), request.body.password);
			return reply.code(204).send();
		},
	});

	api.route({
		method: "POST",
		url: "/account/recovery-codes",
		config,
		schema: {
			summary: "Recovery codes in the place of the old ones",
			body: shape.OwnPassword,
			response: { 200: shape.RecoveryCodes },
		},
		handler: async (request) => ({
			codes: await renewRecoveryCodes(db, callerOf(request), request.body.password),
		}),
	});
}
