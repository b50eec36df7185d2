import type { Attachment, IncomingMessage, ThreadChange } from "../channels/channel.ts";
import { replaceAttachments } from "../files/note-attachments.ts";
import { carrierOf, keyOf } from "./batch.ts";
import type { Arrival, Batch, Taken } from "./batch.ts";
import { noteOnCase } from "./change-message.ts";
import { keepCues } from "./keep-cues.ts";
import type { KnownAlbum } from "./reads.ts";
import { addToCase, fillExcerpt, keepVersion, updateMessage } from "./writes.ts";
import { replacePrints } from "./writes-print.ts";

type Spoken = Extract<ThreadChange, { message: IncomingMessage }>;

/** A part of an album as it is kept: each attachment knows its part, so that parts come in any order and more than once. */
export function markPart(message: IncomingMessage): IncomingMessage {
	const { albumKey, externalId, text } = message;
	if (albumKey === undefined) return message;
	const album = { key: albumKey, part: externalId, text };
	return { ...message, attachments: message.attachments.map((attachment) => ({ ...attachment, album })) };
}

/** The first part that comes is the message; later ones join it. */
export function beginAlbum(batch: Batch, arrival: Arrival, message: IncomingMessage): void {
	const known = batch.messages.get(keyOf(arrival.pageId, message.externalId));
	if (message.albumKey === undefined || !known) return;
	const { attachments } = markPart(message);
	batch.albums.set(keyOf(arrival.pageId, message.albumKey), { ...known, albumKey: message.albumKey, attachments });
}

/**
 * Puts a part of an album to the others, or changes it by an edit. Attachments keep their places: new ones stand at the end.
 * @returns null when no part of the album is here yet
 */
export function joinAlbum(batch: Batch, arrival: Arrival, change: Spoken): Taken | null {
	const { message } = change;
	const album = message.albumKey === undefined ? null : batch.albums.get(keyOf(arrival.pageId, message.albumKey));
	if (!album) return null;
	const editedAt = change.kind === "edit" ? change.editedAt : null;
	const stood = album.attachments.filter((one) => one.album?.part === message.externalId);
	if (stood.length > 0 && (!editedAt || (album.edited_at && album.edited_at > editedAt))) return "known";
	const own = markPart(message).attachments;
	const attachments =
		stood.length > 0 ? replacePart(album.attachments, message.externalId, own) : [...album.attachments, ...own];
	if (isSame(attachments, album.attachments)) return "known";
	const before = { ...album };
	const text = textOf(attachments);
	// an edit of a part that never came only completes the album
	const isEdit = stood.length > 0;
	Object.assign(album, { attachments, text, ...(isEdit && { edited_at: editedAt }) });
	const waiting = batch.newMessages.find((one) => one.id === album.id);
	if (waiting) Object.assign(waiting, { attachments: JSON.stringify(attachments), text });
	const isRewritten = text !== before.text;
	batch.afterInsert.push(() => writeAlbum(batch, before, album, waiting !== undefined, isEdit));
	if (!arrival.isOurs)
		batch.afterInsert.push(() => replaceAttachments(batch.tx, carrierOf(batch, arrival, album.id, album.attachments)));
	if (isRewritten && !waiting) noteOnCase(batch, album, "messageEdited");
	return "changed";
}

function replacePart(attachments: Attachment[], part: string, own: Attachment[]): Attachment[] {
	const first = attachments.findIndex((one) => one.album?.part === part);
	const others = attachments.filter((one) => one.album?.part !== part);
	return [...others.slice(0, first), ...own, ...others.slice(first)];
}

/** What an album says: the words of its parts in the order in which they stand in the network, whatever order they came in. */
function textOf(attachments: Attachment[]): string {
	const parts = new Map(attachments.flatMap(({ album }) => (album ? [[album.part, album.text] as const] : [])));
	return [...parts]
		.sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
		.map(([, text]) => text)
		.filter(Boolean)
		.join("\n");
}

const isSame = (a: Attachment[], b: Attachment[]): boolean => canonical(a) === canonical(b);
/** The database gives the fields of an object back in an order of its own. */
const canonical = (attachments: Attachment[]): string =>
	JSON.stringify(attachments, (_key, value) =>
		typeof value === "object" && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
			: value,
	);

async function writeAlbum(
	batch: Batch,
	before: KnownAlbum,
	album: KnownAlbum,
	isInserted: boolean,
	isEdit: boolean,
): Promise<void> {
	const { tx } = batch;
	const regionId = batch.registry.region.id;
	const { id, case_id: caseId, text, edited_at } = album;
	if (!isInserted) {
		if (isEdit && edited_at) await keepVersion(tx, regionId, id, edited_at);
		await updateMessage(tx, regionId, id, { text, attachments: JSON.stringify(album.attachments), edited_at });
		if (album.direction === "in" && text !== before.text)
			await replacePrints(tx, { region_id: regionId, id, text: before.text }, text);
	}
	if (caseId === null || text === before.text || album.direction !== "in") return;
	await addToCase(tx, regionId, caseId, text, new Date(0));
	await fillExcerpt(tx, regionId, caseId, text);
	await keepCues(tx, regionId, caseId);
}
