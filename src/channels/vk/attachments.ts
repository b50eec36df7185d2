import type { Attachment } from "../channel.ts";

type Raw = Record<string, unknown>;

/** Every attachment becomes one of ours; what cannot be read stays visible as "other". */
export function readAttachments(raw: readonly unknown[] | null | undefined): Attachment[] {
	return (raw ?? []).map((one) => {
		const type = asRecord(one)?.type;
		if (typeof type !== "string") return { kind: "other" };
		const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
		const body = asRecord(asRecord(one)?.[type]);
		if (!read || !body) return { kind: "other", ...title(type) };
		return read(body);
	});
}

const readers: Record<string, (body: Raw) => Attachment> = {
	photo: (body) => ({ kind: "photo", ...url(largestPhoto(body)), ...title(body.text) }),
	posted_photo: (body) => ({ kind: "photo", ...url(body.photo_604 ?? body.photo_130) }),
	graffiti: (body) => ({ kind: "photo", ...url(body.url ?? body.photo_604 ?? body.photo_200) }),
	video: (body) => ({ kind: "video", ...siteLink("video", body), ...title(body.title) }),
	clip: (body) => ({ kind: "video", ...siteLink("clip", body), ...title(body.title) }),
	audio: (body) => ({
		kind: "audio",
		...url(body.url),
		...title([body.artist, body.title].filter(isText).join(" – ")),
	}),
	audio_message: readVoice,
	doc: (body) => {
		// a voice message of old is a document with a sound in its preview
		const voice = asRecord(asRecord(body.preview)?.audio_msg);
		return voice ? readVoice(voice) : { kind: "document", ...url(body.url), ...title(body.title) };
	},
	sticker: (body) => ({ kind: "sticker", ...url(largest(body.images)) }),
	link: (body) => ({ kind: "link", ...url(body.url), ...title(body.title) }),
	wall: (body) => ({ kind: "link", ...siteLink("wall", body, body.to_id ?? body.from_id), ...title(body.text) }),
	wall_reply: (body) => ({ kind: "link", ...siteLink("wall", { ...body, id: body.post_id }), ...title(body.text) }),
	album: (body) => ({ kind: "link", ...siteLink("album", body), ...title(body.title) }),
	article: (body) => ({ kind: "link", ...url(body.view_url ?? body.url), ...title(body.title) }),
	podcast: (body) => ({ kind: "audio", ...url(body.url), ...title(body.title) }),
	gift: (body) => ({ kind: "sticker", ...url(body.thumb_256 ?? body.thumb_96) }),
	poll: (body) => ({ kind: "other", ...title(body.question) }),
	market: (body) => ({ kind: "link", ...siteLink("product", body), ...title(body.title) }),
	page: (body) => ({ kind: "link", ...url(body.view_url), ...title(body.title) }),
	note: (body) => ({ kind: "link", ...url(body.view_url), ...title(body.title) }),
	event: (body) => ({ kind: "other", ...title(body.text) }),
};

/** A voice message: its sound by link, and its words where the network wrote them down. */
function readVoice(body: Raw): Attachment {
	return { kind: "voice", ...url(body.link_mp3 ?? body.link_ogg), ...title(body.transcript) };
}

/** A place from a post ("55.7 37.6") or from a message ({latitude, longitude}). */
export function readPlace(geo: unknown): Attachment[] {
	const body = asRecord(geo);
	if (!body) return [];
	const pair =
		typeof body.coordinates === "string"
			? body.coordinates.trim().split(/\s+/).map(Number)
			: [asRecord(body.coordinates)?.latitude, asRecord(body.coordinates)?.longitude];
	const [latitude, longitude] = pair;
	if (!isDegrees(latitude, 90) || !isDegrees(longitude, 180)) return [{ kind: "other", title: "geo" }];
	return [{ kind: "place", latitude, longitude, ...title(asRecord(body.place)?.title) }];
}

const deepest = 10;

/** Messages sent on, also inside one another: their words must not be lost, they stand beside the sender's own. */
export function readForwarded(raw: readonly unknown[] | null | undefined, depth = 1): Attachment[] {
	return (raw ?? []).flatMap((one) => {
		const body = asRecord(one);
		if (!body) return [];
		const own = Array.isArray(body.attachments) ? readAttachments(body.attachments) : [];
		const inside =
			Array.isArray(body.fwd_messages) && depth < deepest ? readForwarded(body.fwd_messages, depth + 1) : [];
		return [{ kind: "other" as const, ...title(body.text) }, ...own, ...inside];
	});
}

const isDegrees = (value: unknown, most: number): value is number =>
	typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= most;
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

function asRecord(value: unknown): Raw | null {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : null;
}

/** Only addresses a page may link to; anything else is left out. */
function url(value: unknown): { url?: string } {
	const read = isText(value) && value.length <= 4000 ? URL.parse(value) : null;
	return read && /^https?:$/.test(read.protocol) ? { url: read.href } : {};
}

/** Titles are stored as they are, so they must be storable: no NUL, no lone surrogates, not endless. */
function title(value: unknown): { title?: string } {
	if (!isText(value)) return {};
	return { title: value.slice(0, 1000).toWellFormed().replaceAll("\u0000", "") };
}

function siteLink(word: string, body: Raw, owner: unknown = body.owner_id): { url?: string } {
	return Number.isSafeInteger(owner) && Number.isSafeInteger(body.id)
		? { url: `https://vk.com/${word}${owner}_${body.id}` }
		: {};
}

const largestPhoto = (body: Raw): unknown =>
	largest([...(Array.isArray(body.sizes) ? body.sizes : []), body.orig_photo].filter(Boolean));

/** old photos have sizes of 0 × 0, and only the letter tells: w is the largest */
const letters = "smopqrxyzw";

const pixels = (value: unknown): number => (typeof value === "number" && value > 0 ? value : 0);

function largest(images: unknown): unknown {
	const area = (image: Raw) => pixels(image.width) * pixels(image.height);
	const letter = (image: Raw) => (typeof image.type === "string" ? letters.indexOf(image.type) : -1);
	const known = (Array.isArray(images) ? images : []).map(asRecord).filter((image) => image !== null);
	const best = known.toSorted((a, b) => area(b) - area(a) || letter(b) - letter(a))[0];
	return best?.url ?? best?.src;
}
