import type { IncomingMessage } from "../channels/channel.ts";
import type { CaseStatus } from "../domain/case.ts";
import { priorityByRule } from "../domain/priority.ts";
import { readResidentWord } from "../domain/resident-word.ts";
import type { ResidentWord } from "../domain/resident-word.ts";
import { queueCuesOf } from "../text/cues/find-cues.ts";
import { actOnCase } from "./act-on-case.ts";
import { newClock } from "./clock-times.ts";
import { hearWord } from "./hear-resident.ts";
import { lockCase } from "./reads.ts";
import { carrierOf, directPeer, keyOf } from "./batch.ts";
import type { Arrival, Batch } from "./batch.ts";
import { splitDecision } from "./proposal.ts";
import type { Decision } from "./proposal.ts";
import { raiseByRule } from "./set-priority.ts";
import { addToCase, excerptOf, updateCase } from "./writes.ts";

// a merged case still waits for its answer: what its author adds belongs to it
const endedFor = new Set<CaseStatus>(["rejected", "handedTo59fz"]);

/**
 * A new message: opens a case, extends the person's open one, or reopens the answered one.
 * What the page itself said is kept in the thread, and flagged when it was said past the desk.
 */
export async function openOrExtendCase(
	batch: Batch,
	arrival: Arrival,
	message: IncomingMessage,
	editedAt: Date | null,
): Promise<void> {
	const threadId = batch.threads.get(keyOf(arrival.pageId, message.threadKey)) ?? 0;
	const id = batch.freeMessageIds.pop() ?? 0;
	const caseId =
		message.direction === "in"
			? caseForResident(batch, arrival, message, threadId, id)
			: caseForOwnAnswer(batch, arrival, message, threadId);
	batch.newMessages.push({
		region_id: batch.registry.region.id,
		id,
		page_id: arrival.pageId,
		thread_id: threadId,
		case_id: caseId,
		external_id: message.externalId,
		direction: message.direction,
		author_key: message.authorKey,
		author_name: message.authorName ?? null,
		reply_to_external_id: message.replyToExternalId ?? null,
		text: message.text,
		attachments: JSON.stringify(message.attachments),
		sent_at: message.sentAt,
		edited_at: editedAt,
		deleted_at: batch.tombstones.get(keyOf(arrival.pageId, message.externalId)) ?? null,
		url: message.url ?? null,
		contact: message.contact ?? null,
		delivery_id: arrival.deliveryId,
	});
	// of an answer of ours the photos are here
	if (!arrival.isOurs) batch.carriers.push(carrierOf(batch, arrival, id, message.attachments));
	batch.messages.set(keyOf(arrival.pageId, message.externalId), {
		id,
		page_id: arrival.pageId,
		external_id: message.externalId,
		case_id: caseId,
		direction: message.direction,
		text: message.text,
		attachments: message.attachments,
		edited_at: editedAt,
	});
}

function caseForResident(
	batch: Batch,
	arrival: Arrival,
	message: IncomingMessage,
	threadId: number,
	messageId: number,
): number {
	const current = batch.cases.get(keyOf(threadId, message.authorKey));
	if (current && !endedFor.has(current.status)) {
		batch.afterInsert.push(() => extendCase(batch, arrival, message, current.id, messageId));
		return current.id;
	}
	return openCase(batch, arrival, message, threadId, messageId);
}

function openCase(
	batch: Batch,
	arrival: Arrival,
	message: IncomingMessage,
	threadId: number,
	messageId: number,
): number {
	const decision = batch.decide(arrival, message);
	const { told, kept } = splitDecision(decision);
	const from = startOf(message, arrival);
	const subject = subjectOf(batch, arrival, message, threadId, decision);
	const answer = newClock(batch.registry, subject, "answer", from);
	// the agency has it, or somebody of the centre settles whose it is
	const first = newClock(batch.registry, subject, decision.isSure ? "return" : "triage", from);
	batch.newClocks.push(answer, first);
	const term = { clock_from: from, due_at: answer.due_at, is_round_the_clock: answer.is_round_the_clock };
	const opened = { ...subject, ...term };
	if (kept) batch.proposals.push({ region_id: opened.region_id, case_id: opened.id, data: kept });
	batch.newCases.push({
		...opened,
		topic_confidence: decision.topicConfidence,
		address: decision.address,
		latitude: decision.latitude,
		longitude: decision.longitude,
		excerpt: excerptOf(message.text),
		registered_at: from,
		last_message_at: message.sentAt,
		searchText: message.text,
	});
	batch.events.push({
		region_id: opened.region_id,
		case_id: opened.id,
		agency_id: opened.agency_id,
		type: "opened",
		...actorOf(message),
		data: { status: opened.status, messageId, priority: opened.priority, dueAt: opened.due_at.toISOString(), ...told },
	});
	batch.cases.set(keyOf(threadId, message.authorKey), {
		...opened,
		outside_answer_at: null,
		assignee_id: null,
		owner_id: null,
		priority_by: "rule",
		parent_id: null,
		split_of: null,
		version: 1,
	});
	return opened.id;
}

/** What a new case is about, before its terms are known. */
function subjectOf(batch: Batch, arrival: Arrival, message: IncomingMessage, threadId: number, decision: Decision) {
	const cues = queueCuesOf(message.text);
	return {
		region_id: batch.registry.region.id,
		id: batch.freeCaseIds.pop() ?? 0,
		thread_id: threadId,
		page_id: arrival.pageId,
		channel: arrival.channel,
		author_key: message.authorKey,
		status: decision.isSure ? ("assigned" as const) : ("new" as const),
		topic_code: decision.topicCode,
		territory_code: decision.territoryCode,
		agency_id: decision.agencyId,
		cues,
		priority: priorityByRule({
			cues,
			isImportant: batch.registry.topics.get(decision.topicCode ?? "")?.isImportant ?? false,
		}),
	};
}

/** The resident waits since they wrote, not since we heard; a network's clock that runs ahead is not believed. */
function startOf(message: IncomingMessage, arrival: Arrival): Date {
	return message.sentAt < arrival.receivedAt ? message.sentAt : arrival.receivedAt;
}

async function extendCase(
	batch: Batch,
	arrival: Arrival,
	message: IncomingMessage,
	caseId: number,
	messageId: number,
): Promise<void> {
	const { tx, registry } = batch;
	const locked = await lockCase(tx, registry.region.id, caseId, null);
	await addToCase(tx, locked.region_id, caseId, message.text, message.sentAt, queueCuesOf(message.text));
	locked.version += 1;
	await raiseByRule(tx, registry, locked, queueCuesOf(message.text));
	const at = startOf(message, arrival);
	if (locked.status === "awaitingCitizen") await actOnCase(tx, registry, "resident", locked, "citizenAnswered", { at });
	if (locked.status === "answered" || locked.status === "closed") {
		const word = wordOf(message);
		if (word) await hearWord(tx, locked, word, at);
		// thanks and «решено» are kept and counted; all else goes on
		if (!word || word.isSolved === false)
			await actOnCase(tx, registry, "resident", locked, "residentReopened", { at }, { messageId });
	}
	batch.events.push({
		region_id: locked.region_id,
		case_id: caseId,
		agency_id: locked.agency_id,
		type: "messageAdded",
		...actorOf(message),
		data: { messageId },
	});
	// who works on the parent reads it there
	if (locked.status === "merged" && locked.parent_id !== null)
		batch.events.push({
			region_id: locked.region_id,
			case_id: locked.parent_id,
			type: "childMessageAdded",
			...actorOf(message),
			data: { caseId, messageId },
		});
}

/** A photo or a file says more than the word beside it; a sticker does not. */
function wordOf({ text, attachments }: IncomingMessage): ResidentWord | null {
	return attachments.every(({ kind }) => kind === "sticker") ? readResidentWord(text) : null;
}

/** The resident, or whoever took the words down for them. */
function actorOf({ takenBy }: IncomingMessage): { actor_kind: "resident" | "staff"; actor_id: number | null } {
	return takenBy === undefined
		? { actor_kind: "resident", actor_id: null }
		: { actor_kind: "staff", actor_id: takenBy };
}

/** The case that the page's own words belong to; words said past the desk are flagged for a person to look at. */
function caseForOwnAnswer(batch: Batch, arrival: Arrival, message: IncomingMessage, threadId: number): number | null {
	const answered = message.replyToExternalId
		? batch.messages.get(keyOf(arrival.pageId, message.replyToExternalId))
		: undefined;
	const caseId = answered?.case_id ?? batch.cases.get(keyOf(threadId, directPeer(message)))?.id ?? null;
	if (caseId !== null && !arrival.isOurs)
		batch.afterInsert.push(() => flagOutsideAnswer(batch, caseId, message.sentAt));
	return caseId;
}

async function flagOutsideAnswer(batch: Batch, caseId: number, at: Date): Promise<void> {
	const locked = await lockCase(batch.tx, batch.registry.region.id, caseId, null);
	await updateCase(batch.tx, locked.region_id, caseId, { outside_answer_at: at });
	batch.events.push({
		region_id: locked.region_id,
		case_id: caseId,
		agency_id: locked.agency_id,
		type: "outsideAnswer",
		actor_kind: "system",
		data: { at: at.toISOString() },
	});
}
