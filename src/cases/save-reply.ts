import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { holdReply } from "./hold-reply.ts";
import { keepPromise, wantedKind } from "./keep-kind.ts";
import type { KindGiven } from "./keep-kind.ts";
import { requireWritable, startDraft } from "./start-draft.ts";
import { changedMeanwhile, workOnReply } from "./work-on-reply.ts";
import { updateReply } from "./writes.ts";
import { keepDraftText } from "./writes-presence.ts";

export type Edit = KindGiven & {
	text: string;
	revision: number | null;
	/** writes on although a colleague holds the answer */
	takeOver?: boolean | undefined;
};

/**
 * Keeps the draft as it is typed, with its kind and what it promises. The first text makes the reply; each later one
 * names the revision it was made on. A text that comes too late or against a colleague who writes is kept aside, and so
 * is what another's text takes the place of.
 * @throws DomainError not-found, forbidden, reply-not-editable, agency-missing, reply-changed-meanwhile with the other
 * text, reply-being-written
 */
export async function saveReply(db: Db, caller: Caller, caseId: number, edit: Edit): Promise<void> {
	try {
		await writeDraft(db, caller, caseId, edit);
	} catch (error) {
		const isTooLate = error instanceof DomainError && /^reply-(being-written|changed-meanwhile)$/.test(error.code);
		const key = { regionId: caller.regionId, caseId, staffId: caller.staffId };
		if (isTooLate && edit.text.trim() !== "") await keepDraftText(db, key, "refused", edit.text);
		throw error;
	}
}

async function writeDraft(db: Db, caller: Caller, caseId: number, edit: Edit): Promise<void> {
	await workOnReply(db, caller, "reply.write", caseId, async (tx, locked, reply) => {
		requireWritable(locked, reply);
		if (!reply) {
			if (edit.revision !== null) throw new DomainError("reply-not-editable", { status: null });
			const wanted = await wantedKind(tx, locked, null, edit);
			await holdReply(tx, caller, locked, edit.takeOver ?? false);
			const id = await startDraft(tx, caller, locked, edit.text, wanted.kind);
			await keepPromise(tx, caller, locked, id, wanted.promise);
			return;
		}
		const wanted = await wantedKind(tx, locked, reply, edit);
		const isSameText = reply.text === edit.text;
		if (isSameText && !wanted.isOther) return;
		if (reply.revision !== edit.revision) throw changedMeanwhile(reply);
		await holdReply(tx, caller, locked, edit.takeOver ?? false);
		await keepPromise(tx, caller, locked, reply.id, wanted.promise);
		const before = { regionId: locked.region_id, caseId, staffId: reply.author_id };
		if (!isSameText && reply.author_id !== caller.staffId && reply.text.trim() !== "")
			await keepDraftText(tx, before, "replaced", reply.text);
		const change = { kind: wanted.kind, ...(!isSameText && { text: edit.text, author_id: caller.staffId }) };
		await updateReply(tx, locked.region_id, reply.id, change, caller.staffId);
	});
}
