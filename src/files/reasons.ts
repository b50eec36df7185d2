/** Why the bytes are not taken; words in `web/locales`. */
export const refusals = [
	"empty",
	"too-large",
	"not-a-picture",
	"format",
	"too-many-pixels",
	"broken",
	"address-refused",
] as const;
export type Refusal = (typeof refusals)[number];

/** Why a resident's file is not here. */
export const fileReasons = [...refusals, "not-there", "given-up"] as const;
export type FileReason = (typeof fileReasons)[number];
