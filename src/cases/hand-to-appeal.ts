import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { actOnCase } from "./act-on-case.ts";
import { lockCase } from "./reads.ts";
import { tellHistory } from "./tell-history.ts";
import { endAppeal, insertAppeal, noteTold, registerAppeal } from "./writes-appeal.ts";

/** On whose word: the resident's, in a message of the case, or the law's, with the article that demands it. */
export type AppealGround = { basis: "resident-word"; messageId: number } | { basis: "law"; article: string };

/**
 * Hands a case to the formal procedure of Federal Law 59-FZ: the only way there.
 * @throws DomainError not-found, forbidden, case-changed-meanwhile, case-transition-refused, reason-missing, message-unknown
 * unless the resident said it in this case, basis-missing without an article
 */
export async function handToAppeal(
	db: Db,
	registry: Registry,
	caller: Caller,
	caseId: number,
	order: { version: number; reason: string; ground: AppealGround },
	now: Date,
): Promise<void> {
	requirePermission(caller, "case.triage");
	const { ground } = order;
	const reason = order.reason.trim();
	const article = ground.basis === "law" ? ground.article.trim() : null;
	if (article === "") throw new DomainError("basis-missing", { basis: "law" });
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		if (locked.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: locked.version });
		const messageId = ground.basis === "resident-word" ? ground.messageId : null;
		if (messageId !== null) await requireResidentMessage(tx, caller.regionId, caseId, messageId);
		const data = { basis: ground.basis, ...(messageId === null ? { article } : { messageId }) };
		await actOnCase(tx, registry, caller, locked, "handOver", { reason, basis: ground.basis }, data);
		const { agency_id: agencyId } = locked;
		const { timeZone } = registry.region;
		const appeal = { regionId: caller.regionId, caseId, agencyId, messageId, article, reason, timeZone };
		await insertAppeal(tx, { ...appeal, basis: ground.basis, staffId: caller.staffId }, now);
	});
}

async function requireResidentMessage(tx: Tx, regionId: number, caseId: number, messageId: number): Promise<void> {
	const row = await tx
		.selectFrom("message")
		.select("id")
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("id", "=", messageId)
		.where("direction", "=", "in")
		.executeTakeFirst();
	if (!row) throw new DomainError("message-unknown", { messageId });
}

/** `on`: days as "2026-11-28" */
export type AppealChange =
	| { as: "registered"; number: string; on: string }
	| { as: "answered" | "withdrawn"; on: string; result: string }
	| { as: "told"; how: "phone" | "meeting" }
	| { as: "told"; how: "reply"; replyId: number };

/**
 * What became of a formal appeal: registered, answered, withdrawn; and how the resident was told where one is filed.
 * @throws DomainError not-found, forbidden, case-changed-meanwhile, appeal-registered when it cannot take the step,
 * reply-not-submitted unless the answer named was published in the case
 */
export async function changeAppeal(
	db: Db,
	caller: Caller,
	appealId: number,
	order: { version: number; change: AppealChange },
	now: Date,
): Promise<void> {
	requirePermission(caller, "case.triage");
	const { change } = order;
	await db.transaction().execute(async (tx) => {
		const key = { regionId: caller.regionId, id: appealId };
		const appeal = await lockAppeal(tx, caller, appealId);
		if (appeal.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: appeal.version });
		const isOver = appeal.state === "answered" || appeal.state === "withdrawn";
		const isRefused =
			(change.as === "registered" && appeal.state !== "handed") ||
			(change.as === "answered" && appeal.state !== "registered") ||
			(change.as === "withdrawn" && isOver);
		if (isRefused) throw new DomainError("appeal-registered", { state: appeal.state });
		if (change.as === "registered") await registerAppeal(tx, key, change.number.trim(), change.on);
		else if (change.as === "told") {
			const replyId = change.how === "reply" ? change.replyId : null;
			if (replyId !== null) await requirePublished(tx, caller.regionId, appeal.case_id, replyId);
			await noteTold(tx, key, { how: change.how, replyId, at: now, staffId: caller.staffId });
		} else
			await endAppeal(tx, key, { state: change.as, on: change.on, staffId: caller.staffId, result: change.result });
		const of = { region_id: caller.regionId, id: appeal.case_id, agency_id: appeal.agency_id };
		await tellHistory(tx, caller, of, "formalAppealChanged", { as: change.as });
	});
}

/** Page, publication, case: the case is locked before what hangs on it. */
async function lockAppeal(tx: Tx, caller: Caller, appealId: number) {
	const found = await tx
		.selectFrom("formal_appeal")
		.select("case_id")
		.where("region_id", "=", caller.regionId)
		.where("id", "=", appealId)
		.executeTakeFirst();
	if (!found) throw new DomainError("not-found", { appealId });
	await lockCase(tx, caller.regionId, found.case_id, caseScope(caller));
	return tx
		.selectFrom("formal_appeal")
		.select(["case_id", "agency_id", "state", "version"])
		.where("region_id", "=", caller.regionId)
		.where("id", "=", appealId)
		.executeTakeFirstOrThrow();
}

async function requirePublished(tx: Tx, regionId: number, caseId: number, replyId: number): Promise<void> {
	const row = await tx
		.selectFrom("reply")
		.select("status")
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("id", "=", replyId)
		.executeTakeFirst();
	if (row?.status !== "published") throw new DomainError("reply-not-submitted", { status: row?.status ?? null });
}
