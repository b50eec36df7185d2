import type { editRefusalsRu } from "./answers-ru.ts";

export const answersEventsEn = {
	draftTaken: "A colleague took the answer over",
	correctionProposed: "Correction of the published answer proposed",
	correctionReturned: "Correction of the answer returned",
	correctionCancelled: "Correction of the answer cancelled",
	correctionApproved: "Correction of the answer approved",
	correctionPublished: "Published answer corrected",
	correctionFailed: "Published answer could not be corrected",
	correctionUnknown: "The network did not confirm the correction",
	correctionSettled: "Correction of the answer checked by a person",
};

/** Why an answer went back to its author. */
export const returnReasonsEn = {
	"not-to-the-question": "It does not address what was asked",
	unanswered: "Some questions have no answer",
	"no-deed": "It does not say what will be done, by whom and by when",
	"bare-refusal": "A refusal without a reason or another way",
	elsewhere: "It sends the resident elsewhere",
	"no-photo": "No photo or document of the work",
	personal: "It tells something personal of somebody",
	"not-plain": "Official language, titles of acts, or too long",
	copy: "It repeats an earlier answer",
	"asks-rating": "It asks for a rating although nothing is solved",
	tone: "Tone: irony, coldness, no apology",
	"priority-care": "A military family has no named contact",
	untrue: "Wrong facts or a wrong promise",
};

/** Why the words of a published answer cannot be changed, and what can be done. */
export const editRefusalsEn: typeof editRefusalsRu = {
	network: "This network does not let an answer be corrected. Answer again and name the mistake.",
	"no-key":
		"The page's key does not let a comment be corrected. Answer again and name the mistake, or correct it in the network itself.",
	"too-late":
		"The time in which the network lets an answer be corrected has passed. Answer again and name the mistake.",
	photos: "The photos would be lost. Answer again and name the mistake.",
	"too-long-for-photos": "Words under a photo have at most 1024 characters. Shorten the text.",
	"not-ours": "A colleague carried this answer out. Correct it where it stands, or answer again.",
};
