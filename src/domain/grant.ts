import type { Permission } from "./permission.ts";

/** Power over the desk itself and over people's data: given on only by those who have it. */
const administrative: ReadonlySet<Permission> = new Set([
	"page.manage",
	"model.manage",
	"staff.manage",
	"audit.read",
	"template.manage",
	"sla.manage",
	"duty.manage",
	"personal.manage",
	"integration.manage",
]);

/** Who gives rights to others: what they may themselves, and whether they manage the people of the whole region. */
export type Granter = { permissions: ReadonlySet<Permission>; isRegional: boolean };

/**
 * Which of these rights somebody may not give to another person. Who manages the people of a region hands out the rights of
 * work (cases, answers) although they answer nobody themselves; everything else only who has it gives on.
 */
export function beyondGrant(granter: Granter, wanted: Iterable<Permission>): Permission[] {
	const { permissions: own, isRegional } = granter;
	const isGivable = (one: Permission) =>
		own.has(one) ||
		(isRegional && !administrative.has(one)) ||
		(one === "case.read.agency" && own.has("case.read.region"));
	return [...new Set(wanted)].filter((one) => !isGivable(one));
}
