import type { Caller } from "../../access/permissions.ts";
import { requirePermission } from "../../access/permissions.ts";
import type { Channel } from "../../channels/channel.ts";
import { isDatabaseAway } from "../../db/database.ts";
import { DomainError } from "../../domain/errors.ts";
import { lookAtPage } from "../../ingest/look-at-page.ts";
import { orderCheckByHand } from "../../ingest/order-check.ts";
import { abilitiesOf } from "../../registry/abilities.ts";
import { connectPage } from "../../registry/connect-page.ts";
import { findPageOf, identifyPage } from "../../registry/identify-page.ts";
import { readLedger } from "../../registry/reads-ledger.ts";
import { readPageDetail } from "../../registry/reads-page-detail.ts";
import { readChannelPage } from "../../registry/reads.ts";
import type { OpenPage } from "../../registry/reads.ts";
import {
	ChannelList,
	ConnectedPage,
	IdentifiedPage,
	IdentifyPage,
	LedgerQuery,
	PageDetail,
	PageLedger,
	ReconcileOrdered,
	ReconcilePage,
} from "../contract-pages.ts";
import type { RouteParts, Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

const reading = { access: ["page.read" as const] };
const managing = { access: ["page.manage" as const] };

/** A page's connection: whose keys, where to deliver, how it is, what came of it. */
export const pageConnectionRoutes: Routes = (api, parts) => {
	api.route({
		method: "GET",
		url: "/channels",
		config: reading,
		schema: { summary: "Networks and what the desk can do with them", response: { 200: ChannelList } },
		handler: async () => ({
			items: [...parts.channels].map(([name, channel]) => ({ name, abilities: abilitiesOf(channel) })),
		}),
	});

	api.route({
		method: "GET",
		url: "/pages/:id",
		config: reading,
		schema: { summary: "A page with all about its connection", params: IdParams, response: { 200: PageDetail } },
		handler: (request) => readPageDetail(parts, callerOf(request), request.params.id),
	});

	api.route({
		method: "GET",
		url: "/pages/:id/ledger",
		config: reading,
		schema: {
			summary: "What came to a page, day by day",
			params: IdParams,
			querystring: LedgerQuery,
			response: { 200: PageLedger },
		},
		handler: (request) => readLedger(parts, callerOf(request), request.params.id, request.query.days, new Date()),
	});

	connectingRoutes(api, parts);
	lookingRoutes(api, parts);
};

const connectingRoutes: Routes = (api, parts) => {
	api.route({
		method: "POST",
		url: "/pages/identify",
		config: managing,
		schema: { summary: "Ask a network whose keys these are", body: IdentifyPage, response: { 200: IdentifiedPage } },
		handler: async (request) => {
			const caller = callerOf(request);
			const { channel: name } = request.body;
			const channel = parts.channels.get(name);
			if (!channel) throw new DomainError("invalid-request", { fields: [{ path: "channel", message: "unknown" }] });
			const said = await identifyPage(parts, caller, channel, request.body);
			if (said === null) return { kind: "not-possible" as const };
			if (said.kind !== "found") return { kind: "failed" as const, failure: failureFor(said) };
			return {
				kind: "found" as const,
				externalId: said.externalId,
				name: said.name,
				url: said.url,
				settings: said.settings ?? {},
				secretNames: Object.keys(said.secrets ?? {}).sort(),
				findings: said.findings,
				pageId: await findPageOf(parts.db, caller, name, said.externalId),
			};
		},
	});

	api.route({
		method: "POST",
		url: "/pages/:id/connect",
		config: managing,
		schema: { summary: "Tell the network where to deliver", params: IdParams, response: { 200: ConnectedPage } },
		handler: async (request) => {
			const caller = callerOf(request);
			const { page, channel } = await openForManager(parts, caller, request.params.id);
			const onSaved = () => parts.webhookPages.forget();
			const steps = await connectPage({ ...parts, onSaved }, caller, channel, page);
			await lookAtPage(parts, { regionId: page.regionId, pageId: page.id }, new Date());
			return { steps, detail: await readPageDetail(parts, caller, page.id) };
		},
	});
};

const lookingRoutes: Routes = (api, parts) => {
	api.route({
		method: "POST",
		url: "/pages/:id/look",
		config: managing,
		schema: { summary: "Look at a page's connection now", params: IdParams, response: { 200: PageDetail } },
		handler: async (request) => {
			const caller = callerOf(request);
			const { page } = await openForManager(parts, caller, request.params.id);
			await lookAtPage(parts, { regionId: page.regionId, pageId: page.id }, new Date());
			return readPageDetail(parts, caller, page.id);
		},
	});

	api.route({
		method: "POST",
		url: "/pages/:id/reconcile",
		config: managing,
		schema: {
			summary: "Compare a page with the network over a time of at most 31 days",
			params: IdParams,
			body: ReconcilePage,
			response: { 202: ReconcileOrdered },
		},
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const { page, channel } = await openForManager(parts, caller, request.params.id);
			const from = new Date(request.body.from);
			const to = new Date(request.body.to);
			const checkId = await orderCheckByHand(parts.db, caller, channel, page, { from, to }, new Date());
			return reply.code(202).send({ checkId });
		},
	});
};

async function openForManager(
	parts: RouteParts,
	caller: Caller,
	pageId: number,
): Promise<{ page: OpenPage; channel: Channel }> {
	requirePermission(caller, "page.manage");
	const page = await readChannelPage(parts.db, caller.regionId, pageId, parts.secretKey).catch((error: unknown) => {
		if (isDatabaseAway(error)) throw error;
		// sealed with another secret key: they must be entered anew
		throw new DomainError("page-keys-sealed", { pageId });
	});
	const channel = page && parts.channels.get(page.channel);
	if (!page || !channel) throw new DomainError("page-unknown", { pageId });
	return { page, channel };
}

function failureFor(said: Exclude<Awaited<ReturnType<typeof identifyPage>>, null | { kind: "found" }>) {
	const isSure = said.kind === "not-sent";
	return {
		class: isSure ? said.class : null,
		code: said.code,
		text: said.text,
		advice: isSure ? (said.advice ?? null) : null,
	};
}
