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

/**
 * Why a stored body was not understood, as a person is told it: it has not the network's shape; it is of a kind that the desk does
 * not know; it is of another place than the page's; its sender is in doubt; the mailbox kept it; the page has no channel; a fault.
 */
export const bodyTroubles = [
	"shape",
	"unknown-kind",
	"other-place",
	"sender",
	"kept-back",
	"no-channel",
	"fault",
] as const;
export type BodyTrouble = (typeof bodyTroubles)[number];

export type NotUnderstood = { kind: "not-understood"; eventId: string | null; trouble: BodyTrouble; reason: string };

/**
 * Nothing is lost: the delivery stays, listed and retriable.
 * @param reason for whoever mends the desk, in English, without a resident's words
 */
export const notUnderstood = (trouble: BodyTrouble, reason: string, eventId: string | null = null): NotUnderstood => ({
	kind: "not-understood",
	eventId,
	trouble,
	reason,
});

/** What may have happened to a page itself. */
export const pageEventCodes = ["officers-changed", "settings-changed", "moved", "access-lost", "access-given"] as const;
export type PageEventCode = (typeof pageEventCodes)[number];
