import type { Caller } from "../../access/permissions.ts";
import type { Channel } from "../../channels/channel.ts";
import { DomainError } from "../../domain/errors.ts";
import { identifyPage } from "../../registry/identify-page.ts";
import { readListedPage } from "../../registry/reads-page-detail.ts";
import { listPages } from "../../registry/reads-pages.ts";
import { savePage } from "../../registry/save-page.ts";
import type { PageOrder } from "../../registry/save-page.ts";
import { renewWebhookKey, resumePage, stopPage } from "../../registry/set-page-status.ts";
import { Page, PageList, SavePage } from "../contract.ts";
import type { RouteParts, Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

const managing = { access: ["page.manage" as const] };

export const pageRoutes: Routes = (api, parts) => {
	api.route({
		method: "GET",
		url: "/pages",
		config: { access: ["page.read"] },
		schema: { summary: "Connected pages and their health", response: { 200: PageList } },
		handler: async (request) => ({ items: await listPages(parts, callerOf(request)) }),
	});

	api.route({
		method: "POST",
		url: "/pages",
		config: managing,
		schema: { summary: "Connect a page", body: SavePage, response: { 201: Page } },
		handler: async (request, reply) => reply.code(201).send(await save(parts, callerOf(request), null, request.body)),
	});

	api.route({
		method: "PUT",
		url: "/pages/:id",
		config: managing,
		schema: { summary: "Change a page or its keys", params: IdParams, body: SavePage, response: { 200: Page } },
		handler: (request) => save(parts, callerOf(request), request.params.id, request.body),
	});

	statusRoutes(api, parts);
};

const statusRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "POST",
		url: "/pages/:id/resume",
		config: managing,
		schema: { summary: "Let a page send again", params: IdParams, response: { 200: Page } },
		handler: async (request) => {
			const caller = callerOf(request);
			const { id } = request.params;
			await db.transaction().execute(async (tx) => {
				await resumePage(tx, caller, id);
				// what waited in its queue goes out now
				await parts.enqueue(tx, "publish-reply", { regionId: caller.regionId, pageId: id });
			});
			return shown(parts, caller, id);
		},
	});

	api.route({
		method: "POST",
		url: "/pages/:id/stop",
		config: managing,
		schema: { summary: "Stop a page's sending and reading", params: IdParams, response: { 200: Page } },
		handler: async (request) => {
			const caller = callerOf(request);
			await db.transaction().execute((tx) => stopPage(tx, caller, request.params.id));
			return shown(parts, caller, request.params.id);
		},
	});

	api.route({
		method: "POST",
		url: "/pages/:id/webhook-key",
		config: managing,
		schema: { summary: "Give a page another webhook address", params: IdParams, response: { 200: Page } },
		handler: async (request) => {
			const caller = callerOf(request);
			await db.transaction().execute((tx) => renewWebhookKey(tx, caller, request.params.id));
			return shown(parts, caller, request.params.id);
		},
	});
};

async function save(
	parts: RouteParts,
	caller: Caller,
	id: number | null,
	{ identify, ...order }: PageOrder & { identify: boolean },
) {
	const channel = parts.channels.get(order.channel);
	if (!channel) throw new DomainError("invalid-request", { fields: [{ path: "channel", message: "unknown" }] });
	const whole = identify ? await withFound(parts, caller, channel, id, order) : order;
	const saved = await savePage(parts.db, caller, parts.secretKey, id, whole);
	return shown(parts, caller, saved);
}

/** What the network gives on the way, such as a key of its own making, never leaves the server: it is asked for anew. */
async function withFound(
	parts: RouteParts,
	caller: Caller,
	channel: Channel,
	pageId: number | null,
	order: PageOrder,
): Promise<PageOrder> {
	const said = await identifyPage(parts, caller, channel, { ...order, pageId });
	if (said === null) throw new DomainError("page-not-able", { channel: order.channel });
	if (said.kind !== "found")
		throw new DomainError("invalid-request", { fields: [{ path: "secrets", message: said.code }] });
	if (said.externalId !== order.externalId)
		throw new DomainError("invalid-request", { fields: [{ path: "externalId", message: "other-page" }] });
	return {
		...order,
		settings: { ...said.settings, ...order.settings },
		secrets: { ...said.secrets, ...order.secrets },
	};
}

function shown(parts: RouteParts, caller: Caller, id: number) {
	parts.webhookPages.forget();
	return readListedPage(parts, { ...caller, permissions: new Set([...caller.permissions, "page.read" as const]) }, id);
}
