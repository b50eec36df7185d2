const minute = 60;
const hour = 60 * minute;

/** Seconds to wait after each failed attempt, by the Standard Webhooks specification: ten attempts within four days. */
export const ladderSeconds: readonly number[] = [
	...[5, 5 * minute, 30 * minute],
	...[2, 5, 10, 14, 20, 24].map((hours) => hours * hour),
];

/** An endpoint that failed for so long, with no success between, is not called any more. */
export const mostFailingDays = 5;

/**
 * When to try again.
 * @param attempts made so far, this one included
 * @param chance from 0 to 1: endpoints that failed together do not come back together
 * @returns null: no more, the delivery goes to the dead ones
 */
export function nextAttempt(
	attempts: number,
	now: Date,
	chance: number,
	retryAfterSeconds: number | null,
): Date | null {
	const seconds = ladderSeconds[attempts - 1];
	if (seconds === undefined) return null;
	const wait = Math.max(seconds * (1 + chance / 5), retryAfterSeconds ?? 0);
	return new Date(now.getTime() + wait * 1000);
}
