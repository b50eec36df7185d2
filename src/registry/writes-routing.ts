import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

type Rule = {
	topicCode: string | null;
	groupCode: string | null;
	territoryCode: string | null;
	pageId: number | null;
	agencyId: number;
};

const rowOf = (rule: Rule) => ({
	topic_code: rule.topicCode,
	group_code: rule.groupCode,
	territory_code: rule.territoryCode,
	page_id: rule.pageId,
	agency_id: rule.agencyId,
});

/** Whether another row is for the same; changes of a region's table wait for each other meanwhile. */
async function isTaken(tx: Tx, regionId: number, rule: Rule, exceptId: number): Promise<boolean> {
	await sql`select pg_advisory_xact_lock(hashtextextended('otklik routing', ${regionId}))`.execute(tx);
	const { rows } = await sql`select from routing_rule where region_id = ${regionId} and id <> ${exceptId}
		and (topic_code, group_code, territory_code, page_id) is not distinct from
			(${rule.topicCode}::text, ${rule.groupCode}::text, ${rule.territoryCode}::text, ${rule.pageId}::int)`.execute(tx);
	return rows.length > 0;
}

/** @returns its id; null when there is a rule for the same */
export async function insertRoutingRule(tx: Tx, regionId: number, rule: Rule): Promise<number | null> {
	if (await isTaken(tx, regionId, rule, 0)) return null;
	const row = { region_id: regionId, ...rowOf(rule) };
	return (await tx.insertInto("routing_rule").values(row).returning("id").executeTakeFirstOrThrow()).id;
}

export async function updateRoutingRule(
	tx: Tx,
	regionId: number,
	id: number,
	rule: Rule,
): Promise<"saved" | "taken" | "missing"> {
	if (await isTaken(tx, regionId, rule, id)) return "taken";
	const result = await tx
		.updateTable("routing_rule")
		.set(rowOf(rule))
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n ? "saved" : "missing";
}

/** @returns what it was; null when there is none */
export async function deleteRoutingRule(tx: Tx, regionId: number, id: number) {
	const row = await tx
		.deleteFrom("routing_rule")
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.returning(["topic_code as topicCode", "group_code as groupCode", "territory_code as territoryCode"])
		.returning(["page_id as pageId", "agency_id as agencyId"])
		.executeTakeFirst();
	return row ?? null;
}
