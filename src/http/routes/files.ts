import type { FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { bounded } from "../../access/bounded.ts";
import { findMessagePicture, requireReplyPhoto } from "../../cases/reads-photo.ts";
import { addPhoto, orderPhotos, removePhoto } from "../../cases/reply-photos.ts";
import { DomainError } from "../../domain/errors.ts";
import { mostPhotoBytes } from "../../files/look-at-picture.ts";
import { copyTypes, fileName } from "../../files/store.ts";
import type { FileStore } from "../../files/store.ts";
import { CaseDetail } from "../contract-case.ts";
import { MessageFileParams, OrderPhotos, PhotoParams, PhotoQuery } from "../contract-photo.ts";
import type { Routes } from "../parts.ts";
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
		scope.addContentTypeParser(/^(image\/|application\/octet-stream)/, (_request, payload, done) =>
			done(null, payload),
		);
		scope.withTypeProvider<ZodTypeProvider>().route({
			method: "POST",
			url: "/cases/:id/reply/photos",
			config: { access: ["reply.write"] },
			schema: {
				summary: "Put a photo to the reply: the body is the picture, at most 50 MB",
				consumes: ["image/*", "application/octet-stream"],
				params: IdParams,
				response,
			},
			handler: async (request) => {
				await uploading(() =>
					addPhoto({ db, files }, callerOf(request), request.params.id, () => readBytes(request, mostPhotoBytes)),
				);
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

/** So many uploads are held in memory at once; the others wait, unread. */
const uploading = bounded(3, 1000);

/** The body as bytes. @throws DomainError too-large, invalid-request when there is none */
async function readBytes(request: FastifyRequest, most: number): Promise<Buffer> {
	const { body } = request;
	if (typeof body !== "object" || body === null || !(Symbol.asyncIterator in body))
		throw new DomainError("invalid-request", { reason: "no-picture" });
	if (Number(request.headers["content-length"] ?? 0) > most) throw new DomainError("too-large");
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > most) throw new DomainError("too-large");
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

type Wanted = { regionId: number; sha256: string; size: "thumb" | "view" };

/** The reader's right is asked anew each time; the picture is sent only when the browser has it not yet. */
async function sendPicture(
	request: FastifyRequest,
	reply: FastifyReply,
	files: FileStore,
	{ regionId, sha256, size }: Wanted,
): Promise<FastifyReply> {
	const tag = `"${sha256}.${size}"`;
	reply.headers({ etag: tag, "cache-control": "private, no-cache" });
	if (request.headers["if-none-match"] === tag) return reply.code(304).send();
	const bytes = await files.get(fileName(regionId, sha256, size));
	if (!bytes) throw new DomainError("not-found", {});
	return reply
		.headers({
			"content-disposition": `inline; filename="${sha256.slice(0, 12)}.webp"`,
			// opened alone it can do nothing, whatever it holds
			"content-security-policy": "default-src 'none'; sandbox",
		})
		.type(copyTypes[size])
		.send(bytes);
}
