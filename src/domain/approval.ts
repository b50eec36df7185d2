/** How many people let an answer out: null in a rule means "any". */
export type ApprovalRule = {
	agencyId: number | null;
	topicCode: string | null;
	groupCode: string | null;
	steps: 1 | 2;
};

/** What of a case the rules look at. */
export type ApprovalCase = { agencyId: number | null; topicCode: string | null; groupCode: string | null };

/**
 * The steps of approval of a case: a topic's rule goes before its group's, that before one for everything; of two that are
 * alike the agency's own. Without a rule one person is enough.
 */
export function approvalSteps(rules: readonly ApprovalRule[], of: ApprovalCase): 1 | 2 {
	const weightOf = (rule: ApprovalRule): number =>
		(rule.topicCode !== null ? 4 : rule.groupCode !== null ? 2 : 0) + (rule.agencyId !== null ? 1 : 0);
	const fitting = rules.filter(
		(rule) =>
			(rule.agencyId === null || rule.agencyId === of.agencyId) &&
			(rule.topicCode === null || rule.topicCode === of.topicCode) &&
			(rule.groupCode === null || rule.groupCode === of.groupCode),
	);
	const [first, ...others] = fitting;
	if (!first) return 1;
	return others.reduce((best, rule) => (weightOf(rule) > weightOf(best) ? rule : best), first).steps;
}
