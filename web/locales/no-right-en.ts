import type { noRightRu } from "./no-right-ru.ts";

export const noRightEn: typeof noRightRu = {
	title: "Your role has no right to this section",
	ask: "If it is your work, ask the region administrator for a role with this right.",
	part: "A part of this section is seen by other roles alone. The region administrator gives rights.",
	approvals:
		"Answers are approved by approvers and heads of agencies, and by curators at the centre. If it is your work, ask the region administrator for such a role.",
	start: "A region is set up by its administrator. Your work begins with the queue.",
	attention:
		"What did not reach the network and what could not be read is settled here, by administrators, curators and approvers.",
};
