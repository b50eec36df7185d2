import type { DraftContext, DraftFinding } from "./draft.ts";
import { hitsOf, placeOf, says, sentenceOf } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { termsOf } from "./terms.ts";

const asksWhere =
	/(?<!\p{L})(?:куда|кому|где|к какому|как (?:получить|оформить|записаться|подать|попасть|узнать|обратиться))(?!\p{L})/iu;
const isThanks = /(?<!\p{L})(?:спасибо|благодар\p{L}{0,8}|молодц\p{L}{0,3})(?!\p{L})/iu;
const isProblem = /\?|(?<!\p{L})(?:не|нет|но|когда|почему|прошу|просьба|сколько|нельзя|до сих пор)(?!\p{L})/iu;

/** A bare «принято в работу»: courtesy, acceptance, and not a word of the matter, of a day or of who does what. */
export function bareAcceptance(reading: Reading, { question, now }: DraftContext): DraftFinding[] {
	const [hit] = hitsOf(reading, "acceptance");
	if (!hit || says(reading, "done") || says(reading, "elsewhere")) return [];
	if (reading.isHollow.includes(false) || termsOf(reading, now).includes(true)) return [];
	if (isThanks.test(question) && !isProblem.test(question)) return [];
	const sentence = reading.sentences[sentenceOf(reading, hit)];
	const { start } = placeOf(reading, hit);
	return [{ code: "bare-acceptance", severity: "block", start, end: sentence?.end ?? start }];
}

/** Sends the resident to another door; a block when the answer offers nothing besides. */
export function elsewhere(reading: Reading, { question }: DraftContext): DraftFinding[] {
	if (says(reading, "passedOn") || asksWhere.test(question)) return [];
	const sending = hitsOf(reading, "elsewhere").filter((hit) => isSending(reading, sentenceOf(reading, hit)));
	const isWork = says(reading, "done") || says(reading, "will") || says(reading, "willBe") || says(reading, "plan");
	const foreign = isWork ? [] : hitsOf(reading, "foreign");
	const found = [...sending, ...foreign].sort((a, b) => a.first - b.first);
	const sentences = new Set(found.map((hit) => sentenceOf(reading, hit)));
	const isAll = !isWork && reading.isHollow.every((isHollow, i) => isHollow || sentences.has(i));
	return [...sentences].map((i) => {
		const hit = found.find((one) => sentenceOf(reading, one) === i) ?? { first: 0, last: 0 };
		const { start } = placeOf(reading, hit);
		// a paper or a court no office can take over
		const isOwnStep = reading.said[i]?.has("ownStep");
		const severity = isAll ? (isOwnStep ? "warn" : "block") : isOwnStep ? "hint" : "warn";
		return { code: "elsewhere", severity, start, end: reading.sentences[i]?.end ?? start };
	});
}

function isSending(reading: Reading, sentence: number): boolean {
	const said = reading.said[sentence];
	return !["condition", "advice", "ownDoor", "emergency", "done"].some((one) => said?.has(one as "advice"));
}

/** Asks to rate the help while nothing in the answer says that the matter is solved. */
export function asksRating(reading: Reading): DraftFinding[] {
	if (says(reading, "done")) return [];
	return hitsOf(reading, "asksRating")
		.slice(0, 1)
		.map((hit) => ({ code: "asks-rating", severity: "warn", ...placeOf(reading, hit) }));
}

/** Physical work is said to be done, and no photo goes with it. */
export function noPhoto(reading: Reading, { isPhysical, photos }: DraftContext): DraftFinding[] {
	if (!isPhysical || photos > 0 || says(reading, "photo")) return [];
	return hitsOf(reading, "done")
		.slice(0, 1)
		.map((hit) => ({ code: "no-photo", severity: "hint", ...placeOf(reading, hit) }));
}

/** More photos than the network takes there: nobody would see them. */
export function photosNotCarried(_reading: Reading, { photos, maxPhotos }: DraftContext): DraftFinding[] {
	return photos > maxPhotos ? [{ code: "photos-not-carried", severity: "block", start: 0, end: 0 }] : [];
}
