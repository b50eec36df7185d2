import type { answersErrorsRu } from "./answers-errors-ru.ts";

/** Words about how answers are made and let out. */
export const answersErrorsEn: typeof answersErrorsRu = {
	"reply-same-approver": "Two different people let this answer out, and you were the first.",
	"reply-being-written": "A colleague is writing this answer just now. Your text is kept.",
	"delegation-refused": "The right to approve cannot be lent like this. Check the colleague and the dates.",
	"season-unknown": "There is no such day in the year. Give the month and the day, such as 11-15.",
	"changed-meanwhile": "A colleague changed it while you were editing. The new state is shown.",
	"correction-refused": "This answer cannot be corrected in the network. Answer again and name the mistake.",
	"correction-under-way": "A correction of this answer is being prepared already.",
	"correction-not-open": "This correction has been settled already. The new state is shown.",
	"correction-same-text": "The new text is the same as the published one.",
	"approval-not-undoable":
		"The approval cannot be taken back any more: the answer has gone out, or it waits for somebody else. A published answer can be corrected.",
};
