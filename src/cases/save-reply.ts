import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import { actorColumns } from "./act-on-case.ts";
import { lastResidentMessage } from "./reads.ts";
import { changedMeanwhile, workOnReply } from "./work-on-reply.ts";
import { appendEvents, insertReply, updateReply } from "./writes.ts";

const writable: readonly CaseStatus[] = ["new", "assigned", "inProgress", "rework", "reopened"];

/**
 * Keeps the draft as it is typed. The first text makes the reply; each later one names the revision it was made on.
 * @throws DomainError not-found, forbidden, reply-not-editable, reply-changed-meanwhile with the other text
 */
export async function saveReply(
	db: Db,
	caller: Caller,
	caseId: number,
	edit: { text: string; revision: number | null },
): Promise<void> {
	await workOnReply(db, caller, "reply.write", caseId, async (tx, locked, reply) => {
		if (!writable.includes(locked.status)) throw new DomainError("reply-not-editable", { status: locked.status });
		if (!reply) {
			if (edit.revision !== null) throw new DomainError("reply-not-editable", { status: null });
			await insertReply(tx, {
				region_id: locked.region_id,
				case_id: caseId,
				message_id: await lastResidentMessage(tx, locked.region_id, caseId),
				text: edit.text,
				author_id: caller.staffId,
				contributors: [caller.staffId],
			});
			await appendEvents(tx, [
				{
					region_id: locked.region_id,
					case_id: caseId,
					agency_id: locked.agency_id,
					type: "draftStarted",
					...actorColumns(caller),
				},
			]);
			return;
		}
		if (reply.status !== "draft") throw new DomainError("reply-not-editable", { status: reply.status });
		if (reply.text === edit.text) return;
		if (reply.revision !== edit.revision) throw changedMeanwhile(reply);
		const change = { text: edit.text, author_id: caller.staffId };
		await updateReply(tx, locked.region_id, reply.id, change, caller.staffId);
	});
}
