import { z } from "zod";
import type { ChannelPage, NotSent, Photo } from "../channel.ts";
import { asNotSent, ask, broken, unreadable } from "./call.ts";
import type { Answered, KeyKind, Parameters } from "./call.ts";

/** Where the photographs will stand: in a dialogue, or under a post. */
export type UploadPlace = { to: "dialogue"; peerId: number } | { to: "wall" };
export type Uploaded = { kind: "uploaded"; names: string[] } | NotSent;

const Server = z.object({ upload_url: z.string().refine((url) => /^https?:\/\//.test(url) && URL.canParse(url)) });
const Upload = z.object({ server: z.union([z.int(), z.string()]), photo: z.string().min(3), hash: z.string().min(1) });
const Saved = z
	.array(z.object({ id: z.int(), owner_id: z.int(), access_key: z.string().regex(/^\w*$/).nullish() }))
	.min(1);

/**
 * Brings photographs to the network and gives their names for `attachment`: an address to upload to, a multipart upload of each,
 * and saving. Nothing of it is seen by anybody before the message goes out, so a failure means that nothing was sent.
 */
export async function uploadPhotos(
	page: ChannelPage,
	photos: readonly Photo[],
	place: UploadPlace,
	deadline: AbortSignal,
): Promise<Uploaded> {
	if (photos.some(({ type }) => type === "image/webp")) return wrongType;
	const steps = stepsOf(page, place);
	const opened = await askStep(page, steps, steps.open, steps.openWith, deadline);
	if (opened.kind !== "response") return asNotSent(opened);
	const server = Server.safeParse(opened.response);
	if (!server.success) return asNotSent(unreadable);
	const results = await Promise.all(
		photos.map((photo) => bring(page, steps, { photo, url: server.data.upload_url }, deadline)),
	);
	const names: string[] = [];
	for (const result of results) {
		if (typeof result !== "string") return result;
		names.push(result);
	}
	return { kind: "uploaded", names };
}

type Steps = { key: KeyKind; open: string; openWith: Parameters; save: string; saveWith: Parameters };

function stepsOf(page: ChannelPage, place: UploadPlace): Steps {
	if (place.to === "dialogue")
		return {
			key: "community",
			open: "photos.getMessagesUploadServer",
			openWith: { peer_id: place.peerId },
			save: "photos.saveMessagesPhoto",
			saveWith: {},
		};
	const group = { group_id: page.externalId };
	return {
		key: "user",
		open: "photos.getWallUploadServer",
		openWith: group,
		save: "photos.saveWallPhoto",
		saveWith: group,
	};
}

const askStep = (page: ChannelPage, { key }: Steps, method: string, given: Parameters, deadline: AbortSignal) =>
	ask(page, key, method, given, deadline);

/** One photograph up and saved: its name, or why it is not. */
async function bring(
	page: ChannelPage,
	steps: Steps,
	what: { photo: Photo; url: string },
	deadline: AbortSignal,
): Promise<string | NotSent> {
	const uploaded = await upload(what, deadline);
	if (uploaded.kind !== "response") return asNotSent(uploaded);
	const read = Upload.safeParse(uploaded.response);
	// an upload that the network cannot use is answered without a photo, sometimes with an error in words
	if (!read.success) return refused(uploaded.response);
	const saved = await askStep(page, steps, steps.save, { ...steps.saveWith, ...read.data }, deadline);
	if (saved.kind !== "response") return asNotSent(saved);
	const [photo] = Saved.safeParse(saved.response).data ?? [];
	if (!photo) return asNotSent(unreadable);
	return `photo${photo.owner_id}_${photo.id}${photo.access_key ? `_${photo.access_key}` : ""}`;
}

async function upload({ photo, url }: { photo: Photo; url: string }, signal: AbortSignal): Promise<Answered> {
	const form = new FormData();
	form.set("photo", new Blob([new Uint8Array(photo.bytes)], { type: photo.type }), fileNames[photo.type]);
	try {
		// no key goes with it: the address itself is the permission
		const response = await fetch(url, { method: "POST", body: form, redirect: "manual", signal });
		if (response.status !== 200) return { ...unreadable, code: `http-${response.status}` };
		return { kind: "response", response: JSON.parse(await response.text()) };
	} catch (error) {
		return error instanceof SyntaxError ? unreadable : broken(error);
	}
}

/** The network reads the kind of a picture from its name; the resident need not see ours. */
const fileNames = { "image/jpeg": "photo.jpg", "image/png": "photo.png", "image/webp": "photo.webp" };

const wrongType: NotSent = {
	kind: "not-sent",
	class: "content",
	code: "photo-type",
	text: "The network takes photographs as JPEG and PNG.",
};

function refused(answer: unknown): NotSent {
	const words = Object(answer) as { error?: unknown };
	const text = typeof words.error === "string" ? words.error.slice(0, 200).toWellFormed() : "no photo in the answer";
	return { kind: "not-sent", class: "content", code: "photo", text: `The network did not take a photograph: ${text}.` };
}
