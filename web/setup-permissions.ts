import type { Permission } from "./api.ts";

/** Who has one of these has something to set up: the rail shows the settings, and each section there names some of them. */
export const setupPermissions = [
	"case.triage",
	"page.read",
	"model.manage",
	"staff.read",
	"staff.manage",
	"audit.read",
	"template.manage",
	"sla.manage",
	"personal.manage",
	"integration.manage",
] as const satisfies readonly Permission[];

export type SetupPermission = (typeof setupPermissions)[number];
