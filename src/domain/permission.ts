/** What a person may do; roles are rows that list these. */
export const permissions = [
	"case.read.region",
	"case.read.agency",
	"case.triage",
	"case.work",
	"reply.write",
	"reply.approve",
	"publication.settle",
	"delivery.read",
	"delivery.retry",
	"page.read",
	"page.manage",
	"model.manage",
	"staff.read",
	"staff.manage",
	"audit.read",
] as const;

export type Permission = (typeof permissions)[number];
