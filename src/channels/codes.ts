/** Codes by which channels say what they cannot do; words in `web/locales`. */

/** Why something cannot be read back. */
export const unreadableCodes = [
	"no-service-key",
	"key-not-allowed",
	"network-has-no-reading",
	"edits-not-told",
	"deletions-not-told",
	"media-comments",
	"older-than-queue",
	"unconfirmed",
] as const;
export type UnreadableCode = (typeof unreadableCodes)[number];

/** Why the words of a published answer cannot be changed in the network. */
export const editRefusals = [
	// the network knows no such change
	"network",
	// it takes a key that the page does not have
	"no-key",
	// so long after the publication no longer
	"too-late",
	// the photos would be lost
	"photos",
	// too long for the words under a photo
	"too-long-for-photos",
	// a person carried the answer out, or its address is not known
	"not-ours",
] as const;
export type EditRefusal = (typeof editRefusals)[number];
