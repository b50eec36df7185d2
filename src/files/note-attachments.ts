import type { Attachment } from "../channels/channel.ts";
import type { Tx } from "../db/database.ts";
import { findMessageFiles } from "./reads.ts";
import { insertMessageFiles, placeMessageFile } from "./writes.ts";

/** A message's attachments and the delivery they came with. */
export type Carrier = { regionId: number; messageId: number; deliveryId: number; attachments: readonly Attachment[] };

/** Whether an attachment may be a picture that can be fetched; what a document really is its content tells. */
export function isFetched({ kind, url, ref }: Attachment): boolean {
	return (kind === "photo" || kind === "document") && (url !== undefined || ref !== undefined);
}

/** The files of new messages wait from now on. */
export async function noteAttachments(tx: Tx, carriers: readonly Carrier[]): Promise<void> {
	const rows = carriers.flatMap(({ attachments, ...carrier }) =>
		attachments.flatMap((attachment, position) =>
			isFetched(attachment) ? [{ ...carrier, number: position, position, attachment }] : [],
		),
	);
	await insertMessageFiles(tx, rows);
}

/**
 * A message was edited: files that stand in it still keep what was fetched, new ones wait, and those that are gone from it
 * stay, without a place.
 */
export async function replaceAttachments(tx: Tx, { attachments, ...carrier }: Carrier): Promise<void> {
	const known = await findMessageFiles(tx, carrier.regionId, carrier.messageId);
	const free = new Set(known);
	let number = Math.max(attachments.length, ...known.map((file) => file.number + 1));
	for (const [position, attachment] of attachments.entries()) {
		if (!isFetched(attachment)) continue;
		const same = [...free].find((file) => isSameSource(file.attachment, attachment));
		if (!same) await insertMessageFiles(tx, [{ ...carrier, number: number++, position, attachment }]);
		else {
			free.delete(same);
			if (same.position !== position) await placeMessageFile(tx, { ...carrier, number: same.number }, position);
		}
	}
	for (const file of free)
		if (file.position !== null) await placeMessageFile(tx, { ...carrier, number: file.number }, null);
}

/**
 * Whether two lists of attachments show the same, in the same order.
 * @param isReadBack one was read in the network: addresses there change by themselves, so that kinds alone are compared
 */
export function areSameAttachments(
	one: readonly Attachment[],
	other: readonly Attachment[],
	isReadBack: boolean,
): boolean {
	const isSame = (a: Attachment, b: Attachment | undefined): boolean =>
		b !== undefined && (isReadBack ? a.kind === b.kind : isSameSource(a, b));
	return one.length === other.length && one.every((attachment, at) => isSame(attachment, other[at]));
}

/** Networks sign addresses anew each time: where the path names a picture, the rest does not count. */
function isSameSource(one: Attachment, other: Attachment): boolean {
	return one.kind === other.kind && sourceOf(one) === sourceOf(other);
}

function sourceOf({ url, ref, title, latitude, longitude }: Attachment): string {
	if (ref !== undefined) return `ref ${ref}`;
	if (url === undefined) return `words ${title} ${latitude} ${longitude}`;
	const path = URL.parse(url)?.pathname ?? "";
	return /\.(jpe?g|png|webp|gif)$/i.test(path) ? `path ${path}` : `url ${url}`;
}
