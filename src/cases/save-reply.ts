import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { requireWritable, startDraft } from "./start-draft.ts";
import { changedMeanwhile, workOnReply } from "./work-on-reply.ts";
import { updateReply } from "./writes.ts";

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
		requireWritable(locked, reply);
		if (!reply) {
			if (edit.revision !== null) throw new DomainError("reply-not-editable", { status: null });
			await startDraft(tx, caller, locked, edit.text);
			return;
		}
		if (reply.text === edit.text) return;
		if (reply.revision !== edit.revision) throw changedMeanwhile(reply);
		const change = { text: edit.text, author_id: caller.staffId };
		await updateReply(tx, locked.region_id, reply.id, change, caller.staffId);
	});
}
