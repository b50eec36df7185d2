import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import { lockCase } from "../cases/reads.ts";
import { noteOnPublication, recordReplyFailed } from "../cases/settle-reply.ts";
import type { Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import type { PublishParts } from "./publish-reply.ts";
import { lockPublication } from "./reads.ts";
import type { Claimed } from "./reads.ts";
import { recordSent } from "./record-outcome.ts";
import { movePublication } from "./writes.ts";

/** `sent`: it reached the resident; `send-again`: it does not stand in the thread; `return`: back to its author. */
export type PersonSays = { as: "sent" | "send-again" | "return"; reason?: string | undefined };

/**
 * A person says what became of an answer: one whose fate the network did not tell, or one that a person carries out.
 * @throws DomainError not-found, forbidden, reason-missing, publication-not-settleable when it does not wait for such a word
 */
export async function settleByPerson(
	parts: Pick<PublishParts, "db" | "enqueue" | "registryOf">,
	caller: Caller,
	publicationId: number,
	says: PersonSays,
): Promise<void> {
	requirePermission(caller, "publication.settle");
	const registry = await parts.registryOf(caller.regionId);
	await parts.db.transaction().execute(async (tx) => {
		const found = await lockPublication(tx, caller.regionId, publicationId);
		if (!found) throw new DomainError("not-found", { publicationId });
		await lockCase(tx, caller.regionId, found.caseId, caseScope(caller));
		if (found.byPerson && found.state === "queued") return settleCarried(tx, registry, caller, found, says);
		if (found.state !== "unknown" || says.as === "return")
			throw new DomainError("publication-not-settleable", { state: found.state });
		await noteOnPublication(tx, found, "publicationSettled", { as: says.as }, caller.staffId);
		// the network's id is not known; ours keeps the row apart from every real one
		if (says.as === "sent")
			return void (await recordSent(tx, registry, pageOf(registry, found), found, `seen-by-person-${found.id}`, [
				"unknown",
			]));
		const moved = await movePublication(tx, found.regionId, found.id, ["unknown"], { state: "queued" });
		if (!moved) throw new DomainError("publication-not-settleable", {});
		await parts.enqueue(tx, "publish-reply", { regionId: found.regionId, pageId: found.pageId });
	});
}

/**
 * An answer that a person carries out has reached the resident, or comes back. The publication is locked by the caller.
 * @throws DomainError reason-missing, publication-not-settleable
 */
export async function settleCarried(
	tx: Tx,
	registry: Registry,
	caller: Caller,
	found: Claimed,
	{ as, reason = "" }: PersonSays,
): Promise<void> {
	if (as === "send-again") throw new DomainError("publication-not-settleable", { state: found.state });
	if (as === "return" && reason.trim() === "") throw new DomainError("reason-missing", { action: "return" });
	await recordAudit(tx, caller, as === "sent" ? "answer-carried" : "answer-not-carried", { publicationId: found.id });
	const by = as === "sent" ? "carried" : "returned";
	await noteOnPublication(tx, found, "publicationSettled", { as: by, ...(reason && { reason }) }, caller.staffId);
	if (as === "sent")
		return void (await recordSent(tx, registry, pageOf(registry, found), found, `by-person-${found.id}`, ["queued"]));
	const failure = { class: "by-person", code: "returned", text: reason.trim() };
	await movePublication(tx, found.regionId, found.id, ["queued"], {
		state: "failed",
		error_class: failure.class,
		error_code: failure.code,
		error_text: failure.text,
	});
	await recordReplyFailed(tx, registry, found, failure);
}

const pageOf = (registry: Registry, { pageId }: Claimed) => ({
	externalId: registry.pages.get(pageId)?.externalId ?? "",
});
