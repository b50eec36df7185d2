import type { FastifyReply, FastifyRequest } from "fastify";
import { bounded } from "../access/bounded.ts";
import { DomainError } from "../domain/errors.ts";
import { copyTypes, fileName } from "../files/store.ts";
import type { FileStore } from "../files/store.ts";
import type { Api } from "./parts.ts";

/** Pictures as bodies of requests and answers. */

/** Lets a scope of routes take pictures as they come, unread; nowhere else is such a body taken. */
export function acceptPictures(scope: Pick<Api, "addContentTypeParser">): void {
	scope.addContentTypeParser(/^(image\/|application\/octet-stream)/, (_request, payload, done) => done(null, payload));
}

/** So many uploads are held in memory at once; the others wait, unread. */
export const uploading = bounded(3, 1000);

/** The body as bytes. @throws DomainError too-large, invalid-request when there is none */
export async function readBytes(request: FastifyRequest, most: number): Promise<Buffer> {
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
export async function sendPicture(
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
