/** Words about the work between agencies. */
export const agenciesErrorsEn = {
	"case-not-owned": "Another agency answers this case. Your part is a task of it.",
	"suggestion-missing": "Name the agency that this belongs to, or say that you do not know.",
	"dispute-settled": "A curator has settled whose this is. It can be returned only when a curator opens that again.",
	"dispute-not-settled": "There is no settled dispute over this case.",
	"agency-code-taken": "Another agency has this code.",
	"agency-cycle": "An agency cannot stand under itself.",
	"calendar-unknown": "This calendar is no longer there. Choose another.",
	"time-zone-unknown": "There is no such time zone.",
	"task-ended": "This task has ended already. The new state is shown.",
	"task-changed-meanwhile": "A colleague has just changed this part. The new state is shown.",
	"task-unknown": "There is no such finished part.",
	"task-not-outside": "A link is only for somebody without an account.",
	"tasks-open": "Others have not finished their parts yet. Wait for them, or say why the answer goes without them.",
	"agency-owns-case": "This agency answers the case anyway.",
	"outside-party-unknown": "This company is not in the list.",
};

/** Whose a returned case is. */
export const agenciesEn = {
	whose: "Whose it is",
	notKnown: "I do not know whose",
};

export const agenciesEventsEn = {
	disputeReopened: "A curator looks again whose this is",
	taskGiven: "A part was given to another",
	taskDone: "A part is done",
	taskRefused: "A part was refused",
	taskCancelled: "A part was cancelled",
	linkMade: "A link to answer without an account was given",
	linkRevoked: "The link was revoked",
};
