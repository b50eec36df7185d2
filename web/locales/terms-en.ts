/** Words of terms, calendars and clocks. */
export const termsEn = {
	events: {
		reclocked: "The due time was counted anew",
		waitEnded: "The resident was waited for as long as may be, the clock runs on",
	},
	errors: {
		"terms-changed-meanwhile": "Somebody else has changed these terms or this calendar. Reload the page.",
		"terms-code-taken": "A profile with this code exists already.",
		"calendar-refused": "The calendar was not accepted: check its dates, kinds of days and hours.",
		"time-zone-unknown": "There is no such time zone. Example: Europe/Moscow.",
	},
};
