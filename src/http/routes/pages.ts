import type { Db } from "../../db/database.ts";
import type { Caller } from "../../access/permissions.ts";
import { DomainError } from "../../domain/errors.ts";
import { listPages } from "../../registry/reads-pages.ts";
import { savePage } from "../../registry/save-page.ts";
import type { PageOrder } from "../../registry/save-page.ts";
import { resumePage } from "../../registry/set-page-status.ts";
import { Page, PageList, SavePage } from "../contract.ts";
import type { RouteParts, Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

export const pageRoutes: Routes = (api, parts) => {
	const { db, secretKey } = parts;
	api.route({
		method: "GET",
		url: "/pages",
		config: { access: ["page.read"] },
		schema: { summary: "Connected pages and their health", response: { 200: PageList } },
		handler: async (request) => ({ items: await listPages(db, callerOf(request), secretKey) }),
	});

	api.route({
		method: "POST",
		url: "/pages",
		config: { access: ["page.manage"] },
		schema: { summary: "Connect a page", body: SavePage, response: { 201: Page } },
		handler: async (request, reply) => reply.code(201).send(await save(parts, callerOf(request), null, request.body)),
	});

	api.route({
		method: "PUT",
		url: "/pages/:id",
		config: { access: ["page.manage"] },
		schema: { summary: "Change a page or its keys", params: IdParams, body: SavePage, response: { 200: Page } },
		handler: (request) => save(parts, callerOf(request), request.params.id, request.body),
	});

	api.route({
		method: "POST",
		url: "/pages/:id/resume",
		config: { access: ["page.manage"] },
		schema: { summary: "Let a page send again", params: IdParams, response: { 200: Page } },
		handler: async (request) => {
			const caller = callerOf(request);
			const { id } = request.params;
			await db.transaction().execute(async (tx) => {
				await resumePage(tx, caller, id);
				// what waited in its queue goes out now
				await parts.enqueue(tx, "publish-reply", { regionId: caller.regionId, pageId: id });
			});
			parts.webhookPages.forget();
			return readPage(db, caller, secretKey, id);
		},
	});
};

async function save(parts: RouteParts, caller: Caller, id: number | null, order: PageOrder) {
	if (!parts.channels.has(order.channel))
		throw new DomainError("invalid-request", { fields: [{ path: "channel", message: "unknown" }] });
	const saved = await savePage(parts.db, caller, parts.secretKey, id, order);
	parts.webhookPages.forget();
	return readPage(parts.db, caller, parts.secretKey, saved);
}

async function readPage(db: Db, caller: Caller, secretKey: Buffer, id: number) {
	const [page] = await listPages(
		db,
		{ ...caller, permissions: new Set([...caller.permissions, "page.read"]) },
		secretKey,
		id,
	);
	if (!page) throw new DomainError("page-unknown", { pageId: id });
	return page;
}
