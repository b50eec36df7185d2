import { DomainError } from "../../domain/errors.ts";
import { mayPush } from "../../notify/call-push.ts";
import { pushKeysOf } from "../../notify/push-keys.ts";
import { countSubscriptions } from "../../notify/reads-push.ts";
import { subscribePush, unsubscribePush } from "../../notify/subscribe-push.ts";
import { PushState, SubscribePush, UnsubscribePush } from "../contract-push.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

const config = { access: "signed-in" as const };
const response = { 200: PushState };

/** Notices in the browsers of the caller. */
export const pushRoutes: Routes = (api, { db, secretKey }) => {
	const stateOf = async (caller: ReturnType<typeof callerOf>) => ({
		publicKey: (await pushKeysOf(db, secretKey, caller.regionId)).publicKey,
		browsers: await countSubscriptions(db, caller),
	});
	api.route({
		method: "GET",
		url: "/me/push",
		config,
		schema: { summary: "By which key a browser takes notices, and how many do", response },
		handler: (request) => stateOf(callerOf(request)),
	});

	api.route({
		method: "POST",
		url: "/me/push",
		config,
		schema: { summary: "Let this browser take notices", body: SubscribePush, response },
		handler: async (request) => {
			const caller = callerOf(request);
			const { endpoint, keys, language } = request.body;
			if (!mayPush(endpoint, null)) throw new DomainError("push-address-refused");
			await subscribePush(db, caller, { endpoint, ...keys, language });
			return stateOf(caller);
		},
	});

	api.route({
		method: "POST",
		url: "/me/push/forget",
		config,
		schema: { summary: "Let this browser take no notices", body: UnsubscribePush, response },
		handler: async (request) => {
			const caller = callerOf(request);
			await unsubscribePush(db, caller, request.body.endpoint);
			return stateOf(caller);
		},
	});
};
