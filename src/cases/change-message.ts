import type { ThreadChange } from "../channels/channel.ts";
import { carrierOf, keyOf } from "./batch.ts";
import type { Arrival, Batch, Taken } from "./batch.ts";
import { areSameAttachments, replaceAttachments } from "../files/note-attachments.ts";
import { keepCues } from "./keep-cues.ts";
import type { KnownMessage } from "./reads.ts";
import { addToCase, keepVersion, putTombstone, updateMessage } from "./writes.ts";
import { replacePrints } from "./writes-print.ts";

/** An edit keeps what stood before; a restored message is no longer marked as deleted. */
export function changeKnownMessage(
	batch: Batch,
	arrival: Arrival,
	known: KnownMessage,
	change: Extract<ThreadChange, { kind: "edit" | "restore" }>,
): Taken {
	if (change.kind === "restore") {
		batch.afterInsert.push(() => hideOrShow(batch, known, null));
		noteOnCase(batch, known, "messageRestored");
		return "changed";
	}
	const isStale = known.edited_at !== null && known.edited_at >= change.editedAt;
	const { text, attachments } = change.message;
	const isSame = known.text === text && areSameAttachments(known.attachments, attachments, arrival.isReadBack ?? false);
	if (isStale || isSame) return "known";
	const before = known.text;
	Object.assign(known, { edited_at: change.editedAt, text, attachments });
	batch.afterInsert.push(async () => {
		await writeEdit(batch, known, before, change.editedAt, change.message);
		if (!arrival.isOurs) await replaceAttachments(batch.tx, carrierOf(batch, arrival, known.id, attachments));
	});
	noteOnCase(batch, known, "messageEdited");
	return "changed";
}

async function writeEdit(
	batch: Batch,
	known: KnownMessage,
	before: string,
	editedAt: Date,
	message: { text: string; attachments: unknown[] },
): Promise<void> {
	const regionId = batch.registry.region.id;
	await keepVersion(batch.tx, regionId, known.id, editedAt);
	await updateMessage(batch.tx, regionId, known.id, {
		text: message.text,
		attachments: JSON.stringify(message.attachments),
		edited_at: editedAt,
	});
	if (known.direction === "in")
		await replacePrints(batch.tx, { region_id: regionId, id: known.id, text: before }, message.text);
	if (known.case_id === null) return;
	await addToCase(batch.tx, regionId, known.case_id, message.text, editedAt);
	await keepCues(batch.tx, regionId, known.case_id);
}

async function hideOrShow(batch: Batch, known: KnownMessage, deletedAt: Date | null): Promise<void> {
	const regionId = batch.registry.region.id;
	await updateMessage(batch.tx, regionId, known.id, { deleted_at: deletedAt });
	if (known.case_id !== null) await keepCues(batch.tx, regionId, known.case_id);
}

/** A deleted message stays, marked: the case it opened goes on. A deletion that came first is remembered. */
export async function deleteMessage(
	batch: Batch,
	arrival: Arrival,
	change: Extract<ThreadChange, { kind: "delete" }>,
): Promise<Taken> {
	const regionId = batch.registry.region.id;
	const known = batch.messages.get(keyOf(arrival.pageId, change.externalId));
	if (!known) {
		await putTombstone(batch.tx, {
			region_id: regionId,
			page_id: arrival.pageId,
			external_id: change.externalId,
			deleted_at: change.deletedAt,
		});
		return "new";
	}
	batch.afterInsert.push(() => hideOrShow(batch, known, change.deletedAt));
	noteOnCase(batch, known, "messageDeleted");
	return "changed";
}

export function noteOnCase(batch: Batch, known: KnownMessage, type: string): void {
	if (known.case_id === null) return;
	const found = [...batch.cases.values()].find((one) => one.id === known.case_id);
	batch.events.push({
		region_id: batch.registry.region.id,
		case_id: known.case_id,
		agency_id: found?.agency_id ?? null,
		type,
		actor_kind: known.direction === "in" ? "resident" : "system",
		data: { messageId: known.id },
	});
}
