import { DomainError } from "../../domain/errors.ts";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { findMessagePicture, requireReplyPhoto } from "../../cases/reads-photo.ts";
import { addEvidencePhoto, addPhoto, orderPhotos, removePhoto, restorePhoto } from "../../cases/reply-photos.ts";
import { mostPhotoBytes } from "../../files/look-at-picture.ts";
import { CaseDetail } from "../contract-case.ts";
import { MessageFileParams, OrderPhotos, PhotoParams, PhotoQuery, PutPhoto } from "../contract-photo.ts";
import type { Routes } from "../parts.ts";
import { acceptPictures, readBytes, sendPicture, uploading } from "../picture-body.ts";
import { callerOf } from "../session.ts";
import { readDetail } from "./detail.ts";
import { IdParams } from "./params.ts";

const readers = ["case.read.region", "case.read.agency"] as const;

/** Photographs of residents and of answers: our own copies, to whoever may read the case. */
export const fileRoutes: Routes = (api, parts) => {
	const { db, files } = parts;
	api.route({
		method: "GET",
		url: "/cases/:id/messages/:messageId/files/:number",
		config: { access: readers },
		schema: { summary: "A picture of a message", params: MessageFileParams, querystring: PhotoQuery },
		handler: async (request, reply) => {
			const { id, ...place } = request.params;
			const caller = callerOf(request);
			const sha256 = await findMessagePicture(db, caller, { caseId: id, ...place });
			return sendPicture(request, reply, files, { regionId: caller.regionId, sha256, size: request.query.size });
		},
	});

	api.route({
		method: "GET",
		url: "/cases/:id/photos/:photoId",
		config: { access: readers },
		schema: { summary: "A photo of an answer", params: PhotoParams, querystring: PhotoQuery },
		handler: async (request, reply) => {
			const { id, photoId: sha256 } = request.params;
			const caller = callerOf(request);
			await requireReplyPhoto(db, caller, { caseId: id, sha256 });
			return sendPicture(request, reply, files, { regionId: caller.regionId, sha256, size: request.query.size });
		},
	});

	draftRoutes(api, parts);
};

const draftRoutes: Routes = (api, parts) => {
	const { db, files } = parts;
	const response = { 200: CaseDetail };
	// a scope of its own: nowhere else is such a body taken
	api.register(async (scope) => {
		acceptPictures(scope);
		scope.withTypeProvider<ZodTypeProvider>().route({
			method: "POST",
			url: "/cases/:id/reply/photos",
			config: { access: ["reply.write"] },
			schema: {
				summary: "Put a photo to the reply: the body is the picture, at most 50 MB",
				consumes: ["image/*", "application/octet-stream"],
				params: IdParams,
				querystring: PutPhoto,
				response,
			},
			handler: async (request) => {
				const { params, query } = request;
				const receive = () => readBytes(request, mostPhotoBytes);
				const add = () => addPhoto({ db, files }, callerOf(request), params.id, receive, query.insteadOf);
				const added = await uploading(add);
				// nothing of the body was read
				if (added === null) throw new DomainError("too-many-requests", { retryAfterSeconds: 10 });
				return readDetail(parts, callerOf(request), request.params.id);
			},
		});
	});

	api.route({
		method: "DELETE",
		url: "/cases/:id/reply/photos/:photoId",
		config: { access: ["reply.write"] },
		schema: { summary: "Take a photo off the reply", params: PhotoParams, response },
		handler: async (request) => {
			await removePhoto(db, callerOf(request), request.params.id, request.params.photoId);
			return readDetail(parts, callerOf(request), request.params.id);
		},
	});

	changeRoutes(api, parts);
};

const changeRoutes: Routes = (api, parts) => {
	const { db, files } = parts;
	const response = { 200: CaseDetail };
	api.route({
		method: "POST",
		url: "/cases/:id/reply/photos/:photoId/original",
		config: { access: ["reply.write"] },
		schema: { summary: "Take the edits of a photo back", params: PhotoParams, response },
		handler: async (request) => {
			await restorePhoto(db, callerOf(request), request.params.id, request.params.photoId);
			return readDetail(parts, callerOf(request), request.params.id);
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/reply/evidence/:photoId",
		config: { access: ["reply.write"] },
		schema: { summary: "Put a photo of the evidence to the reply", params: PhotoParams, response },
		handler: async (request) => {
			const { id, photoId: sha256 } = request.params;
			const caller = callerOf(request);
			const added = await uploading(() => addEvidencePhoto({ db, files }, caller, { caseId: id, sha256 }));
			if (added === null) throw new DomainError("too-many-requests", { retryAfterSeconds: 10 });
			return readDetail(parts, caller, id);
		},
	});

	api.route({
		method: "PUT",
		url: "/cases/:id/reply/photos",
		config: { access: ["reply.write"] },
		schema: { summary: "Put the photos of the reply in order", params: IdParams, body: OrderPhotos, response },
		handler: async (request) => {
			await orderPhotos(db, callerOf(request), request.params.id, request.body.photos);
			return readDetail(parts, callerOf(request), request.params.id);
		},
	});
};
