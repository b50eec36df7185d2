import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { lockCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { readMark } from "./reads-cues.ts";
import { followRules } from "./set-priority.ts";
import { reclockCase } from "./run-clocks.ts";
import { updateCase } from "./writes.ts";
import { tellHistory } from "./tell-history.ts";

/**
 * A person names the topic, or accepts the machine's: from then on it is the person's.
 * @throws DomainError topic-unknown, case-changed-meanwhile, not-found, forbidden
 */
export async function changeTopic(
	db: Db,
	registry: Registry,
	caller: Caller,
	caseId: number,
	order: { version: number; topicCode: string },
): Promise<void> {
	// who works on a case may also say what it is about
	if (!caller.permissions.has("case.work")) requirePermission(caller, "case.triage");
	if (!registry.topics.get(order.topicCode)?.isActive)
		throw new DomainError("topic-unknown", { topicCode: order.topicCode });
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		if (locked.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: locked.version });
		await nameTopic(tx, registry, caller, locked, order.topicCode);
	});
}

/** The same for a case that the caller holds, with a topic that exists. */
export async function nameTopic(
	tx: Tx,
	registry: Registry,
	caller: Caller,
	locked: LockedCase,
	topicCode: string,
): Promise<void> {
	const fromTopicCode = locked.topic_code;
	await updateCase(tx, locked.region_id, locked.id, { topic_code: topicCode, topic_by: "person" });
	Object.assign(locked, { topic_code: topicCode, version: locked.version + 1 });
	// another topic may have other terms
	const isMoved = await reclockCase(tx, registry, locked);
	await tellHistory(tx, caller, locked, "topicChanged", {
		fromTopicCode,
		topicCode,
		...(isMoved && { dueAt: locked.due_at.toISOString() }),
	});
	const isMarked = (await readMark(tx, locked.region_id, locked.id)) === "confirmed";
	await followRules(tx, registry, caller, locked, isMarked);
}
