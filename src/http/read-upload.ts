import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { fileTypeFromBuffer } from "file-type";
import { bounded } from "../access/bounded.ts";
import type { SubmittedFile } from "../channels/submission.ts";

/** What a form brought: its fields in their order, and the files that are photographs. */
export type Upload = {
	fields: [string, string][];
	files: SubmittedFile[];
	/** what was wrong with the files, once each */
	troubles: Set<FileTrouble>;
	/** the files that were not taken, by their names */
	refused: { name: string; trouble: FileTrouble }[];
};
export type FileTrouble = "too-large" | "too-many" | "not-a-photo" | "broken";

export const mostFiles = 5;
export const largestFile = 10 * 1024 * 1024;
const largestField = 1024 * 1024;
const photoTypes = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]);

/** Lets a scope of routes take forms, with or without files; other bodies count as empty. */
export function acceptForms(scope: FastifyInstance): void {
	scope.register(multipart, {
		throwFileSizeLimit: false,
		limits: { fieldNameSize: 200, fieldSize: largestField, fields: 60, fileSize: largestFile, files: 20, parts: 80 },
	});
	scope.addContentTypeParser(
		"application/x-www-form-urlencoded",
		{ parseAs: "string", bodyLimit: 4 * largestField },
		(_request, body, done) => done(null, body),
	);
}

/** Photographs are held in memory until they are stored: so many forms with files at once, others wait. */
const uploading = bounded(6, 200);

/**
 * Reads the form of a request to its end, whatever is wrong with its files, so that nothing that was typed is lost.
 * @param most files that are taken
 * @returns null when too many upload at once
 */
export async function readUpload(request: FastifyRequest, most = mostFiles): Promise<Upload | null> {
	if (!request.isMultipart())
		return {
			fields: [...new URLSearchParams(typeof request.body === "string" ? request.body : "")],
			...noFiles(),
		};
	return uploading(() => readParts(request, most));
}

const noFiles = (): Omit<Upload, "fields"> => ({ files: [], troubles: new Set(), refused: [] });

async function readParts(request: FastifyRequest, most: number): Promise<Upload> {
	const upload: Upload = { fields: [], ...noFiles() };
	try {
		await readInto(upload, request, most);
	} catch {
		// no boundary, no end, a thousand fields: what was read up to here is still worth showing again
		upload.troubles.add("broken");
	}
	return upload;
}

async function readInto(upload: Upload, request: FastifyRequest, most: number): Promise<void> {
	for await (const part of request.parts()) {
		if (part.type === "field") {
			upload.fields.push([part.fieldname, String(part.value)]);
			continue;
		}
		const chunks: Buffer[] = [];
		const isWanted = upload.files.length < most;
		for await (const chunk of part.file as AsyncIterable<Buffer>) if (isWanted) chunks.push(chunk);
		const bytes = Buffer.concat(chunks);
		// a file input that was left alone sends an empty file without a name
		if (isWanted && bytes.length === 0 && !part.filename) continue;
		const trouble = !isWanted ? "too-many" : part.file.truncated ? "too-large" : null;
		if (trouble) refuse(upload, part.filename, trouble);
		else await keepPhoto(upload, part.filename, bytes);
	}
}

/** What a file is, its bytes say; its name and the type it came with do not count. */
async function keepPhoto(upload: Upload, name: string, bytes: Buffer): Promise<void> {
	const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
	if (!found || !photoTypes.has(found.mime)) refuse(upload, name, "not-a-photo");
	else upload.files.push({ name: nameOf(name), type: found.mime, bytes });
}

function refuse(upload: Upload, name: string, trouble: FileTrouble): void {
	upload.troubles.add(trouble);
	upload.refused.push({ name: nameOf(name), trouble });
}

const nameOf = (name: string): string => name.slice(-100).toWellFormed();
