import type { ThreadChange } from "../channels/channel.ts";
import type { Tx } from "../db/database.ts";
import { noteAttachments } from "../files/note-attachments.ts";
import type { Registry } from "../registry/reads.ts";
import { keyOf, readBatch, threadKeyOf } from "./batch.ts";
import type { Arrival, Batch, Taken } from "./batch.ts";
import { changeKnownMessage, deleteMessage } from "./change-message.ts";
import { beginAlbum, joinAlbum, markPart } from "./join-album.ts";
import { linkRepeats } from "./link-repeats.ts";
import { openOrExtendCase } from "./open-case.ts";
import { tellOfDanger } from "./tell-of-danger.ts";
import { lockThreads } from "./reads.ts";
import { appendEvents, insertCases, insertMessages } from "./writes.ts";
import { insertProposals } from "./writes-proposal.ts";
import { insertClocks } from "./writes-clock.ts";
import { insertPrints } from "./writes-print.ts";

/**
 * Brings a batch of arrivals of one region into threads, messages, cases and history, all in the caller's transaction.
 * Order does not matter: an edit before its message, a deletion before it, a message twice all end as the same rows.
 * @returns one result per arrival, in their order
 */
export async function takeMessages(
	tx: Tx,
	registry: Registry,
	arrivals: Arrival[],
	decide: Batch["decide"],
): Promise<Taken[]> {
	await lockThreads(
		tx,
		arrivals.map((arrival) => ({ pageId: arrival.pageId, key: threadKeyOf(arrival.change) })),
	);
	const batch = await readBatch(tx, registry, arrivals, decide);
	const taken = new Map<Arrival, Taken>();
	for (const arrival of [...arrivals].sort((a, b) => rank(a.change) - rank(b.change)))
		taken.set(arrival, await takeOne(batch, arrival));
	await insertCases(tx, batch.newCases);
	await insertClocks(tx, batch.newClocks);
	await tellOfDanger(tx, batch.registry.region.id, inDanger(batch), new Date());
	await insertProposals(tx, batch.proposals);
	await insertMessages(tx, batch.newMessages);
	await insertPrints(
		tx,
		batch.newMessages.filter((message) => message.direction === "in"),
	);
	await noteAttachments(tx, batch.carriers);
	await linkRepeats(batch);
	for (const write of batch.afterInsert) await write();
	await appendEvents(tx, batch.events);
	return arrivals.map((arrival) => taken.get(arrival) ?? "known");
}

/**
 * Within a batch messages come first, so that an edit or a deletion finds what it is about; of an album the part with words
 * comes first, so that the case is opened by them.
 */
function rank(change: ThreadChange): number {
	const isBare = change.kind === "message" && change.message.albumKey !== undefined && change.message.text === "";
	return ["post", "message", "edit", "restore", "delete"].indexOf(change.kind) + (isBare ? 0.5 : 0);
}

async function takeOne(batch: Batch, arrival: Arrival): Promise<Taken> {
	const { change } = arrival;
	if (change.kind === "post") return "new";
	if (change.kind === "delete") return deleteMessage(batch, arrival, change);
	const joined = joinAlbum(batch, arrival, change);
	if (joined) return joined;
	const known = batch.messages.get(keyOf(arrival.pageId, change.message.externalId));
	if (known) {
		if (change.kind !== "message") return changeKnownMessage(batch, arrival, known, change);
		if (!arrival.isReadBack) return "known";
		return changeKnownMessage(batch, arrival, known, { ...change, kind: "edit", editedAt: arrival.receivedAt });
	}
	await openOrExtendCase(batch, arrival, markPart(change.message), change.kind === "edit" ? change.editedAt : null);
	beginAlbum(batch, arrival, change.message);
	return "new";
}

/** Of the new cases those that the rules alone, which look at words of danger, made urgent. */
function inDanger({ newCases }: Batch): { id: number; agencyId: number | null }[] {
	return newCases
		.filter((one) => one.priority === "urgent")
		.map((one) => ({ id: one.id ?? 0, agencyId: one.agency_id ?? null }));
}
