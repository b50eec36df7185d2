/** How urgent a case is: urgent is the priority lane, whose clock runs round the clock (section 11). */
export const priorities = ["normal", "high", "urgent"] as const;
export type Priority = (typeof priorities)[number];

/** Words by which somebody's life may be in danger now; a threat or a cold house is urgent only when a person says so. */
const urgentCues: readonly string[] = ["danger", "gas"];

/**
 * What the rules alone say of a case, until a person says otherwise.
 * @param about cues of the resident's words, whether its topic is important to the region, and whether its hidden mark is confirmed
 */
export function priorityByRule(about: { cues: readonly string[]; isImportant: boolean; isMarked?: boolean }): Priority {
	if (about.isMarked || about.cues.some((cue) => urgentCues.includes(cue))) return "urgent";
	return about.isImportant ? "high" : "normal";
}
