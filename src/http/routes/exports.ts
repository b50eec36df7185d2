import { DomainError } from "../../domain/errors.ts";
import { exportFile, makeExport, markExportCarried } from "../../publishing/export-answers.ts";
import { casesOfExport, listExports } from "../../publishing/reads-export.ts";
import { AnswerExportList, ExportFile, MadeExport, MakeExport, MarkedExport } from "../contract-take.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

const access = ["publication.settle"] as const;
const types = {
	csv: "text/csv; charset=utf-8",
	xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** Answers that people carry into a cabinet by file. */
export const exportRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	api.route({
		method: "GET",
		url: "/publications/exports",
		config: { access },
		schema: { summary: "The latest files of answers", response: { 200: AnswerExportList } },
		handler: async (request) => ({ items: await listExports(db, callerOf(request)) }),
	});

	api.route({
		method: "POST",
		url: "/publications/exports",
		config: { access },
		schema: {
			summary: "Put the waiting answers of a page into a file",
			body: MakeExport,
			response: { 201: MadeExport },
		},
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const made = await makeExport(db, await registryOf(caller.regionId), caller, request.body.pageId);
			if (!made) throw new DomainError("not-found", { reason: "nothing-waits" });
			return reply.code(201).send(made);
		},
	});

	carryRoutes(api, parts);
};

/** One file: taken away, and carried over. */
const carryRoutes: Routes = (api, { db, registryOf, views }) => {
	api.route({
		method: "GET",
		url: "/publications/exports/:id/file",
		config: { access },
		schema: { summary: "The file itself", params: IdParams, querystring: ExportFile },
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const { format } = request.query;
			const registry = await registryOf(caller.regionId);
			const file = await exportFile(db, registry, caller, request.params.id, format);
			for (const caseId of await casesOfExport(db, caller.regionId, request.params.id))
				views.note(caller, caseId, "export");
			reply.header("content-disposition", `attachment; filename="answers-${request.params.id}.${format}"`);
			return reply.type(types[format]).send(file);
		},
	});

	api.route({
		method: "POST",
		url: "/publications/exports/:id/carried",
		config: { access },
		schema: { summary: "Say that all of it was carried over", params: IdParams, response: { 200: MarkedExport } },
		handler: async (request) => {
			const caller = callerOf(request);
			return markExportCarried(db, await registryOf(caller.regionId), caller, request.params.id);
		},
	});
};
