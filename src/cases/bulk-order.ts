import type { Caller } from "../access/permissions.ts";
import type { Tx } from "../db/database.ts";
import { nextStatus } from "../domain/case.ts";
import type { CaseOutcome } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import type { Priority } from "../domain/priority.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import type { Registry } from "../registry/reads.ts";
import { actOnCases } from "./act-on-case.ts";
import { nameTopic } from "./change-topic.ts";
import { lockCases } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { shownEvidence } from "./reads-bulk.ts";
import type { BulkGroup } from "./reads-bulk.ts";
import { requireShareable } from "./share-reply.ts";
import { sayPriority } from "./set-priority.ts";

/** What may be done over many cases at once. */
export type BulkOrder =
	| { action: "assign"; agencyId: number; reason?: string | undefined }
	| { action: "close"; outcome: CaseOutcome; reason?: string | undefined }
	| { action: "reject"; reason: string }
	| { action: "topic"; topicCode: string }
	| { action: "priority"; priority: Exclude<Priority, "urgent">; reason: string }
	| { action: "merge"; parentId: number; shareReplyId?: number | undefined };

/** @throws DomainError agency-unknown, topic-unknown, reason-missing, not-found, case-merge-refused: the order makes no sense for any case */
export async function requireBulk(
	tx: Tx,
	registry: Registry,
	caller: Caller,
	scope: readonly number[] | null,
	order: BulkOrder,
) {
	if (order.action === "assign" && !registry.agencies.has(order.agencyId))
		throw new DomainError("agency-unknown", { agencyId: order.agencyId });
	if (order.action === "topic" && !registry.topics.get(order.topicCode)?.isActive)
		throw new DomainError("topic-unknown", { topicCode: order.topicCode });
	if ((order.action === "reject" || order.action === "priority") && order.reason.trim() === "")
		throw new DomainError("reason-missing", { action: order.action });
	if (order.action !== "merge") return;
	const [parent] = await lockCases(tx, caller.regionId, [order.parentId], scope);
	if (!parent) throw new DomainError("not-found", { caseId: order.parentId });
	await requireShareable(tx, parent, order.shareReplyId);
}

/** Why the rules would refuse cases of a group as they are now; null: they would not. */
export function foresee(registry: Registry, order: BulkOrder, group: BulkGroup): string | null {
	if (order.action === "topic" || order.action === "priority") return null;
	if (order.action === "merge" && group.isParent) return "itself";
	const isPhysical = registry.topics.get(group.topicCode ?? "")?.isPhysical ?? false;
	try {
		nextStatus(group.status, order.action, { ...givenBy(order), ...group, isPhysical, hasSecondReview: false });
		return null;
	} catch (error) {
		if (error instanceof DomainError) return error.code;
		throw error;
	}
}

function givenBy(order: Extract<BulkOrder, { action: "assign" | "close" | "reject" | "merge" }>) {
	if (order.action === "assign") return { agencyId: order.agencyId, reason: order.reason };
	if (order.action === "close") return { outcome: order.outcome, reason: order.reason };
	return order.action === "reject" ? { reason: order.reason } : { parentId: order.parentId };
}

/** By case that the rules refused: the code. */
export type BulkRefusals = Map<number, string>;

/**
 * Does it to cases that the caller's transaction holds; a merge holds its own (`mergeInto`).
 * @returns those that were refused; the others are changed
 */
export async function applyBulk(
	tx: Tx,
	{ registry }: { registry: Registry; enqueue: Enqueue },
	caller: Caller,
	order: Exclude<BulkOrder, { action: "merge" }>,
	cases: readonly LockedCase[],
	bulkId: number,
): Promise<BulkRefusals> {
	if (order.action === "topic" || order.action === "priority")
		return oneByOne(cases, (one) =>
			order.action === "topic"
				? nameTopic(tx, registry, caller, one, order.topicCode)
				: sayPriority(tx, registry, caller, one, order),
		);
	const evidence =
		order.action === "close" && order.outcome === "resolved"
			? await shownEvidence(
					tx,
					caller.regionId,
					cases.map(({ id }) => id),
				)
			: new Set<number>();
	const given = givenBy(order);
	const refused = await actOnCases(
		tx,
		registry,
		caller,
		cases,
		order.action,
		({ id }) => ({ ...given, hasEvidence: evidence.has(id) }),
		{ bulkId },
	);
	return new Map(refused.map(({ caseId, error }) => [caseId, error.code]));
}

/** Topics and priorities move clocks case by case; each checks before it writes. */
async function oneByOne(
	cases: readonly LockedCase[],
	change: (one: LockedCase) => Promise<void>,
): Promise<BulkRefusals> {
	const refused: BulkRefusals = new Map();
	for (const one of cases) {
		try {
			await change(one);
		} catch (error) {
			if (!(error instanceof DomainError)) throw error;
			refused.set(one.id, error.code);
		}
	}
	return refused;
}
