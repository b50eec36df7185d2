import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { checkEvidence } from "../../cases/check-evidence.ts";
import { describeEvidence, putEvidence, removeEvidence } from "../../cases/put-evidence.ts";
import { listEvidence, requireEvidence } from "../../cases/reads-evidence.ts";
import { DomainError } from "../../domain/errors.ts";
import { mostPhotoBytes } from "../../files/look-at-picture.ts";
import { DescribeEvidence, EvidenceChecks, EvidenceList, EvidencePut, PutEvidence } from "../contract-evidence.ts";
import { PhotoParams, PhotoQuery } from "../contract-photo.ts";
import type { Routes } from "../parts.ts";
import { acceptPictures, readBytes, sendPicture, uploading } from "../picture-body.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

const readers = ["case.read.region", "case.read.agency"] as const;

/** Photos that show the work of a case without being published. */
export const evidenceRoutes: Routes = (api, parts) => {
	const { db, files } = parts;
	api.route({
		method: "GET",
		url: "/cases/:id/evidence",
		config: { access: readers },
		schema: { summary: "Evidence of the work", params: IdParams, response: { 200: EvidenceList } },
		handler: async (request) => ({ items: await listEvidence(db, callerOf(request), request.params.id) }),
	});

	api.route({
		method: "GET",
		url: "/cases/:id/evidence/:photoId",
		config: { access: readers },
		schema: { summary: "A photo of the evidence", params: PhotoParams, querystring: PhotoQuery },
		handler: async (request, reply) => {
			const { id, photoId: sha256 } = request.params;
			const caller = callerOf(request);
			await requireEvidence(db, caller, { caseId: id, sha256 });
			return sendPicture(request, reply, files, { regionId: caller.regionId, sha256, size: request.query.size });
		},
	});

	api.route({
		method: "GET",
		url: "/cases/:id/evidence/checks",
		config: { access: readers },
		schema: {
			summary: "What photos of the work tell of themselves",
			params: IdParams,
			response: { 200: EvidenceChecks },
		},
		handler: async (request) => ({ items: await checkEvidence(db, callerOf(request), request.params.id) }),
	});

	putRoute(api, parts);
	changeRoutes(api, parts);
};

const putRoute: Routes = (api, { db, files }) => {
	api.register(async (scope) => {
		acceptPictures(scope);
		scope.withTypeProvider<ZodTypeProvider>().route({
			method: "POST",
			url: "/cases/:id/evidence",
			config: { access: ["case.work"] },
			schema: {
				summary: "Put a photo to the evidence: the body is the picture, at most 50 MB",
				consumes: ["image/*", "application/octet-stream"],
				params: IdParams,
				querystring: PutEvidence,
				response: { 200: EvidencePut },
			},
			handler: async (request) => {
				const { params, query } = request;
				const receive = () => readBytes(request, mostPhotoBytes);
				const about = { moment: query.moment ?? null, taskId: query.taskId ?? null };
				const put = () => putEvidence({ db, files }, callerOf(request), params.id, about, receive, new Date());
				const id = await uploading(put);
				// nothing of the body was read
				if (id === null) throw new DomainError("too-many-requests", { retryAfterSeconds: 10 });
				return { id };
			},
		});
	});
};

const changeRoutes: Routes = (api, { db }) => {
	api.route({
		method: "PUT",
		url: "/cases/:id/evidence/:photoId",
		config: { access: ["case.work"] },
		schema: {
			summary: "Say what a photo of the evidence shows",
			params: PhotoParams,
			body: DescribeEvidence,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			const { id, photoId } = request.params;
			await describeEvidence(db, callerOf(request), { caseId: id, sha256: photoId }, request.body);
			return reply.code(204).send(undefined);
		},
	});

	api.route({
		method: "DELETE",
		url: "/cases/:id/evidence/:photoId",
		config: { access: ["case.work"] },
		schema: { summary: "Take a photo off the evidence", params: PhotoParams, response: { 204: Nothing } },
		handler: async (request, reply) => {
			const { id, photoId } = request.params;
			await removeEvidence(db, callerOf(request), { caseId: id, sha256: photoId });
			return reply.code(204).send(undefined);
		},
	});
};
