import type { Caller } from "../access/permissions.ts";
import type { Tx } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import type { ReplyKind } from "../domain/promise.ts";
import { lastResidentMessage } from "./reads.ts";
import type { LiveReply, LockedCase } from "./reads.ts";
import { insertReply } from "./writes.ts";
import { tellHistory } from "./tell-history.ts";

const writable: readonly CaseStatus[] = [
	"new",
	"assigned",
	"inProgress",
	"rework",
	"reopened",
	"interimPublished",
	"deferred",
];

/** Whether the answer of this case may be written now. */
export const isWritable = (locked: LockedCase, reply: LiveReply | undefined): boolean =>
	writable.includes(locked.status) && (reply === undefined || reply.status === "draft");

/** The same, or a refusal. @throws DomainError reply-not-editable */
export function requireWritable(locked: LockedCase, reply: LiveReply | undefined): void {
	if (!writable.includes(locked.status)) throw new DomainError("reply-not-editable", { status: locked.status });
	if (reply && reply.status !== "draft") throw new DomainError("reply-not-editable", { status: reply.status });
}

/** Begins the reply of a case, to the resident's latest message. @returns its id */
export async function startDraft(
	tx: Tx,
	caller: Caller,
	locked: LockedCase,
	text: string,
	kind: ReplyKind = "final",
): Promise<number> {
	const replyId = await insertReply(tx, {
		kind,
		region_id: locked.region_id,
		case_id: locked.id,
		message_id: await lastResidentMessage(tx, locked.region_id, locked.id),
		text,
		author_id: caller.staffId,
		contributors: [caller.staffId],
	});
	await tellHistory(tx, caller, locked, "draftStarted");
	return replyId;
}
