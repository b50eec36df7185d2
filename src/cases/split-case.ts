import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import { priorityByRule } from "../domain/priority.ts";
import type { Registry } from "../registry/reads.ts";
import { queueCuesOf } from "../text/cues/find-cues.ts";
import { newClock } from "./clock-times.ts";
import { lastResidentMessage, liveReply, lockCase, lockThreads } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { readMark } from "./reads-cues.ts";
import { findThread, readSaid } from "./reads-split.ts";
import type { SaidMessage } from "./reads-split.ts";
import { tellHistory } from "./tell-history.ts";
import { excerptOf, insertCases, nextIds } from "./writes.ts";
import { insertClocks } from "./writes-clock.ts";
import { copyMark } from "./writes-mark.ts";
import { moveMessages, moveReplyTo, retellCase } from "./writes-split.ts";

export type SplitOrder = {
	caseId: number;
	version: number;
	/** what the resident wrote of the other problem */
	messageIds: readonly number[];
	topicCode?: string | undefined;
	agencyId?: number | undefined;
};

const splittable: readonly CaseStatus[] = [
	"new",
	"triage",
	"assigned",
	"inProgress",
	"returnedWrongAgency",
	"rework",
	"reopened",
	"interimPublished",
	"deferred",
	"awaitingCitizen",
];

/**
 * Moves messages about another problem into a case of its own, beside the first: same person, same thread, own clock since they
 * wrote it, own answer. What they write next still comes to the first one. Earlier versions and files go with their messages.
 * @returns the new case
 * @throws DomainError forbidden, not-found, case-changed-meanwhile, topic-unknown, agency-unknown, case-split-refused with `reason`
 */
export async function splitCase(db: Db, registry: Registry, caller: Caller, order: SplitOrder): Promise<number> {
	requirePermission(caller, "case.triage");
	if (order.topicCode !== undefined && !registry.topics.has(order.topicCode))
		throw new DomainError("topic-unknown", { topicCode: order.topicCode });
	if (order.agencyId !== undefined && !registry.agencies.has(order.agencyId))
		throw new DomainError("agency-unknown", { agencyId: order.agencyId });
	const thread = await findThread(db, caller.regionId, order.caseId);
	return db.transaction().execute(async (tx) => {
		// as the taking of messages does: first the thread, then the case
		if (thread) await lockThreads(tx, [thread]);
		const locked = await lockCase(tx, caller.regionId, order.caseId, caseScope(caller));
		if (locked.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: locked.version });
		if (!splittable.includes(locked.status))
			throw new DomainError("case-split-refused", { reason: "status", status: locked.status });
		const said = await readSaid(tx, locked.region_id, locked.id);
		const moved = said.filter(({ id }) => order.messageIds.includes(id));
		if (moved.length !== new Set(order.messageIds).size)
			throw new DomainError("case-split-refused", { reason: "not-its-messages" });
		const stays = said.filter(({ id }) => !order.messageIds.includes(id));
		if (stays.length === 0) throw new DomainError("case-split-refused", { reason: "nothing-left" });
		const newId = await openSplit(tx, registry, caller, locked, moved, order);
		await moveMessages(tx, locked.region_id, [...order.messageIds], newId);
		await settleRest(tx, caller, locked, stays, { newId, messageIds: moved.map(({ id }) => id) });
		return newId;
	});
}

async function openSplit(
	tx: Tx,
	registry: Registry,
	caller: Caller,
	locked: LockedCase,
	moved: readonly SaidMessage[],
	order: SplitOrder,
): Promise<number> {
	const [id = 0] = await nextIds(tx, "case", 1);
	const text = moved.map((message) => message.text).join("\n");
	const from = moved[0]?.sentAt ?? locked.clock_from;
	const cues = queueCuesOf(text);
	const topicCode = order.topicCode ?? locked.topic_code;
	// the mark is of the family, whatever it writes about
	const isMarked = (await readMark(tx, locked.region_id, locked.id)) === "confirmed";
	const isImportant = registry.topics.get(topicCode ?? "")?.isImportant ?? false;
	const subject = {
		...placeOf(locked),
		id,
		status: "triage" as const,
		topic_code: topicCode,
		agency_id: order.agencyId ?? locked.agency_id,
		cues,
		priority: priorityByRule({ cues, isImportant, isMarked }),
	};
	const answer = newClock(registry, subject, "answer", from);
	const term = { clock_from: from, due_at: answer.due_at, is_round_the_clock: answer.is_round_the_clock };
	await insertCases(tx, [
		{
			...subject,
			...term,
			topic_by: order.topicCode === undefined ? "machine" : "person",
			agency_by: order.agencyId === undefined ? "machine" : "person",
			split_of: locked.split_of ?? locked.id,
			excerpt: excerptOf(text),
			registered_at: from,
			last_message_at: moved.at(-1)?.sentAt ?? from,
			searchText: text,
		},
	]);
	// that it is to be sorted is known since now
	await insertClocks(tx, [answer, newClock(registry, subject, "triage", new Date())]);
	if (isMarked) await copyMark(tx, locked.region_id, locked.id, id);
	await tellHistory(tx, caller, subject, "opened", {
		status: subject.status,
		splitFrom: locked.id,
		messageIds: moved.map((message) => message.id),
		topicCode,
		dueAt: answer.due_at.toISOString(),
	});
	return id;
}

/** Where the person wrote, and of which territory: the same as of the first case. */
function placeOf({ region_id, thread_id, page_id, channel, author_key, territory_code }: LockedCase) {
	return { region_id, thread_id, page_id, channel, author_key, territory_code };
}

/** What is left is told by its own messages alone; a draft that answered a message which left answers the last one that stays. */
async function settleRest(
	tx: Tx,
	caller: Caller,
	locked: LockedCase,
	stays: readonly SaidMessage[],
	{ newId, messageIds }: { newId: number; messageIds: number[] },
): Promise<void> {
	const text = stays.map((message) => message.text).join("\n");
	await retellCase(tx, locked, {
		text,
		excerpt: excerptOf(stays[0]?.text ?? ""),
		cues: queueCuesOf(text),
		lastMessageAt: stays.at(-1)?.sentAt ?? locked.clock_from,
	});
	const reply = await liveReply(tx, locked.region_id, locked.id);
	if (reply && messageIds.includes(reply.message_id))
		await moveReplyTo(tx, locked.region_id, reply.id, await lastResidentMessage(tx, locked.region_id, locked.id));
	await tellHistory(tx, caller, locked, "splitOff", { caseId: newId, messageIds });
}
