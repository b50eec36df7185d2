import type { promisesRu } from "./promises-ru.ts";
import { plural } from "./plural.ts";

/** Words of the list of promises. */
export const promisesEn: typeof promisesRu = {
	title: "Promises",
	lead: "Days that agencies named to residents. After the day the result is shown, or a new day named.",
	which: "Which promises",
	agency: "Agency",
	allAgencies: "All agencies",
	shown: {
		open: "Under way",
		today: "Today",
		late: "Overdue",
		broken: "Broken",
		moved: "Moved",
		kept: "Kept",
	},
	none: {
		open: "No promises are under way. One appears when a resident gets an interim answer with a day.",
		today: "Nothing is promised for today.",
		late: "No promise is overdue.",
		broken: "No promise is broken.",
		moved: "No promise was moved.",
		kept: "No promise has been kept yet.",
	},
	state: {
		open: "Promised",
		today: "Promised for today",
		late: "The day is over",
		kept: "Kept",
		moved: "Moved",
		broken: "Broken",
	},
	systemic: { "on-case": "not the first time", "in-place": "again in this place" },
	result: "Done:",
	showUntil: "result due",
	show: "Show the result",
	move: "Name a new day",
	moveHint: "In the case: an interim answer with an apology and a new day",
	whatDone: "What was done",
	withPhotos: (count) =>
		`${plural("en", count, { one: "photo", other: "photos" })} of the work from the case will be attached.`,
	noPhotos: "Where the work can be seen, attach its photo in the case first.",
	submit: "Save the result",
	shownDone: "The result is saved",
};
