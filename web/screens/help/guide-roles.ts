import type { Role } from "../../role-of.ts";

/** What everybody reads first. */
export const firstPages = ["start", "account", "notices"] as const;

/** The page of each role, then what else it needs. */
export const rolePages: Record<Role, readonly [string, ...string[]]> = {
	curator: ["triage", "case", "duty"],
	dutyOfficer: ["duty", "triage"],
	executor: ["executor", "answer", "case"],
	approver: ["approval", "answer"],
	coordinator: ["coordinator", "case", "answer"],
	quality: ["quality"],
	head: ["head", "approval", "duty"],
	executive: ["executive", "head"],
	admin: ["admin", "people", "pages"],
};

/** What belongs to no role alone. */
export const otherPages = ["models", "gazetteer"] as const;
