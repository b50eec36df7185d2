import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { priorityByRule } from "../domain/priority.ts";
import type { Priority } from "../domain/priority.ts";
import type { Registry } from "../registry/reads.ts";
import type { Actor } from "./act-on-case.ts";
import { lockCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { readMark } from "./reads-cues.ts";
import { reclockCase } from "./run-clocks.ts";
import { tellHistory } from "./tell-history.ts";
import { updateCase } from "./writes.ts";
import { lapseReviews } from "./writes-lane.ts";

/**
 * A curator says how urgent a case is; no rule speaks after that, but a confirmed mark does.
 * Why is told only to those who may know of the mark.
 * @throws DomainError forbidden, not-found, case-changed-meanwhile, reason-missing, priority-held while the mark is confirmed
 */
export async function setPriority(
	db: Db,
	registry: Registry,
	caller: Caller,
	caseId: number,
	order: { version: number; priority: Priority; reason: string },
): Promise<void> {
	requirePermission(caller, "case.triage");
	const reason = order.reason.trim();
	if (reason === "") throw new DomainError("reason-missing");
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		if (locked.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: locked.version });
		await sayPriority(tx, registry, caller, locked, { priority: order.priority, reason });
	});
}

/** The same for a case that the caller holds. @throws DomainError priority-held while the mark is confirmed */
export async function sayPriority(
	tx: Tx,
	registry: Registry,
	caller: Caller,
	locked: LockedCase,
	{ priority, reason }: { priority: Priority; reason: string },
): Promise<void> {
	if (locked.priority === priority && locked.priority_by === "person") return;
	const isMarked = (await readMark(tx, locked.region_id, locked.id)) === "confirmed";
	if (isMarked && priority !== "urgent") throw new DomainError("priority-held");
	await changePriority(tx, registry, caller, locked, { priority, by: "person" });
	await tellHistory(tx, caller, locked, "noted", { kind: "priority", reason });
}

/** New words of the resident may raise a case, unless a person has said how urgent it is. */
export async function raiseByRule(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	cues: readonly string[],
): Promise<void> {
	if (locked.priority_by === "person" || locked.priority === "urgent") return;
	const priority = priorityByRule({ cues, isImportant: locked.priority === "high" });
	if (priority !== locked.priority) await changePriority(tx, registry, "system", locked, { priority, by: "rule" });
}

/** Who has to write again waits no second time: a repeat is important, unless a person has said how urgent it is. */
export async function raiseRepeat(tx: Tx, registry: Registry, locked: LockedCase): Promise<void> {
	if (locked.priority_by === "person" || locked.priority !== "normal") return;
	await changePriority(tx, registry, "system", locked, { priority: "high", by: "rule" });
}

/** What the rules say after the topic or the mark of a case changed, unless a person has said how urgent it is. */
export async function followRules(
	tx: Tx,
	registry: Registry,
	actor: Actor,
	locked: LockedCase,
	isMarked: boolean,
): Promise<void> {
	// nobody's word keeps a family out of the lane
	if (locked.priority_by === "person" && !isMarked) return;
	const isImportant = registry.topics.get(locked.topic_code ?? "")?.isImportant ?? false;
	const priority = priorityByRule({ cues: locked.cues, isImportant, isMarked });
	if (priority !== locked.priority) await changePriority(tx, registry, actor, locked, { priority, by: "rule" });
}

async function changePriority(
	tx: Tx,
	registry: Registry,
	actor: Actor,
	locked: LockedCase,
	{ priority, by }: { priority: Priority; by: "rule" | "person" },
): Promise<void> {
	const from = locked.priority;
	await updateCase(tx, locked.region_id, locked.id, { priority, priority_by: by });
	Object.assign(locked, { priority, priority_by: by, version: locked.version + 1 });
	if (from === priority) return;
	const isMoved = await reclockCase(tx, registry, locked);
	if (from === "urgent") await lapseReviews(tx, locked.region_id, locked.id);
	await tellHistory(tx, actor, locked, "priorityChanged", {
		from,
		to: priority,
		...(isMoved && { dueAt: locked.due_at.toISOString() }),
	});
}
