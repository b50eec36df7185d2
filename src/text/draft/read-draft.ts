import { checkReply } from "../../domain/quality.ts";
import { copy } from "./copy.ts";
import type { DraftContext, DraftFinding } from "./draft.ts";
import { readingOf } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { long, noGreeting, tone } from "./rules-manner.ts";
import { personal } from "./rules-personal.ts";
import { officialese } from "./rules-plain.ts";
import { noDate } from "./rules-promise.ts";
import { unansweredQuestion } from "./rules-question.ts";
import { asksRating, bareAcceptance, elsewhere, noPhoto, photosNotCarried } from "./rules-substance.ts";

/** The gravest first; each rule stands on its own. */
const rules: readonly ((reading: Reading, context: DraftContext) => DraftFinding[])[] = [
	photosNotCarried,
	personal,
	bareAcceptance,
	elsewhere,
	asksRating,
	noDate,
	unansweredQuestion,
	copy,
	noPhoto,
	noGreeting,
	tone,
	long,
	officialese,
];
const gravity = { block: 0, warn: 1, hint: 2 };
/** of the text behind this nothing is read but its numbers: no network takes so much */
const longestText = 20_000;

/**
 * What is weak in an answer before anybody sees it, `checkReply` included: findings in the order of the text. Blocks are
 * what no colleague would let pass; all else is advice. Never throws; the same for the same text; linear time.
 */
export function readDraft(text: string, context: DraftContext): DraftFinding[] {
	const checked: DraftFinding[] = checkReply(text, context);
	if (checked.some(({ code }) => code === "empty")) return checked;
	const reading = readingOf(text.slice(0, longestText));
	const found = rules.flatMap((rule) => rule(reading, context));
	// a promise that is refused as a whole needs no day
	const isBare = found.some(({ code }) => code === "bare-acceptance");
	const kept = found.filter(({ code }) => !(isBare && code === "no-date"));
	return inOrder(withoutCovered([...checked, ...kept]));
}

/** A hint about words that a graver finding marks already would only hide it. */
function withoutCovered(findings: readonly DraftFinding[]): DraftFinding[] {
	const grave = findings.filter(({ severity, code }) => severity !== "hint" && code !== "too-long");
	return findings.filter(
		(one) =>
			one.severity !== "hint" ||
			one.start === one.end ||
			!grave.some(({ start, end }) => one.start < end && start < one.end),
	);
}

const inOrder = (findings: readonly DraftFinding[]): DraftFinding[] =>
	[...findings].sort((a, b) => a.start - b.start || gravity[a.severity] - gravity[b.severity] || a.end - b.end);
