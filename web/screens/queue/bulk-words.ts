import type { Bulk } from "../../api.ts";
import type { Dictionary } from "../../locales/ru.ts";

/** Why a case stayed as it was, by the code of the refusal. */
export function refusalWords(t: Dictionary, reason: string): string {
	const merging = t.triage.refusals[reason as keyof typeof t.triage.refusals];
	const stayed = t.triage.stayed[reason as keyof typeof t.triage.stayed];
	return stayed ?? merging ?? t.errors[reason as keyof Dictionary["errors"]] ?? reason;
}

const names = {
	assign: "agency",
	topic: "topic",
	merge: "merge",
	close: "outcome",
	reject: "reject",
	priority: "priority",
} as const;

/** What an action does, for the line that tells how it goes. */
export function bulkName(t: Dictionary, bulk: Bulk): string {
	const name = names[bulk.action as keyof typeof names];
	return name ? t.triage.short[name] : bulk.action;
}
