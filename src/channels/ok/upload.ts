import { setTimeout } from "node:timers/promises";
import type { ChannelPage, Failure, Photo } from "../channel.ts";
import { callGraph, send } from "./call.ts";

/** "Some time is needed by a server to process an uploaded file … a couple of seconds" */
const processingMs = 2_000;

/**
 * graph.user.fileUploadUrl, then the file, as documented; the answer to the file is that of photosV2. Never seen live, so only
 * where `settings.sendsPhotos` is true. Nothing stands in the chat after it, so whatever fails here was not sent.
 */
export async function uploadPhoto(
	page: ChannelPage,
	photo: Photo,
): Promise<{ kind: "uploaded"; token: string } | Failure> {
	const place = await callGraph(page, "fileUploadUrl", { type: "IMAGE" });
	if (place.kind !== "response") return notSent(place);
	const { url } = Object(place.response) as { url?: unknown };
	const address = typeof url === "string" ? URL.parse(url) : null;
	if (!address || !isFit(page, address)) return refused("The network gave no address for the photograph.");
	const form = new FormData();
	form.set("pic1", new Blob([new Uint8Array(photo.bytes)], { type: photo.type }), photo.name);
	const answer = await send(address.href, page, { method: "POST", body: form });
	if (answer.kind !== "response") return notSent(answer);
	const { photos } = Object(answer.response) as { photos?: unknown };
	const [first] = Object.values(Object(photos) as Record<string, unknown>);
	const { token } = Object(first) as { token?: unknown };
	if (typeof token !== "string" || token === "") return refused("The network did not take the photograph.");
	await setTimeout(processingMs);
	return { kind: "uploaded", token };
}

/** Encrypted, unless the interface itself is not, as that of a fake. */
const isFit = (page: ChannelPage, url: URL): boolean =>
	url.protocol === "https:" || (url.protocol === "http:" && String(page.settings.apiUrl).startsWith("http:"));

const refused = (text: string): Failure => ({
	kind: "not-sent",
	class: "content",
	code: "upload",
	text,
	advice: "answer-in-network",
});

const notSent = (failure: Failure): Failure =>
	failure.kind === "not-sent"
		? failure
		: { kind: "not-sent", class: "retry-late", code: failure.code, text: failure.text };
