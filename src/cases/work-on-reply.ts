import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { PublishTarget } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import { withKeptPlans } from "../db/kept-plans.ts";
import { DomainError } from "../domain/errors.ts";
import type { Permission } from "../domain/permission.ts";
import { liveReply, lockCase } from "./reads.ts";
import type { LiveReply, LockedCase } from "./reads.ts";

/** One transaction over a case and its reply, with the permission checked and the case held. */
export async function workOnReply<T>(
	db: Db,
	caller: Caller,
	permission: Permission,
	caseId: number,
	work: (tx: Tx, locked: LockedCase, reply: LiveReply | undefined) => Promise<T>,
): Promise<T> {
	requirePermission(caller, permission);
	return withKeptPlans(db)
		.transaction()
		.execute(async (tx) => {
			const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
			return work(tx, locked, await liveReply(tx, caller.regionId, caseId));
		});
}

/**
 * The reply as the person saw it.
 * @throws DomainError reply-not-submitted, or reply-changed-meanwhile with the present text
 */
export function requireReply(reply: LiveReply | undefined, status: "draft" | "submitted", revision: number): LiveReply {
	if (reply?.status !== status)
		throw new DomainError(status === "draft" ? "reply-not-editable" : "reply-not-submitted", {
			status: reply?.status ?? null,
		});
	if (reply.revision !== revision) throw changedMeanwhile(reply);
	return reply;
}

export function changedMeanwhile(reply: LiveReply): DomainError {
	return new DomainError("reply-changed-meanwhile", { text: reply.text, revision: reply.revision });
}

/** Where in the network a reply to this message goes. */
export async function targetOf(db: Db | Tx, regionId: number, messageId: number): Promise<PublishTarget> {
	const row = await db
		.selectFrom("message")
		.innerJoin("thread", (join) =>
			join.onRef("thread.region_id", "=", "message.region_id").onRef("thread.id", "=", "message.thread_id"),
		)
		.select(["thread.key", "thread.kind", "message.external_id"])
		.where("message.region_id", "=", regionId)
		.where("message.id", "=", messageId)
		.executeTakeFirstOrThrow();
	return {
		threadKey: row.key,
		threadKind: row.kind as PublishTarget["threadKind"],
		replyToExternalId: row.external_id,
	};
}
