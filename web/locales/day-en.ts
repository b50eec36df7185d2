import type { dayRu } from "./day-ru.ts";
import { plural } from "./plural.ts";

const n = (count: number, one: string, other: string) => plural("en", count, { one, other });

/** Words of the day: what is due and what came back, and the way to boards, promises, reviews and duty. */
export const dayEn: typeof dayRu = {
	tabs: "Parts of the day",
	tab: {
		day: "My day",
		board: "Board",
		promises: "Promises",
		quality: "Quality",
		duty: "Duty",
	},
	title: "My day",
	mine: (count, one) => `You have ${count}\u00a0${one === 1 ? "case" : "cases"}`,
	firstDue: (when) => `the first is due ${when}`,
	overdueMine: (count) => `${count}\u00a0overdue`,
	calm: "All done for today",
	calmHint: "Nothing waits for your answer. New messages come to the queue by themselves.",
	toQueue: "Open the queue",
	all: (count) => `All: ${count}`,
	parts: {
		mine: "Your cases",
		returned: "Came back",
		approvals: "Waiting for approval",
		new: "New, without an agency",
		overdue: "Overdue",
		promisesLate: "Overdue promises",
		promisesToday: "Promised for today",
		corrections: "Corrections of answers",
		tasks: "Tasks for your agency",
		disputes: "Disputes between agencies",
		reviews: "Second reviews",
		quality: "Quality reviews",
	},
	hints: {
		returned: "Answers and cases that were returned or reopened",
		approvals: "Answers that others wrote",
		corrections: "Published already, the author proposes other words: compare and decide",
		disputes: "Returned twice: say whose they are",
		reviews: "A colleague asks you to agree before closing",
		quality: "Published answers that wait to be judged",
		new: "Not given to anybody yet",
		overdue: "The answer is past its term",
	},
	dutyNow: "On duty now",
	nobodyOnDuty: "Nobody is on duty now.",
	wholeRegion: "the whole region",
	until: "until",
	promisedBy: (day) => `promised for ${day}`,
	proposedAt: "proposed",
	taskDue: "Due",
	noTerm: "no term",
	returns: (count) => n(count, "return", "returns"),
	secondReview: {
		reject: "Reject the case",
		explained: "Close with an explanation",
	},
	caseNumber: (id) => `No.\u00a0${id}`,
};
