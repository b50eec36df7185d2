import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { allowedActions, caseActions } from "../domain/case.ts";
import type { CaseAction } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import type { Models } from "../text/keep-models.ts";
import { explain } from "../text/model/explain.ts";
import { explainDueFor } from "./explain-clock.ts";
import { proposalOf } from "./proposal.ts";
import type { Decision } from "./proposal.ts";
import { inScope } from "./reads.ts";
import { readClocks } from "./reads-clock.ts";
import { readFamily } from "./reads-children.ts";
import { hiddenFrom, readCues } from "./reads-cues.ts";
import { readKeptDecision, readLane } from "./reads-lane.ts";
import { readHistory, readMessages, readReplies } from "./reads-thread.ts";
import { toCaseRow } from "./reads-queue.ts";
import { snoozedUntil } from "./reads-snooze.ts";
import type { QueueRow } from "./reads-queue.ts";
import { limitsOf } from "./reply-limits.ts";
import type { LimitParts } from "./reply-limits.ts";
import { notByButton } from "./act-on-case.ts";
import { mayHandDown } from "./whose-case.ts";

type CaseWithThread = QueueRow & {
	clock_from: Date;
	topic_confidence: number | null;
	thread_id: number;
	thread_kind: "comments" | "post" | "direct";
	thread_title: string | null;
	thread_url: string | null;
	address: string | null;
	latitude: number | null;
	longitude: number | null;
	place_by: "machine" | "person";
	priority_by: "rule" | "person";
	answers_privately: boolean;
};

/**
 * Everything the case screen shows.
 * @throws DomainError not-found, also for a case of another agency
 */
export async function readCase(
	{ db, registry, models, ...parts }: LimitParts & { db: Db; registry: Registry; models: Models },
	caller: Caller,
	caseId: number,
	now: Date,
) {
	const found = await findCase(db, caller, caseId);
	const [messages, history, replies, clocks, kept, lane, family, snoozed] = await Promise.all([
		readMessages(db, registry, caller.regionId, found.page_id, caseId),
		readHistory(db, caller.regionId, caseId, hiddenFrom(caller, found)),
		readReplies(db, caller, caseId),
		readClocks(db, caller.regionId, caseId),
		readKeptDecision(db, caller.regionId, caseId),
		readLane(db, caller, found),
		readFamily(db, caller.regionId, caseId),
		snoozedUntil(db, caller.regionId, found, now),
	]);
	const isOwner = doesOwn(caller, found.agency_id);
	const isLive = (status: string) => status === "draft" || status === "submitted" || status === "approved";
	const live = replies.find((reply) => isLive(reply.status)) ?? null;
	const told = (history.find((event) => event.type === "opened")?.data ?? {}) as Partial<Decision>;
	const opened = { ...told, ...kept };
	const lastIncoming = messages.findLast((message) => message.direction === "in");
	return {
		case: toCaseRow(registry, { ...found, child_count: family.childCount, snoozed_until: snoozed }, now),
		thread: { kind: found.thread_kind, title: found.thread_title, url: found.thread_url },
		messages,
		history,
		reply: live,
		earlierReplies: replies.filter((reply) => reply !== live),
		due: explainDueFor(registry, found, clocks, now),
		proposal: {
			...proposalOf(opened, found.topic_confidence, (code) => explainTopic(models, messages, code)),
			wantedPrecision: registry.region.wantedPrecision,
		},
		place: placeOf(found),
		allowedActions: isOwner ? actionsFor(caller, found) : [],
		...(await readCues(db, caller, found, messages)),
		lane,
		family,
		can: {
			write: isOwner && caller.permissions.has("reply.write"),
			approve: isOwner && caller.permissions.has("reply.approve"),
			triage: caller.permissions.has("case.triage"),
		},
		...(lastIncoming
			? await limitsOf(db, parts, { regionId: caller.regionId, pageId: found.page_id, messageId: lastIncoming.id })
			: { maxLength: 0, maxPhotos: 0, photosAdvice: null }),
	};
}

function placeOf(found: CaseWithThread) {
	return {
		territoryCode: found.territory_code,
		address: found.address,
		latitude: found.latitude,
		longitude: found.longitude,
		by: found.place_by,
	};
}

async function findCase(db: Db, caller: Caller, caseId: number): Promise<CaseWithThread> {
	const result = await sql<CaseWithThread>`
		select c.*, t.kind as thread_kind, t.title as thread_title, t.url as thread_url
		from "case" c join thread t on t.region_id = c.region_id and t.id = c.thread_id
		where c.region_id = ${caller.regionId} and c.id = ${caseId}
			and ${inScope(caseScope(caller))}`.execute(db);
	const [found] = result.rows;
	if (!found) throw new DomainError("not-found", { caseId });
	return found;
}

/** Whether the case is the caller's to answer; a co-executor has a task of it alone. */
function doesOwn(caller: Caller, agencyId: number | null): boolean {
	const scope = caseScope(caller);
	return scope === null || (agencyId !== null && scope.includes(agencyId));
}

/** More words than these are no explanation. */
const mostWords = 8;

/** By the message that opened the case. */
function explainTopic(models: Models, messages: { direction: string; text: string }[], topicCode: string): string[] {
	const first = messages.find((message) => message.direction === "in");
	if (!models.topic || !first) return [];
	const spoken = explain(models.topic, { text: first.text }, topicCode).slice(0, mostWords);
	return spoken.map(({ word }) => word);
}

/** Buttons this person may press now. */
function actionsFor(caller: Caller, found: QueueRow): CaseAction[] {
	return allowedActions(found.status).filter((action) => {
		const { permission } = caseActions[action];
		const isPermitted = permission !== null && caller.permissions.has(permission);
		const isWithin = action === "assign" && mayHandDown(caller, found, undefined);
		if ((!isPermitted && !isWithin) || notByButton.includes(action)) return false;
		return action !== "acceptOutsideAnswer" || found.outside_answer_at !== null;
	});
}
