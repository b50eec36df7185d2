import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { promisedStatuses } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { readDraft } from "../text/draft/read-draft.ts";
import { actOnCase } from "./act-on-case.ts";
import { requireTasksDone } from "./insert-parts.ts";
import { keepPromise, requirePromise, wantedKind } from "./keep-kind.ts";
import type { KindGiven } from "./keep-kind.ts";
import { releaseReply } from "./hold-reply.ts";
import { keepPrivate } from "./keep-private.ts";
import { isKeyUsed } from "./reads.ts";
import { readDraftContext } from "./reads-draft.ts";
import { limitsOf } from "./reply-limits.ts";
import type { LimitParts } from "./reply-limits.ts";
import { withSayLink } from "./say-link.ts";
import { requireReply, workOnReply } from "./work-on-reply.ts";
import { updateReply } from "./writes.ts";

/** What the rules of replies need besides the database. */
export type ReplyParts = LimitParts & {
	db: Db;
	registry: Registry;
	/** where residents' pages stand; not given: no link is put under an answer */
	publicUrl?: string;
};

/**
 * Hands the draft to the approver after the checks, those of its promise included. The same `requestKey` twice is one submission.
 * @throws DomainError not-found, forbidden, reply-not-editable, reply-changed-meanwhile, reply-checks-failed with `findings`, tasks-open, case-transition-refused,
 * request-key-used by an earlier reply of the case
 */
export async function submitReply(
	{ db, registry, ...parts }: ReplyParts,
	caller: Caller,
	caseId: number,
	order: KindGiven & { revision: number; requestKey: string; openTasksReason?: string | undefined },
): Promise<void> {
	await workOnReply(db, caller, "reply.write", caseId, async (tx, locked, found) => {
		if (found?.status === "submitted" && found.submit_key === order.requestKey) return;
		const reply = requireReply(found, "draft", order.revision);
		if (await isKeyUsed(tx, locked, order.requestKey)) throw new DomainError("request-key-used", {});
		const { kind, promise } = await wantedKind(tx, locked, reply, order);
		const key = { regionId: locked.region_id, pageId: locked.page_id, messageId: reply.message_id };
		const { maxLength, maxPhotos } = await limitsOf(tx, parts, key);
		const text = await withSayLink(tx, parts, locked, { ...reply, kind }, maxLength);
		const context = await readDraftContext(tx, { registry, ...parts }, caller, caseId, new Date());
		const findings = readDraft(text, { ...context, maxLength, maxPhotos });
		const blocking = findings.filter((finding) => finding.severity === "block");
		const passedOver = findings.filter(({ severity }) => severity === "warn").map(({ code }) => code);
		if (blocking.length > 0) throw new DomainError("reply-checks-failed", { findings: blocking });
		const without = await requireTasksDone(tx, locked, kind, order.openTasksReason);
		await keepPrivate(tx, locked, reply.text);
		await keepPromise(tx, caller, locked, reply.id, promise);
		await requirePromise(tx, registry, locked, { ...reply, kind }, new Date());
		if (promisedStatuses.includes(locked.status)) await actOnCase(tx, registry, caller, locked, "continueWork");
		else if (locked.status !== "inProgress") await actOnCase(tx, registry, caller, locked, "accept");
		await actOnCase(tx, registry, caller, locked, "submit", {}, { replyId: reply.id, ...without });
		await updateReply(
			tx,
			locked.region_id,
			reply.id,
			{
				kind,
				...(text !== reply.text && { text }),
				status: "submitted",
				submitted_at: new Date(),
				submit_key: order.requestKey,
				passed_over: [...new Set(passedOver)],
			},
			caller.staffId,
		);
		await releaseReply(tx, locked);
	});
}

/** Takes a submitted reply back to work on it. @throws DomainError reply-not-submitted, case-transition-refused */
export async function withdrawReply({ db, registry }: ReplyParts, caller: Caller, caseId: number): Promise<void> {
	await workOnReply(db, caller, "reply.write", caseId, async (tx, locked, reply) => {
		if (reply?.status !== "submitted") throw new DomainError("reply-not-submitted", { status: reply?.status ?? null });
		await updateReply(tx, locked.region_id, reply.id, { status: "draft", submitted_at: null, submit_key: null });
		await actOnCase(tx, registry, caller, locked, "withdraw", {}, { replyId: reply.id });
	});
}
