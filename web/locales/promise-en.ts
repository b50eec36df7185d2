import type { promiseRu } from "./promise-ru.ts";

/** Words about promises to residents and about the resident's say. */
export const promiseEn: typeof promiseRu = {
	findings: {
		"promise-missing": "An interim answer promises: say who will do what by which day",
		"promise-past": "The day promised is over: name one to come",
		"promise-far": "The day promised is too far off: name a nearer one",
		"promise-no-apology": "The day is moved: apologise to the resident",
		"promise-date-differs": "The answer names another day than the promise",
		"promise-offered": "The resident is told a day: note it as a promise, so that it is looked after",
		"promise-moved": "This is a day off: the promise goes to the next working day, name that one in the answer",
	},
	events: {
		promiseMade: "A day was promised to the resident",
		promiseMoved: "The day promised was moved",
		promiseControlled: "The day promised is over, the result is awaited",
		promiseKept: "The promise was kept, the result is shown",
		promiseShownLate: "The result was shown late",
		promiseBroken: "The promise was broken",
		residentSaid: "The resident spoke of the answer",
		repeatLinked: "Repeats an answered case",
		repeatUnlinked: "No repeat: the link was taken away",
		closingProposed: "The resident has been silent long: whether to close is to be decided",
		promiseCancelled: "The promise ended with the case",
	},
};
