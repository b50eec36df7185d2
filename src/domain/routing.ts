/** A row of the routing table; null means "any". A rule that names both a topic and a group asks for both. */
export type RoutingRule = {
	id: number;
	topicCode: string | null;
	groupCode: string | null;
	territoryCode: string | null;
	pageId: number | null;
	agencyId: number;
};

export type RoutingSubject = {
	topicCode: string | null;
	groupCode: string | null;
	territoryCode: string | null;
	pageId: number;
	/** the agency that keeps the page */
	pageAgencyId: number;
};

/**
 * The agency a message belongs to. The most specific matching rule wins, compared in this order: what it is about
 * (topic, then group, then anything), a named territory, a named page, the lowest id. Without a rule the page's own
 * agency answers: nobody is sent elsewhere.
 * `reason` is a code for the screen: "page", "rule:any", or what the rule named, e.g. "rule:topic+territory".
 */
export function route(rules: readonly RoutingRule[], of: RoutingSubject): { agencyId: number; reason: string } {
	let best: RoutingRule | null = null;
	for (const rule of rules) {
		if (!matches(rule, of)) continue;
		if (!best || weight(rule) > weight(best) || (weight(rule) === weight(best) && rule.id < best.id)) best = rule;
	}
	return best ? { agencyId: best.agencyId, reason: reasonOf(best) } : { agencyId: of.pageAgencyId, reason: "page" };
}

function matches(rule: RoutingRule, of: RoutingSubject): boolean {
	return (
		(rule.topicCode === null || rule.topicCode === of.topicCode) &&
		(rule.groupCode === null || rule.groupCode === of.groupCode) &&
		(rule.territoryCode === null || rule.territoryCode === of.territoryCode) &&
		(rule.pageId === null || rule.pageId === of.pageId)
	);
}

function weight(rule: RoutingRule): number {
	const subject = rule.topicCode !== null ? 2 : rule.groupCode !== null ? 1 : 0;
	return subject * 4 + (rule.territoryCode !== null ? 2 : 0) + (rule.pageId !== null ? 1 : 0);
}

function reasonOf(rule: RoutingRule): string {
	const named = [];
	if (rule.topicCode !== null) named.push("topic");
	else if (rule.groupCode !== null) named.push("group");
	if (rule.territoryCode !== null) named.push("territory");
	if (rule.pageId !== null) named.push("page");
	return `rule:${named.join("+") || "any"}`;
}
