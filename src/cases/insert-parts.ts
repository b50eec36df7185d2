import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { lockCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { countOpenTasks, readParts } from "./reads-task.ts";
import { requireWritable, startDraft } from "./start-draft.ts";
import { changedMeanwhile, workOnReply } from "./work-on-reply.ts";
import { updateReply } from "./writes.ts";

const longestText = 20_000;

/** What other agencies have done, in order, for whoever writes the answer. @throws DomainError not-found, case-not-owned */
export async function listParts(db: Db, caller: Caller, caseId: number) {
	return db.transaction().execute(async (tx) => {
		await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		const parts = await readParts(tx, caller.regionId, caseId);
		return { items: parts.map(({ id, part, who }) => ({ taskId: id, who, part })) };
	});
}

/**
 * Puts parts behind what the draft says, in the order of the tasks; one that the text holds already is not put twice.
 * Who wrote a part has written in the answer, and cannot approve it.
 * @throws DomainError not-found, forbidden, case-not-owned, reply-not-editable, reply-changed-meanwhile, task-unknown, too-large
 */
export async function insertParts(
	db: Db,
	caller: Caller,
	caseId: number,
	order: { taskIds: readonly number[]; revision: number | null },
): Promise<void> {
	await workOnReply(db, caller, "reply.write", caseId, async (tx, locked, reply) => {
		requireWritable(locked, reply);
		if (reply && reply.revision !== order.revision) throw changedMeanwhile(reply);
		const done = await readParts(tx, locked.region_id, caseId);
		const parts = done.filter(({ id }) => order.taskIds.includes(id));
		if (parts.length < new Set(order.taskIds).size) throw new DomainError("task-unknown", { taskIds: order.taskIds });
		const before = reply?.text ?? "";
		const added = parts.filter(({ part }) => !before.includes(part.trim()));
		const text = [before.trimEnd(), ...added.map(({ part }) => part.trim())]
			.filter((piece) => piece !== "")
			.join("\n\n");
		if (text.length > longestText) throw new DomainError("too-large");
		if (added.length === 0 && reply) return;
		const replyId = reply?.id ?? (await startDraft(tx, caller, locked, text));
		if (reply) await updateReply(tx, locked.region_id, replyId, { text, author_id: caller.staffId }, caller.staffId);
		for (const endedBy of new Set(added.flatMap((one) => one.endedBy ?? [])))
			if (endedBy !== caller.staffId) await updateReply(tx, locked.region_id, replyId, {}, endedBy);
	});
}

/**
 * A final answer waits for the parts of others; the owner may answer without them and says why, for the history.
 * @returns what goes into the history
 * @throws DomainError tasks-open with how many
 */
export async function requireTasksDone(
	tx: Tx,
	locked: LockedCase,
	kind: string,
	openTasksReason: string | undefined,
): Promise<{ openTasks?: number; openTasksReason?: string }> {
	if (kind !== "final") return {};
	const openTasks = await countOpenTasks(tx, locked.region_id, locked.id);
	if (openTasks === 0) return {};
	if (!openTasksReason?.trim()) throw new DomainError("tasks-open", { openTasks });
	return { openTasks, openTasksReason };
}
