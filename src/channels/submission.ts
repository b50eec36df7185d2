import { z } from "zod";
import type { Attachment, FetchedFile, IncomingMessage } from "./channel.ts";

/**
 * What a resident hands in at a door of the desk's own, as a delivery keeps it: one line of JSON, then the bytes of the
 * files in their order. The HTTP side writes it, the channel of that door reads it.
 */
const id = z.string().regex(/^[\w-]{1,90}$/);

const Shape = z.object({
	submission: z.literal(1),
	id,
	threadId: id,
	receivedAt: z.iso.datetime(),
	text: z.string(),
	name: z.string().nullable(),
	contact: z.string().nullable(),
	address: z.string().nullable(),
	latitude: z.number().min(-90).max(90).nullable(),
	longitude: z.number().min(-180).max(180).nullable(),
	topicCode: z.string().nullable(),
	/** addresses of pictures, http or https */
	mediaUrls: z.array(z.string()).max(10),
	files: z.array(z.object({ name: z.string(), type: z.string(), size: z.int().min(0) })).max(10),
	/** what a program said besides: kept, not shown */
	extra: z.record(z.string(), z.string()),
});

export type Submission = Omit<z.infer<typeof Shape>, "submission" | "files">;
export type SubmittedFile = { name: string; type: string; bytes: Buffer };

/** The body of a delivery. */
export function writeSubmission(submission: Submission, files: readonly SubmittedFile[]): Buffer {
	const told = files.map(({ name, type, bytes }) => ({ name, type, size: bytes.length }));
	const head = JSON.stringify({ submission: 1, ...submission, files: told });
	return Buffer.concat([Buffer.from(`${head}\n`), ...files.map((file) => file.bytes)]);
}

/** The message of a body; null when the body is none of ours. Never throws. */
export function readSubmission(
	body: Buffer,
	threadKind: IncomingMessage["threadKind"],
): { id: string; message: IncomingMessage } | null {
	const head = readHead(body);
	const sentAt = new Date(head?.receivedAt ?? Number.NaN);
	if (!head || Number.isNaN(sentAt.getTime())) return null;
	const author = `anonymous:${head.threadId}`;
	const name = tidy(head.name);
	const contact = tidy(head.contact);
	const topicCode = tidy(head.topicCode);
	return {
		id: head.id,
		message: {
			externalId: head.id,
			threadKey: head.threadId,
			threadKind,
			direction: "in",
			authorKey: author,
			...(name && { authorName: name }),
			...(threadKind === "direct" && { peerKey: author }),
			text: head.text,
			attachments: attachmentsOf(head),
			sentAt,
			...(contact && { contact }),
			...(topicCode && { topicCode }),
		},
	};
}

/** The bytes of an attachment that `readSubmission` gave with a `ref`. */
export function fileOfSubmission(attachment: Attachment, body: Buffer | null): FetchedFile {
	const found = body && readHead(body);
	const index = Number(/^file:(\d)$/.exec(attachment.ref ?? "")?.[1] ?? Number.NaN);
	const file = found?.files[index];
	if (!body || !found || !file) return { kind: "gone", text: "The message holds no such file." };
	const before = found.files.slice(0, index).reduce((sum, one) => sum + one.size, body.indexOf(0x0a) + 1);
	return { kind: "bytes", bytes: Buffer.from(body.subarray(before, before + file.size)), name: tidy(file.name) };
}

type Head = z.infer<typeof Shape>;

function readHead(body: Buffer): Head | null {
	const end = body.indexOf(0x0a);
	try {
		const value: unknown = JSON.parse(body.toString("utf8", 0, end < 0 ? body.length : end));
		const { data } = Shape.safeParse(value);
		const size = data?.files.reduce((sum, file) => sum + file.size, 0) ?? 0;
		return data && size <= body.length - (end < 0 ? body.length : end + 1) ? data : null;
	} catch {
		return null;
	}
}

function attachmentsOf({ files, mediaUrls, address, latitude, longitude }: Head): Attachment[] {
	const photos = files.map(
		({ name }, index): Attachment => ({ kind: "photo", ref: `file:${index}`, title: tidy(name) }),
	);
	const media = mediaUrls
		.filter((url) => /^https?:\/\//i.test(url) && URL.canParse(url))
		.map((url): Attachment => ({ kind: "photo", url: new URL(url).href }));
	const title = tidy(address);
	const point = latitude === null || longitude === null ? {} : { latitude, longitude };
	const place: Attachment[] =
		title || "latitude" in point ? [{ kind: "place", ...(title && { title }), ...point }] : [];
	return [...photos, ...media, ...place];
}

/** Names and addresses are stored as they are: no NUL, no lone surrogates, not endless. */
const tidy = (value: string | null): string =>
	(value ?? "").slice(0, 1000).toWellFormed().replaceAll("\u0000", "").trim();
