import { requireRegional } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { RoutingRule } from "../domain/routing.ts";
import type { Registry } from "./reads.ts";
import { deleteRoutingRule, insertRoutingRule, updateRoutingRule } from "./writes-routing.ts";

export type RuleOrder = Omit<RoutingRule, "id">;

/**
 * A new row of the routing table.
 * @throws DomainError forbidden, rule-names-nothing, rule-taken, topic-unknown, territory-unknown, page-unknown, agency-unknown
 */
export async function addRule(db: Db, registry: Registry, caller: Caller, order: RuleOrder): Promise<void> {
	await change(db, caller, async (tx) => {
		const row = checked(registry, order);
		const id = await insertRoutingRule(tx, caller.regionId, row);
		if (id === null) throw new DomainError("rule-taken");
		await recordAudit(tx, caller, "routing-rule-added", { ruleId: id, ...row });
	});
}

/** @throws DomainError as `addRule`, not-found */
export async function saveRule(
	db: Db,
	registry: Registry,
	caller: Caller,
	{ id, ...order }: RoutingRule,
): Promise<void> {
	await change(db, caller, async (tx) => {
		const row = checked(registry, order);
		const done = await updateRoutingRule(tx, caller.regionId, id, row);
		if (done === "missing") throw new DomainError("not-found", { id });
		if (done === "taken") throw new DomainError("rule-taken");
		await recordAudit(tx, caller, "routing-rule-saved", { ruleId: id, ...row });
	});
}

/** @throws DomainError forbidden, not-found */
export async function removeRule(db: Db, caller: Caller, id: number): Promise<void> {
	await change(db, caller, async (tx) => {
		const row = await deleteRoutingRule(tx, caller.regionId, id);
		if (!row) throw new DomainError("not-found", { id });
		await recordAudit(tx, caller, "routing-rule-removed", { ruleId: id, ...row });
	});
}

async function change(db: Db, caller: Caller, by: (tx: Tx) => Promise<void>): Promise<void> {
	requireRegional(caller, "staff.manage");
	await db.transaction().execute(by);
}

function checked(registry: Registry, { topicCode, groupCode, territoryCode, pageId, agencyId }: RuleOrder): RuleOrder {
	if (topicCode !== null && !registry.topics.has(topicCode)) throw new DomainError("topic-unknown", { topicCode });
	if (groupCode !== null && !registry.topicGroups.has(groupCode)) throw new DomainError("topic-unknown", { groupCode });
	if (territoryCode !== null && !registry.territories.some(({ code }) => code === territoryCode))
		throw new DomainError("territory-unknown", { territoryCode });
	if (pageId !== null && !registry.pages.has(pageId)) throw new DomainError("page-unknown", { pageId });
	if (!registry.agencies.has(agencyId)) throw new DomainError("agency-unknown", { agencyId });
	if (topicCode === null && groupCode === null && territoryCode === null && pageId === null)
		throw new DomainError("rule-names-nothing");
	// a topic says its group
	return { topicCode, groupCode: topicCode === null ? groupCode : null, territoryCode, pageId, agencyId };
}
