import sharp from "sharp";
import type { ChannelPage, Failure, Photo } from "../channel.ts";
import { brokenCall, call } from "./call.ts";
import { asRecord, readJson } from "./read-json.ts";

/** dev.max.ru, POST /uploads: a picture has at most 50 MB and 7,680 pixels a side; WebP is not among the formats. */
const longestSide = 7680;
const mostBytes = 50_000_000;

export type Uploaded = { type: "image"; payload: Record<string, unknown> };

/** Brings photos to the network, each to an address of its own. Nothing is visible of them yet, so a failure sends nothing. */
export async function uploadPhotos(
	page: ChannelPage,
	photos: readonly Photo[],
	limit: AbortSignal,
): Promise<Uploaded[] | Failure> {
	const uploaded: Uploaded[] = [];
	for (const photo of photos) {
		const fitted = await fitPhoto(photo).catch(() => null);
		if (!fitted) return notSent("content", "photo", `The network does not take this photo: ${photo.name}`);
		const payload = await uploadOne(page, fitted, limit);
		if ("kind" in payload)
			return payload.kind === "unknown" ? notSent("retry-soon", payload.code, payload.text) : payload;
		uploaded.push({ type: "image", payload: payload.payload });
	}
	return uploaded;
}

const notSent = (name: "content" | "retry-soon", code: string, text: string): Failure => ({
	kind: "not-sent",
	class: name,
	code,
	text,
});

async function fitPhoto(photo: Photo): Promise<Photo | null> {
	const { width, height } = await sharp(photo.bytes).metadata();
	const isFine = Math.max(width, height) <= longestSide && photo.type !== "image/webp";
	if (isFine) return photo.bytes.length <= mostBytes ? photo : null;
	const inside = { width: longestSide, height: longestSide, fit: "inside" as const, withoutEnlargement: true };
	const bytes = await sharp(photo.bytes).rotate().resize(inside).flatten({ background: "#fff" }).jpeg().toBuffer();
	const name = `${photo.name.replace(/\.\w{1,5}$/, "")}.jpg`;
	return bytes.length <= mostBytes ? { bytes, type: "image/jpeg", name } : null;
}

async function uploadOne(
	page: ChannelPage,
	photo: Photo,
	limit: AbortSignal,
): Promise<{ payload: Record<string, unknown> } | Failure> {
	const endpoint = await call(page, { method: "POST", path: "/uploads", query: { type: "image" } }, limit);
	if (endpoint.kind !== "response") return endpoint;
	const address = typeof endpoint.response.url === "string" ? URL.parse(endpoint.response.url) : null;
	if (!address || !/^https?:$/.test(address.protocol))
		return { kind: "unknown", code: "upload-address", text: "The network gave no address for a photo." };
	const form = new FormData();
	form.append("data", new Blob([new Uint8Array(photo.bytes)], { type: photo.type }), photo.name);
	try {
		// the address is itself the permission: the key stays here
		const response = await fetch(address, { method: "POST", body: form, redirect: "manual", signal: limit });
		const answer = asRecord(readJson(await response.text()));
		const tokens = asRecord(answer?.photos);
		if (response.status === 200 && tokens && Object.keys(tokens).length > 0) return { payload: { photos: tokens } };
		if (response.status === 200 && typeof answer?.token === "string") return { payload: { token: answer.token } };
		return { kind: "unknown", code: `upload-${response.status}`, text: "The network did not take a photo." };
	} catch (error) {
		return brokenCall(error);
	}
}
