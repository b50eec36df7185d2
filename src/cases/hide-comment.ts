import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { findCues } from "../text/cues/find-cues.ts";
import { lockCase } from "./reads.ts";
import { tellHistory } from "./tell-history.ts";
import { decideAppeal, decideHiding, insertHiding, noteAppeal, noteHidden } from "./writes-hiding.ts";

/** The only grounds there are (`hidingGrounds` of text/cues); criticism, however sharp, is none. */
export const grounds = ["obscene", "threat"] as const;
export type Ground = (typeof grounds)[number];

/**
 * Proposes to hide a resident's comment. The ground must stand in its words as they are; the message is kept as it was.
 * @throws DomainError not-found, forbidden, message-unknown, hiding-ground-missing, hiding-not-open when one is under way
 */
export async function proposeHiding(
	db: Db,
	caller: Caller,
	order: { caseId: number; messageId: number; ground: Ground },
): Promise<void> {
	if (!caller.permissions.has("case.triage")) requirePermission(caller, "case.work");
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, order.caseId, caseScope(caller));
		const message = await tx
			.selectFrom("message")
			.select(["page_id", "text"])
			.where("region_id", "=", caller.regionId)
			.where("case_id", "=", order.caseId)
			.where("id", "=", order.messageId)
			.where("direction", "=", "in")
			.where("deleted_at", "is", null)
			.executeTakeFirst();
		if (!message) throw new DomainError("message-unknown", { messageId: order.messageId });
		const found = findCues(message.text).find(({ code }) => code === order.ground);
		if (!found) throw new DomainError("hiding-ground-missing", { ground: order.ground });
		const hidingId = await insertHiding(tx, {
			regionId: caller.regionId,
			...order,
			pageId: message.page_id,
			snapshot: message.text,
			quote: message.text.slice(found.start, found.end),
			staffId: caller.staffId,
		});
		if (hidingId === null) throw new DomainError("hiding-not-open");
		const { messageId, ground } = order;
		await tellHistory(tx, caller, locked, "hidingProposed", { hidingId, messageId, ground });
	});
}

export type HidingStep =
	| { as: "agree" | "refuse"; reason: string }
	/** no network lets the desk hide: a person does it there, and says so */
	| { as: "hidden" }
	| { as: "appeal"; words: string }
	| { as: "uphold" | "grant"; reason: string };

type Hiding = {
	case_id: number;
	state: string;
	proposed_by: number;
	decided_by: number | null;
	appeal_state: string | null;
	version: number;
};

/**
 * The next step of a hiding: a second person agrees or refuses, it is done by hand, the resident appeals, a third person decides.
 * @throws DomainError not-found, forbidden, case-changed-meanwhile, hiding-not-open, second-person-needed, reason-missing
 */
export async function stepHiding(
	db: Db,
	caller: Caller,
	hidingId: number,
	order: { version: number; step: HidingStep },
): Promise<void> {
	const { step } = order;
	if (step.as === "hidden" || step.as === "appeal") {
		if (!caller.permissions.has("case.triage")) requirePermission(caller, "case.work");
	} else requirePermission(caller, "case.triage");
	await db.transaction().execute(async (tx) => {
		const { hiding, of } = await lockHiding(tx, caller, hidingId);
		if (hiding.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: hiding.version });
		requireStep(caller, hiding, step);
		await takeStep(tx, { regionId: caller.regionId, id: hidingId }, caller.staffId, step);
		const type = step.as === "appeal" ? "hidingAppealed" : "hidingDecided";
		await tellHistory(tx, caller, of, type, { hidingId, as: step.as });
	});
}

function requireStep(caller: Caller, hiding: Hiding, step: HidingStep): void {
	const isOpen = {
		agree: hiding.state === "proposed",
		refuse: hiding.state === "proposed",
		hidden: hiding.state === "agreed",
		appeal: (hiding.state === "agreed" || hiding.state === "hidden") && hiding.appeal_state === null,
		uphold: hiding.appeal_state === "waiting",
		grant: hiding.appeal_state === "waiting",
	}[step.as];
	if (!isOpen) throw new DomainError("hiding-not-open", { state: hiding.state, appeal: hiding.appeal_state });
	const isFirst = hiding.proposed_by === caller.staffId;
	if ((step.as === "agree" || step.as === "refuse") && isFirst) throw new DomainError("second-person-needed");
	const hasPart = isFirst || hiding.decided_by === caller.staffId;
	if ((step.as === "uphold" || step.as === "grant") && hasPart) throw new DomainError("second-person-needed");
	const words = step.as === "appeal" ? step.words : "reason" in step ? step.reason : "-";
	if (words.trim() === "" && step.as !== "agree") throw new DomainError("reason-missing");
}

function takeStep(tx: Tx, key: { regionId: number; id: number }, staffId: number, step: HidingStep): Promise<void> {
	switch (step.as) {
		case "agree":
		case "refuse":
			return decideHiding(tx, key, step.as === "agree", staffId, step.reason.trim());
		case "hidden":
			return noteHidden(tx, key, staffId);
		case "appeal":
			return noteAppeal(tx, key, step.words.trim(), staffId);
		default:
			return decideAppeal(tx, key, step.as === "grant", staffId, step.reason.trim());
	}
}

async function lockHiding(tx: Tx, caller: Caller, hidingId: number) {
	const key = { regionId: caller.regionId, id: hidingId };
	const found = await tx
		.selectFrom("comment_hiding")
		.select("case_id")
		.where("region_id", "=", key.regionId)
		.where("id", "=", key.id)
		.executeTakeFirst();
	if (!found) throw new DomainError("not-found", { hidingId });
	const of = await lockCase(tx, caller.regionId, found.case_id, caseScope(caller));
	const hiding: Hiding = await tx
		.selectFrom("comment_hiding")
		.select(["case_id", "state", "proposed_by", "decided_by", "appeal_state", "version"])
		.where("region_id", "=", key.regionId)
		.where("id", "=", key.id)
		.executeTakeFirstOrThrow();
	return { hiding, of };
}
