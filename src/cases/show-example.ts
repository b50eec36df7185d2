import { DomainError } from "../domain/errors.ts";
import type { Priority } from "../domain/priority.ts";
import { clockKinds } from "../domain/sla-profile.ts";
import type { TermsByPriority } from "../domain/sla-profile.ts";
import { dueAfter } from "../domain/sla.ts";
import type { Registry } from "../registry/reads.ts";
import { profileOf, termOf } from "./clock-case.ts";
import { explain } from "./explain-clock.ts";

/**
 * When each clock of a case would be due that starts at a moment.
 * @param wanted `terms`: others than those at work, as a person thinks of saving
 * @throws DomainError agency-unknown, topic-unknown, invalid-request for a moment outside 1970–2100
 */
export function showExample(
	registry: Registry,
	wanted: {
		at: Date;
		agencyId: number;
		topicCode: string | null;
		priority: Priority;
		terms?: TermsByPriority | undefined;
	},
) {
	const { agencyId, topicCode, priority } = wanted;
	if (topicCode !== null && !registry.topics.has(topicCode)) throw new DomainError("topic-unknown", { topicCode });
	const subject = { agency_id: agencyId, topic_code: topicCode, priority };
	const { code, titleRu, titleEn, terms } = profileOf(registry, subject);
	const tried = wanted.terms ?? terms;
	try {
		const clocks = clockKinds.map((kind) => {
			const { calendar, ...term } = termOf(registry, subject, kind, tried);
			const { dueAt } = dueAfter(calendar, wanted.at, term.minutes);
			return { kind, due: explain(calendar, { start: wanted.at, ...term }, dueAt) };
		});
		const profile = wanted.terms ? null : { code, titleRu, titleEn };
		return { profile, waitDays: tried[priority].waitDays, clocks };
	} catch (error) {
		if (error instanceof RangeError) throw new DomainError("invalid-request", { reason: "moment-out-of-range" });
		throw error;
	}
}
