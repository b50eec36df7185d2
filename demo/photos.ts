import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError } from "./api-error.ts";
import { readBody } from "./http-body.ts";
import { textOf } from "./parameters.ts";
import type { Parameters } from "./parameters.ts";

/** Photographs that a community sends: an address to upload to, the upload, and the saving. Kept as long as the network lives. */
type Saved = { id: number; ownerId: number; accessKey: string; date: number; bytes: Buffer; type: string };
export type Photos = {
	/** keys of upload addresses → whose they are */
	servers: Map<string, number>;
	/** uploads by the text that the upload answers with */
	uploads: Map<string, { ownerId: number; hash: string; bytes: Buffer; type: string }>;
	saved: Map<number, Saved>;
};

export const createPhotos = (): Photos => ({ servers: new Map(), uploads: new Map(), saved: new Map() });

/** photos.getMessagesUploadServer and photos.getWallUploadServer */
export function openUpload(photos: Photos, groupId: number, networkUrl: string) {
	const key = randomBytes(12).toString("hex");
	photos.servers.set(key, -groupId);
	return { album_id: -64, upload_url: `${networkUrl}/upload/${key}`, user_id: 0, group_id: groupId };
}

/** Answers `POST /upload/KEY`, multipart with the file `photo`. */
export async function answerUpload(
	photos: Photos,
	request: IncomingMessage,
	response: ServerResponse,
	url: URL,
): Promise<void> {
	const ownerId = photos.servers.get(url.pathname.slice("/upload/".length));
	const body = new Uint8Array(await readBody(request));
	const headers = { "content-type": request.headers["content-type"] ?? "" };
	const form = await new Response(body, { headers }).formData().catch(() => new FormData());
	const file = form.get("photo");
	const bytes = file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
	const type = readType(bytes);
	response.setHeader("content-type", "text/html; charset=utf-8");
	if (ownerId === undefined || !type) return void response.end(JSON.stringify({ error: "ERR_UPLOAD_BAD_IMAGE" }));
	const photo = JSON.stringify([{ photo: randomBytes(8).toString("hex"), sizes: [] }]);
	const hash = createHash("md5").update(bytes).digest("hex");
	photos.uploads.set(photo, { ownerId, hash, bytes, type });
	response.end(JSON.stringify({ server: 7, photo, hash }));
}

function readType(bytes: Buffer): string | null {
	const start = bytes.subarray(0, 4).toString("latin1");
	if (start.startsWith("\u00ff\u00d8\u00ff")) return "image/jpeg";
	if (start === "\u0089PNG") return "image/png";
	return start === "GIF8" ? "image/gif" : null;
}

/**
 * photos.saveMessagesPhoto and photos.saveWallPhoto
 * @throws ApiError 100 for an upload that is not there, 121 for a wrong hash
 */
export function savePhoto(photos: Photos, groupId: number, given: Parameters, networkUrl: string) {
	const upload = photos.uploads.get(textOf(given, "photo", 100_000));
	if (!upload || upload.ownerId !== -groupId) throw new ApiError(100, "photo is undefined");
	if (given.get("hash") !== upload.hash) throw new ApiError(121);
	const saved: Saved = {
		id: 457_000_000 + photos.saved.size,
		accessKey: randomBytes(9).toString("hex"),
		date: Math.floor(Date.now() / 1000),
		...upload,
	};
	photos.saved.set(saved.id, saved);
	const { id, ownerId, accessKey, date } = saved;
	const size = { type: "x", url: urlOf(saved, networkUrl), width: 604, height: 453 };
	return [
		{ id, owner_id: ownerId, album_id: -64, date, text: "", has_tags: false, access_key: accessKey, sizes: [size] },
	];
}

const urlOf = ({ id, accessKey }: Saved, networkUrl: string): string => `${networkUrl}/photo/${id}_${accessKey}`;

/**
 * The photographs named by `attachment=photo-1_2_key,…` as the network shows them.
 * @throws ApiError 100 for one that was not saved
 */
export function findPhotos(photos: Photos, names: string, networkUrl: string): { kind: "photo"; url: string }[] {
	const given = names === "" ? [] : names.split(",");
	if (given.length > 10) throw new ApiError(100, "attachment: at most 10");
	return given.map((name) => {
		const [, ownerId, id, key] = /^photo(-?\d+)_(\d+)(?:_(\w+))?$/.exec(name) ?? [];
		const saved = photos.saved.get(Number(id));
		if (!saved || saved.ownerId !== Number(ownerId) || saved.accessKey !== key)
			throw new ApiError(100, "attachment: there is no such photo");
		return { kind: "photo", url: urlOf(saved, networkUrl) };
	});
}

/** Shows a saved photograph: `GET /photo/ID_KEY`. */
export function showPhoto(photos: Photos, response: ServerResponse, url: URL): void {
	const [, id, key] = /^\/photo\/(\d+)_(\w+)$/.exec(url.pathname) ?? [];
	const saved = photos.saved.get(Number(id));
	if (!saved || saved.accessKey !== key) return void response.writeHead(404).end();
	response.writeHead(200, { "content-type": saved.type, "x-content-type-options": "nosniff" }).end(saved.bytes);
}
