import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { listImports, readImport } from "../../ingest/reads-import.ts";
import { startImport } from "../../ingest/imports/start-import.ts";
import { importPages, uploadImport } from "../../ingest/imports/upload-import.ts";
import { largestFile } from "../../ingest/table/open-table.ts";
import {
	ImportList,
	ImportPreview,
	ImportQuery,
	ImportReport,
	StartImport,
	TakePages,
	UploadQuery,
} from "../contract-take.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

export const importRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	const access = ["case.triage"] as const;
	api.route({
		method: "GET",
		url: "/imports/pages",
		config: { access },
		schema: { summary: "Cabinets whose files may be imported", response: { 200: TakePages } },
		handler: async (request) => {
			const caller = callerOf(request);
			return { items: importPages(await registryOf(caller.regionId), caller) };
		},
	});

	uploadRoute(api, parts);

	api.route({
		method: "POST",
		url: "/imports/:id/start",
		config: { access },
		schema: {
			summary: "Import a file by a mapping that was checked",
			params: IdParams,
			body: StartImport,
			response: { 202: ImportReport },
		},
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const { id } = request.params;
			await startImport(parts, await registryOf(caller.regionId), caller, id, request.body.mapping);
			return reply.code(202).send(await readImport(db, caller, id, { after: 0, limit: 1 }));
		},
	});

	readRoutes(api, parts);
};

const readRoutes: Routes = (api, { db }) => {
	const access = ["case.triage"] as const;
	api.route({
		method: "GET",
		url: "/imports",
		config: { access },
		schema: { summary: "The latest imports", response: { 200: ImportList } },
		handler: async (request) => ({ items: await listImports(db, callerOf(request)) }),
	});

	api.route({
		method: "GET",
		url: "/imports/:id",
		config: { access },
		schema: {
			summary: "How an import stands, and rows that could not be taken",
			params: IdParams,
			querystring: ImportQuery,
			response: { 200: ImportReport },
		},
		handler: (request) => readImport(db, callerOf(request), request.params.id, request.query),
	});
};

/** The file itself is the body, in a scope of its own: everywhere else a body is JSON and small. */
const uploadRoute: Routes = (api, { db, registryOf }) => {
	void api.register(async (scope) => {
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: largestFile }, (_request, body, done) => {
			done(null, body);
		});
		scope.withTypeProvider<ZodTypeProvider>().route({
			method: "POST",
			url: "/imports",
			bodyLimit: largestFile,
			config: { access: ["case.triage"] },
			schema: {
				summary: "Upload a file of a cabinet; its first rows come back, nothing is taken yet",
				querystring: UploadQuery,
				response: { 201: ImportPreview },
			},
			handler: async (request, reply) => {
				const caller = callerOf(request);
				const file = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
				const registry = await registryOf(caller.regionId);
				return reply.code(201).send(await uploadImport(db, registry, caller, { ...request.query, file }));
			},
		});
	});
};
