/**
 * Which published answers are looked at again. Each agency and month at least 5 percent or 20, all where there are fewer
 * (field description, section 9), rather those that may be weak, but every answer has a chance. An answer has a lot, even over
 * 0 … 1, which nobody chooses; it is drawn when the lot lies below its chance (Poisson sampling). Chances of a day are settled by
 * numbers alone, before any lot is looked at; what a month lacks at its end is drawn by the smallest lot ÷ weight (sequential
 * Poisson sampling, Ohlsson 1998; the threshold is the first one left out, as in priority sampling, Duffield et al. 2007).
 */

const leastShare = 0.05;
const leastCount = 20;
/** a month of answers is expected as the last one was until about so many days of it have passed */
const daysOfFaith = 10;

/** How many of a month's answers have to be looked at. */
export const requiredOf = (answers: number): number =>
	Math.min(answers, Math.max(leastCount, Math.ceil(answers * leastShare)));

/** What tells that an answer may be weak. About the answer, never about who wrote it or who asked. */
export type Risk = {
	/** 0 … 1, from the text part; null: not known */
	repeatChance: number | null;
	/** warnings of the draft check that were passed over */
	passedOver: number;
	isUrgent: boolean;
	isRepeat: boolean;
};
export const mostWeight = 7;

/** @returns 1 … 7 */
export function riskWeight({ repeatChance, passedOver, isUrgent, isRepeat }: Risk): number {
	return 1 + 2 * (repeatChance ?? 0.5) + Math.min(passedOver, 2) + (isUrgent ? 1 : 0) + (isRepeat ? 1 : 0);
}

/**
 * The share of a day's answers to look at, so that the month comes to what is required of it.
 * @param soFar answers from the month's first day to the end of this one
 * @param lastMonth answers of the month before; null: not known
 */
export function dailyRate(
	{ soFar, day, days }: { soFar: number; day: number; days: number },
	lastMonth: number | null,
): number {
	const projected = (soFar / day) * days;
	const expected = lastMonth === null ? projected : (projected * day + lastMonth * daysOfFaith) / (day + daysOfFaith);
	return Math.min(1, Math.max(leastShare, leastCount / Math.max(expected, 1)));
}

/** The chance of each answer of a day: by its weight, `rate` on the average, none above 1. */
export function chancesOf(weights: readonly number[], rate: number): number[] {
	const chances = weights.map(() => 1);
	let open = weights.map((_, i) => i);
	let wanted = Math.min(1, rate) * weights.length;
	while (open.length > 0) {
		const factor = wanted / open.reduce((sum, i) => sum + weights[i]!, 0);
		const rest = open.filter((i) => weights[i]! * factor < 1);
		if (rest.length === open.length) {
			for (const i of open) chances[i] = weights[i]! * factor;
			break;
		}
		wanted -= open.length - rest.length;
		open = rest;
	}
	return chances;
}

export type Drawable = { lot: number; weight: number; chance: number };

/** What a month lacks is drawn at its end. @returns each answer's chance over both draws; it is drawn when its lot lies below */
export function topUp(answers: readonly Drawable[], required: number): number[] {
	const left = answers.filter(({ lot, chance }) => lot >= chance).map(({ lot, weight }) => lot / weight);
	const lacking = required - (answers.length - left.length);
	if (lacking <= 0) return answers.map(({ chance }) => chance);
	// all that are left have to be looked at
	if (lacking >= left.length) return answers.map(() => 1);
	const threshold = left.toSorted((a, b) => a - b)[lacking]!;
	return answers.map(({ weight, chance }) => Math.max(chance, Math.min(1, threshold * weight)));
}

/** Of those drawn in a month every tenth is looked at by two. @param ordinal from 1 @param offset 0 … 9, the month's own */
export const isDouble = (ordinal: number, offset: number): boolean => (ordinal + offset) % 10 === 0;
