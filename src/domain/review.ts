import { returnReasons } from "./return-reasons.ts";
import type { ReturnReason } from "./return-reasons.ts";

/** How a published answer is judged: the checklist of the field description, section 7, point by point. */
export const rubricCodes = returnReasons;
export const rubricMarks = ["met", "not-met", "not-applicable"] as const;
export type RubricMark = (typeof rubricMarks)[number];
export type Rubric = Record<ReturnReason, RubricMark>;

/** non-answer: says nothing that helps; goes back to work always, a weak one when the reviewer says so */
export const verdicts = ["good", "weak", "non-answer"] as const;
export type Verdict = (typeof verdicts)[number];

export type Judgement = { verdict: Verdict; rubric: Rubric; words: string; sendsBack: boolean };

/** What a judgement holds against the answer. */
export const reasonsOf = ({ rubric }: Pick<Judgement, "rubric">): ReturnReason[] =>
	rubricCodes.filter((code) => rubric[code] === "not-met");

/** What became of an answer after its review: what was found, and whether it goes back to work. */
export type Settlement = { verdict: Verdict; reasons: ReturnReason[]; words: string; goesBack: boolean };

/**
 * What the reviews of an answer come to. Of two that differ a third decides; of two that agree both count.
 * @param done by number: first, second, third
 * @returns "wait" while somebody has yet to look, "differ" when a third is needed
 */
export function settle(isDouble: boolean, done: ReadonlyMap<number, Judgement>): Settlement | "wait" | "differ" {
	const [first, second, third] = [done.get(1), done.get(2), done.get(3)];
	if (third) return settled([third]);
	if (!isDouble) return first ? settled([first]) : "wait";
	if (!first || !second) return "wait";
	return first.verdict === second.verdict ? settled([first, second]) : "differ";
}

function settled(judgements: readonly [Judgement, ...Judgement[]]): Settlement {
	const { verdict } = judgements[0];
	const against = new Set(judgements.flatMap(reasonsOf));
	const words = judgements.map((one) => one.words.trim()).filter((one) => one !== "");
	const isSentBack = judgements.some((one) => one.sendsBack);
	return {
		verdict,
		reasons: rubricCodes.filter((code) => against.has(code)),
		words: [...new Set(words)].join("\n\n"),
		goesBack: verdict === "non-answer" || (verdict === "weak" && isSentBack),
	};
}
