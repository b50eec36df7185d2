import { Readable } from "node:stream";
import { exportHistory } from "../../audit/export-history.ts";
import { readLastSeal } from "../../audit/reads.ts";
import { searchHistory } from "../../audit/search-history.ts";
import type { HistoryFilter } from "../../audit/search-history.ts";
import { AuditExport, AuditPage, AuditQuery, AuditSeal } from "../contract-audit.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

const access = ["audit.read"] as const;
const types = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" };

/** The history of the whole desk: search, export, and the end of its chain. */
export const auditRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/audit",
		config: { access },
		schema: { summary: "Who did what, the newest first", querystring: AuditQuery, response: { 200: AuditPage } },
		handler: (request) => {
			const { cursor = null, limit, ...filter } = request.query;
			return searchHistory(db, callerOf(request), filterOf(filter), { cursor, limit });
		},
	});

	api.route({
		method: "GET",
		url: "/audit/export",
		config: { access },
		schema: { summary: "The same as a file", querystring: AuditExport },
		handler: async (request, reply) => {
			const { format, ...filter } = request.query;
			const pieces = await exportHistory(db, callerOf(request), filterOf(filter), format);
			reply.header("content-disposition", `attachment; filename="audit.${format}"`);
			return reply.type(types[format]).send(Readable.from(pieces, { objectMode: false }));
		},
	});

	api.route({
		method: "GET",
		url: "/audit/seal",
		config: { access },
		schema: { summary: "The last seal of the history: its hash is to be kept outside", response: { 200: AuditSeal } },
		handler: async (request) => {
			const last = await readLastSeal(db, callerOf(request).regionId);
			if (!last) return { last: null };
			const { number, hash, sealedAt } = last;
			return { last: { number, hash: hash.toString("hex"), sealedAt: sealedAt.toISOString() } };
		},
	});
};

type Times = { from?: string | undefined; to?: string | undefined };

function filterOf<T extends Times & Omit<HistoryFilter, keyof Times>>({ from, to, ...rest }: T): HistoryFilter {
	return { ...rest, ...(from && { from: new Date(from) }), ...(to && { to: new Date(to) }) };
}
