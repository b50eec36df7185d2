/**
 * Why an answer goes back to its author: the checklist of the field description, section 7. Words in `web/locales`; the
 * approver's own words stand beside them.
 */
export const returnReasons = [
	// does not address the question that was asked
	"not-to-the-question",
	// some of the questions have no answer
	"unanswered",
	// does not say what is done, by whom and by when
	"no-deed",
	// refuses without a reason or without another way
	"bare-refusal",
	// sends the resident to another door
	"elsewhere",
	// physical work without a photo or a document
	"no-photo",
	// tells something personal of somebody
	"personal",
	// official language, titles of acts, too long
	"not-plain",
	// the same as an earlier answer
	"copy",
	// asks to rate what is not solved
	"asks-rating",
	// irony, coldness, no apology where one is due
	"tone",
	// for a family of the priority lane: no named contact, or put off without a call
	"priority-care",
	// the facts or the promise are wrong
	"untrue",
] as const;

export type ReturnReason = (typeof returnReasons)[number];
