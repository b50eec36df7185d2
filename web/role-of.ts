import type { Me } from "./api.ts";

/** What somebody mainly does here, by their rights: what the help shows first and the tour tells of. */
export type Role =
	| "admin"
	| "curator"
	| "dutyOfficer"
	| "quality"
	| "head"
	| "executive"
	| "approver"
	| "coordinator"
	| "executor";

/** The first that fits: who has many rights does the work of the widest. */
export function roleOf({ permissions }: Pick<Me, "permissions">): Role {
	const has = (one: Me["permissions"][number]) => permissions.includes(one);
	if (has("case.triage")) return has("reply.approve") || has("template.manage") ? "curator" : "dutyOfficer";
	if (has("staff.manage")) return "admin";
	if (has("quality.review")) return "quality";
	if (has("escalation.office")) return "executive";
	if (has("escalation.agency")) return "head";
	if (has("reply.approve")) return "approver";
	return has("template.manage") ? "coordinator" : "executor";
}
