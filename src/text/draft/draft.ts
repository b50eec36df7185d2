export const draftCodes = [
	"empty",
	"too-long",
	"phone",
	"email",
	"passport",
	"card",
	"snils",
	"placeholder",
	"personal",
	"elsewhere",
	"bare-acceptance",
	"no-date",
	"unanswered-question",
	"officialese",
	"hard-to-read",
	"copy",
	"asks-rating",
	"no-photo",
	"photos-not-carried",
	"long",
	"no-greeting",
	"tone",
] as const;

export type DraftCode = (typeof draftCodes)[number];

/** What the draft is an answer to. */
export type DraftContext = {
	/** UTF-16 units that the network takes */
	maxLength: number;
	/** what the resident wrote */
	question: string;
	topicCode: string | null;
	/** the topic is about work that can be seen on a photo */
	isPhysical: boolean;
	/** photos that go out with the answer */
	photos: number;
	/** photos that the network takes there */
	maxPhotos: number;
	/** answers given lately to other people */
	earlierAnswers: readonly string[];
	/** answers this person has already had in this case */
	answersHere?: readonly string[];
	now: Date;
};

/**
 * What is weak in a draft. `start` and `end` are UTF-16 offsets in it; equal where something is missing from the text as
 * a whole. A "block" stops the reply, a "warn" asks for a second look, a "hint" is a matter of taste.
 */
export type DraftFinding = {
	code: DraftCode;
	severity: "block" | "warn" | "hint";
	start: number;
	end: number;
	/** wording offered instead */
	plainer?: string;
	/** the resident's words the finding is about */
	quote?: string;
};
