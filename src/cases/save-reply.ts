import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { keepPromise, wantedKind } from "./keep-kind.ts";
import type { KindGiven } from "./keep-kind.ts";
import { requireWritable, startDraft } from "./start-draft.ts";
import { changedMeanwhile, workOnReply } from "./work-on-reply.ts";
import { updateReply } from "./writes.ts";

/**
 * Keeps the draft as it is typed, with its kind and what it promises. The first text makes the reply; each later one
 * names the revision it was made on.
 * @throws DomainError not-found, forbidden, reply-not-editable, agency-missing, reply-changed-meanwhile with the other text
 */
export async function saveReply(
	db: Db,
	caller: Caller,
	caseId: number,
	edit: KindGiven & { text: string; revision: number | null },
): Promise<void> {
	await workOnReply(db, caller, "reply.write", caseId, async (tx, locked, reply) => {
		requireWritable(locked, reply);
		if (!reply) {
			if (edit.revision !== null) throw new DomainError("reply-not-editable", { status: null });
			const wanted = await wantedKind(tx, locked, null, edit);
			const id = await startDraft(tx, caller, locked, edit.text, wanted.kind);
			await keepPromise(tx, caller, locked, id, wanted.promise);
			return;
		}
		const wanted = await wantedKind(tx, locked, reply, edit);
		const isSameText = reply.text === edit.text;
		if (isSameText && !wanted.isOther) return;
		if (reply.revision !== edit.revision) throw changedMeanwhile(reply);
		await keepPromise(tx, caller, locked, reply.id, wanted.promise);
		const change = { kind: wanted.kind, ...(!isSameText && { text: edit.text, author_id: caller.staffId }) };
		await updateReply(tx, locked.region_id, reply.id, change, caller.staffId);
	});
}
