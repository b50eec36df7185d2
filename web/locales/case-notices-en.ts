import type { caseNoticesRu } from "./case-notices-ru.ts";

/** Words of notices about cases. */
export const caseNoticesEn: typeof caseNoticesRu = {
	head: (id) => `Case ${id}`,
	codes: {
		"term-half": "half of the time has passed",
		"term-near": "the time is running out",
		"term-over": "the time has run out",
		"term-far-over": "the time ran out long ago: half as much again has passed",
		"life-danger": "somebody's life may be in danger",
		"draft-taken": "a colleague took over the answer you were writing",
		"promise-due": "the day promised is over: show what was done, or name a new day",
		"promise-moved": "the day promised was moved",
		"promise-broken": "a promise was broken",
		"resident-silent": "the resident has not answered the question: decide whether to close the case",
		"quality-returned": "quality control sent the published answer back: the case says why",
		"case-disputed": "returned twice: settle whose it is",
		"task-given": "your agency has a task in it",
		"task-done": "another agency has done its part",
		"task-refused": "another agency refused its part",
		"handover-offered": "a hand-over is offered: until it is acknowledged the present owner is responsible",
		"handover-ended": "the hand-over has ended",
		"view-case": "came into a view that you watch",
	},
	inView: (name) => `came into “${name}”`,
	desk: {
		"view-many": (count) => `: ${count} new cases`,
		"webhook-off": "is not told of events any more",
		"article-overdue": "is due for review, its day is over",
	},
	nameless: { "view-many": "A view", "webhook-off": "Another system", "article-overdue": "An article" },
	reasons: {
		gone: "Its address says that nobody listens there. Check it and switch it on again.",
		failing: "Its address has not answered for five days. Check it and switch it on again.",
	},
	clocks: {
		triage: "Triage",
		return: "Settling a return",
		answer: "Answer to the resident",
		reopening: "Answer to the reopening",
		final: "Final answer",
		promise: "Control of a promise",
		task: "Another agency's part",
	},
	/** of a clock, in the history of a case */
	percent: (percent) => `${percent} % of it has passed`,
};
